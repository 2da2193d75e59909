import { createWriteStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { classPathOf } from './class-path.ts'
import { freePorts } from './free-ports.ts'
import { startJvm, tail } from './jvm.ts'
import { zooKeeperReleases, type ZooKeeperRelease } from './releases.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface ZooKeeperBroker {
  /** `host:port` of broker 1. */
  readonly address: string
  stop(): Promise<void>
}

/** One broker and one ZooKeeper of the release, in one JVM with a small heap, data in a temporary folder. */
export async function startZooKeeperBroker(release: ZooKeeperRelease): Promise<ZooKeeperBroker> {
  const folder = await temporaryFolder(`broker-${release}`)
  const jars = await classPathOf(zooKeeperReleases[release], ['ZooKeeperBrokerMain'])
  const [port = 0, zooKeeper = 0] = await freePorts(2)
  const address = `127.0.0.1:${port}`
  const properties = {
    'broker.id': 1,
    'zookeeper.connect': `127.0.0.1:${zooKeeper}`,
    listeners: `PLAINTEXT://${address}`,
    'log.dirs': join(folder, 'logs'),
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 2,
    'group.initial.rebalance.delay.ms': 0,
    'num.network.threads': 2,
    'num.io.threads': 3,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'controlled.shutdown.enable': false,
  }
  const file = join(folder, 'server.properties')
  await writeFile(
    file,
    Object.entries(properties)
      .map(([key, value]) => `${key}=${value}`)
      .join('\n'),
  )
  const logging = join(folder, 'log4j.properties')
  await writeFile(
    logging,
    [
      'log4j.rootLogger=WARN, out',
      'log4j.appender.out=org.apache.log4j.ConsoleAppender',
      'log4j.appender.out.layout=org.apache.log4j.PatternLayout',
      'log4j.appender.out.layout.ConversionPattern=[%d] %p %m (%c)%n',
      'log4j.logger.kafka.server.KafkaServer=INFO',
    ].join('\n'),
  )
  const data = join(folder, 'zookeeper')
  await mkdir(data)
  const log = join(folder, 'broker.log')
  const program = ['ZooKeeperBrokerMain', file, String(zooKeeper), data]
  const jvm = startJvm(['-Xmx256m', `-Dlog4j.configuration=file:${logging}`, '-cp', jars, ...program], log)
  const stop = async (): Promise<void> => {
    await jvm.kill()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  const out = createWriteStream(log, { flags: 'a' })
  const started = new Promise<void>((resolve, reject) => {
    let seen = ''
    jvm.output.on('data', (bytes: Buffer) => {
      out.write(bytes)
      seen = (seen + bytes.toString('utf8')).slice(-20_000)
      // “[Kafka Server 1], started” in the oldest, “[KafkaServer id=1] started” since.
      if (/\[Kafka ?Server .*\],? started/.test(seen)) resolve()
    })
    void jvm.exited.then(async () => reject(new Error(`Kafka ${release} ended:\n${await tail(log)}`)))
  })
  try {
    await started
  } catch (error) {
    await stop()
    throw error
  }
  return { address, stop }
}
