import { randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { classPath } from './class-path.ts'
import { freePorts } from './free-ports.ts'
import { startJvm, tail, type Jvm } from './jvm.ts'
import { nodeProperties, type NodePorts, type NodeSpec } from './node-properties.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { releases, type KafkaRelease } from './releases.ts'
import { makeCertificates, type TestCertificates } from './tls.ts'

export interface ClusterOptions {
  readonly release: KafkaRelease
  readonly nodes: 1 | 3
  /** TLS, SASL (PLAIN, SCRAM) and ACLs beside the plaintext listener. */
  readonly secure?: boolean
  /** More lines of server.properties. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface ClusterInfo {
  readonly release: KafkaRelease
  readonly version: string
  /** Plaintext addresses, one a node, joined by commas: what Kafka's own tools take. */
  readonly bootstrap: string
  readonly nodes: readonly { readonly id: number; readonly ports: NodePorts }[]
  readonly certificates: TestCertificates | null
  readonly users: Readonly<Record<string, string>>
  readonly startedInMs: number
}

export interface RealCluster {
  readonly info: ClusterInfo
  /** Kills the node at once (SIGKILL). */
  stopBroker(id: number): Promise<void>
  /** Starts it again on the same ports and data, and waits until it serves. */
  startBroker(id: number): Promise<void>
  /** The last lines that each node printed, for an error message. */
  logs(): Promise<string>
  stop(): Promise<void>
}

/** `admin` may do anything; `reader` and `stranger` start without any right. */
const testUsers = { admin: 'admin-secret', reader: 'reader-secret', stranger: 'stranger-secret' }

/** Starts real Kafka on loopback with its data in a temporary folder; both are gone after `stop`. */
export async function startCluster(options: ClusterOptions): Promise<RealCluster> {
  const began = performance.now()
  const folder = await temporaryFolder('kafka')
  const jars = await classPath(options.release)
  const certificates = options.secure ? await makeCertificates(folder) : null
  const specs = await nodeSpecs(options, folder, certificates)
  const clusterId = newClusterId()
  const running = new Map<number, Jvm>()

  const startNode = async (spec: NodeSpec): Promise<void> => {
    running.set(spec.id, await startNodeJvm(spec, clusterId, folder, jars))
  }
  const stop = async (): Promise<void> => {
    await Promise.all([...running.values()].map((jvm) => jvm.kill()))
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    await Promise.all(specs.map(startNode))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    info: {
      release: options.release,
      version: releases[options.release].version,
      bootstrap: specs.map((s) => `127.0.0.1:${s.ports.plaintext}`).join(','),
      nodes: specs.map(({ id, ports }) => ({ id, ports })),
      certificates,
      users: options.secure ? testUsers : {},
      startedInMs: Math.round(performance.now() - began),
    },
    async stopBroker(id) {
      await running.get(id)?.kill()
    },
    async startBroker(id) {
      const spec = specs.find((s) => s.id === id)
      if (!spec) throw new Error(`no broker ${id}`)
      await startNode(spec)
    },
    async logs() {
      const tails = await Promise.all(specs.map(async ({ id }) => `node ${id}:\n${await tail(join(folder, `node-${id}.log`), 12)}`))
      return tails.join('\n')
    },
    stop,
  }
}

/** As Kafka makes them: never with a hyphen in front, which its own tools take for an option. */
export function newClusterId(): string {
  const id = randomBytes(16)
  id.writeUInt8(id.readUInt8(0) & 0x7f, 0)
  return id.toString('base64url')
}

async function nodeSpecs(options: ClusterOptions, folder: string, certificates: TestCertificates | null): Promise<NodeSpec[]> {
  const free = await freePorts(options.nodes * 5)
  const port = (): number => free.pop() ?? 0
  const nodes = Array.from({ length: options.nodes }, (_, index) => ({
    id: index + 1,
    ports: { plaintext: port(), controller: port(), tls: port(), sasl: port(), saslTls: port() },
  }))
  return nodes.map(({ id, ports }) => ({
    id,
    release: options.release,
    ports,
    nodes,
    dataFolder: join(folder, `data-${id}`),
    rack: `rack-${String.fromCharCode(96 + id)}`,
    secure: certificates ? { certificates, users: testUsers } : null,
    settings: options.settings ?? {},
  }))
}

/** Resolves when the node printed that it serves. */
async function startNodeJvm(spec: NodeSpec, clusterId: string, folder: string, jars: string): Promise<Jvm> {
  const log = join(folder, `node-${spec.id}.log`)
  const properties = join(folder, `node-${spec.id}.properties`)
  await mkdir(spec.dataFolder, { recursive: true })
  await writeFile(properties, nodeProperties(spec))
  const format = ['format', '-t', clusterId, '-c', properties, '--ignore-formatted']
  for (const [user, password] of spec.secure ? Object.entries(spec.secure.users) : []) {
    for (const mechanism of ['SCRAM-SHA-256', 'SCRAM-SHA-512'])
      format.push('--add-scram', `${mechanism}=[name=${user},password=${password}]`)
  }
  const logging = await loggingFlag(spec.release, folder)
  const jvm = startJvm(['-Xmx320m', logging, '-cp', jars, 'BrokerMain', properties, ...format], log)
  const out = createWriteStream(log, { flags: 'a' })
  await new Promise<void>((resolve, reject) => {
    let seen = ''
    const fail = async (why: string): Promise<void> => {
      await jvm.kill()
      reject(new Error(`Kafka node ${spec.id} ${why}:\n${await tail(log)}`))
    }
    const deadline = setTimeout(() => void fail('did not start within 90 s'), 90_000)
    void jvm.exited.then(() => {
      clearTimeout(deadline)
      return fail('ended while starting')
    })
    jvm.output.on('data', (bytes: Buffer) => {
      out.write(bytes)
      if (seen === 'ready') return
      seen = (seen + bytes.toString('utf8')).slice(-20_000)
      if (!seen.includes('Kafka Server started')) return
      seen = 'ready'
      clearTimeout(deadline)
      resolve()
    })
  })
  return jvm
}

/** Logs to standard output: warnings, and the one line that says the node serves. */
export async function loggingFlag(release: KafkaRelease, folder: string): Promise<string> {
  if (release === '4') {
    const file = join(folder, 'log4j2.properties')
    await writeFile(
      file,
      [
        'status=error',
        'appender.out.type=Console',
        'appender.out.name=out',
        'appender.out.layout.type=PatternLayout',
        'appender.out.layout.pattern=[%d] %p %m (%c)%n',
        'rootLogger.level=warn',
        'rootLogger.appenderRef.out.ref=out',
        'logger.server.name=kafka.server.KafkaRaftServer',
        'logger.server.level=info',
      ].join('\n'),
    )
    return `-Dlog4j2.configurationFile=${file}`
  }
  const file = join(folder, 'log4j.properties')
  await writeFile(
    file,
    [
      'log4j.rootLogger=WARN, out',
      'log4j.appender.out=org.apache.log4j.ConsoleAppender',
      'log4j.appender.out.layout=org.apache.log4j.PatternLayout',
      'log4j.appender.out.layout.ConversionPattern=[%d] %p %m (%c)%n',
      'log4j.logger.kafka.server.KafkaRaftServer=INFO',
    ].join('\n'),
  )
  return `-Dlog4j.configuration=file:${file}`
}
