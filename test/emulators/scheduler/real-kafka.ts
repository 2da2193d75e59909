import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loggingFlag, newClusterId } from '../../kafka/harness/cluster.ts'
import { classPath } from '../../kafka/harness/class-path.ts'
import { freePorts } from '../../kafka/harness/free-ports.ts'
import { startJvm, tail, type Jvm } from '../../kafka/harness/jvm.ts'
import type { KafkaRelease } from '../../kafka/harness/releases.ts'
import { temporaryFolder } from '../../kafka/harness/temporary-folder.ts'
import { createFolderSandbox } from '../mesos/folder-sandbox.ts'
import type { LaunchSpec } from './agents.ts'
import type { TaskRunner } from './mesos-bridge.ts'

export interface RealKafkaRunner extends TaskRunner {
  /** Where a broker keeps its data: in the sandbox it is lost with the task. */
  readonly folder: string
  stop(): Promise<void>
}

/** In ZooKeeper's place: a controller that is no broker, with an id that no broker has. */
const CONTROLLER_ID = 3_000

interface Running {
  readonly jvm: Jvm
  readonly log: string
  tell: Parameters<TaskRunner['start']>[1]
  /** How its end is told; null: it was not asked to end. */
  ending: 'KILLED' | 'FINISHED' | null
}

/** Tasks are real Kafka brokers on loopback, with the port, options and data directory that the scheduler gave them. */
export async function createRealKafkaRunner(release: KafkaRelease = '4'): Promise<RealKafkaRunner> {
  const folder = await temporaryFolder('scheduler')
  const jars = await classPath(release)
  const clusterId = newClusterId()
  const [controllerPort = 0] = await freePorts(1)
  const quorum = `${CONTROLLER_ID}@127.0.0.1:${controllerPort}`
  const logging = await loggingFlag(release, folder)
  const running = new Map<string, Running>()
  const logs = new Map<string, string>()

  /** Resolves when it serves; its end is for the caller to see. */
  async function startNode(
    name: string,
    properties: Readonly<Record<string, string>>,
    log: string,
  ): Promise<{ jvm: Jvm; ready: Promise<void> }> {
    const file = join(folder, `${name}.properties`)
    const text = Object.entries(properties).map(([key, value]) => `${key}=${value.replaceAll('\\', '\\\\')}`)
    await writeFile(file, text.join('\n'))
    const format = ['format', '-t', clusterId, '-c', file, '--ignore-formatted']
    const jvm = startJvm(['-Xmx256m', logging, '-cp', jars, 'BrokerMain', file, ...format], log)
    const out = createWriteStream(log, { flags: 'a' })
    const ready = new Promise<void>((resolve, reject) => {
      let seen = ''
      jvm.output.on('data', (bytes: Buffer) => {
        out.write(bytes)
        seen = (seen + bytes.toString('utf8')).slice(-20_000)
        if (seen.includes('Kafka Server started')) resolve()
      })
      void jvm.exited.then(async () => reject(new Error(`${name} ended:\n${await tail(log)}`)))
    })
    return { jvm, ready }
  }

  const common = { 'controller.quorum.voters': quorum, 'controller.listener.names': 'CONTROLLER' }
  const controller = await startNode(
    'controller',
    {
      ...common,
      'process.roles': 'controller',
      'node.id': String(CONTROLLER_ID),
      listeners: `CONTROLLER://127.0.0.1:${controllerPort}`,
      'log.dirs': join(folder, 'controller'),
      // A killed broker is noticed after 1.5 s instead of 9 s.
      'broker.session.timeout.ms': '1500',
    },
    join(folder, 'controller.log'),
  )
  await controller.ready

  const sandboxOf = (taskId: string): string => join(folder, 'sandboxes', taskId)

  async function launch(spec: LaunchSpec, tell: Running['tell']): Promise<void> {
    const sandbox = sandboxOf(spec.taskId)
    await mkdir(sandbox, { recursive: true })
    const log = join(sandbox, 'stdout')
    logs.set(spec.taskId, log)
    tell({ status: 'STARTING' })
    const { jvm, ready } = await startNode(spec.taskId, { ...brokerProperties(spec, sandbox, folder), ...common }, log)
    const mine: Running = { jvm, log, tell, ending: null }
    running.set(spec.taskId, mine)
    void jvm.exited.then((code) => {
      running.delete(spec.taskId)
      tell(mine.ending === null ? { status: 'FAILED', message: `exit code ${code}` } : { status: mine.ending })
    })
    // When it ends before it serves, its end is what is told.
    await ready.then(
      () => tell({ status: 'RUNNING', endpoint: `${hostOf(spec)}:${spec.port}` }),
      () => undefined,
    )
  }

  const end = (taskId: string, ending: 'KILLED' | 'FINISHED', act: (jvm: Jvm) => Promise<void>): void => {
    const task = running.get(taskId)
    if (task === undefined) return
    task.ending = ending
    void act(task.jvm)
  }

  return {
    folder,
    start: (spec, tell) =>
      void launch(spec, tell).catch((error: unknown) =>
        tell({ status: 'FAILED', message: error instanceof Error ? error.message : String(error) }),
      ),
    kill: (taskId) => end(taskId, 'KILLED', (jvm) => jvm.stop()),
    forceStop: (taskId) => end(taskId, 'FINISHED', (jvm) => jvm.kill()),
    async readLog(taskId, name, lines) {
      const log = logs.get(taskId)
      // All of Kafka's loggers write to one file here.
      if (log === undefined || !/^(stdout|stderr|server\.log|controller\.log)$/.test(name)) return null
      return (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-lines).join('\n')
    },
    files: (taskId) => createFolderSandbox(sandboxOf(taskId)),
    async stop() {
      await Promise.all([controller.jvm.kill(), ...[...running.values()].map(({ jvm }) => jvm.kill())])
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Any address of 127/8 is this machine, so agents can have hosts of their own. */
const hostOf = ({ agent }: LaunchSpec): string => (agent.hostname.startsWith('127.') ? agent.hostname : '127.0.0.1')

/** What the executor would write: Kafka's file, then the framework's own values, then the options. */
function brokerProperties(spec: LaunchSpec, sandbox: string, folder: string): Readonly<Record<string, string>> {
  const listener = `PLAINTEXT://${hostOf(spec)}:${spec.port}`
  const wanted = spec.options.get('log.dirs')
  const absolute = wanted?.startsWith('/') ? join(folder, 'agents', spec.agent.id, wanted) : null
  const volume = spec.volume === null ? null : join(folder, 'volumes', spec.volume, 'kafka-logs')
  return {
    'auto.create.topics.enable': 'false',
    'offsets.topic.num.partitions': '6',
    'group.initial.rebalance.delay.ms': '0',
    'broker.heartbeat.interval.ms': '250',
    'num.network.threads': '2',
    'num.io.threads': '3',
    'log.cleaner.dedupe.buffer.size': '4194304',
    'log.retention.bytes': '10737418240',
    ...Object.fromEntries(spec.options),
    'process.roles': 'broker',
    'node.id': String(spec.brokerId),
    ...(spec.agent.attributes.has('rack') ? { 'broker.rack': spec.agent.attributes.get('rack') ?? '' } : {}),
    listeners: listener,
    'advertised.listeners': listener,
    'log.dirs': absolute ?? volume ?? join(sandbox, wanted ?? 'kafka-logs'),
  }
}
