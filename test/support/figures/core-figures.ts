import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createKafkaEmulator } from '../../emulators/kafka/emulator.ts'
import { startEmulatorProcess } from '../kafka-emulator-process.ts'
import { ask, processProbe, readFigures } from './ask.ts'
import type { ProcessReading } from './process-probe.ts'

const program = fileURLToPath(new URL('./core-process.ts', import.meta.url))

export interface Size {
  readonly topics: number
  readonly groups: number
}

/** The size that Samsa must carry; every topic has ten partitions. */
export const xl: Size = { topics: 10_000, groups: 5_000 }

async function withCore<T>(act: (child: ChildProcess) => Promise<T>): Promise<T> {
  const child = fork(program, { execArgv: ['--import', processProbe], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve())
      child.once('exit', () => reject(new Error('The core did not start')))
    })
    return await act(child)
  } finally {
    if (child.connected) child.disconnect()
  }
}

const tell = <T>(child: ChildProcess, verb: object, withinMs = 120_000): Promise<T> => ask<T>(child, verb, 'done', withinMs)

export interface RefreshFigures {
  /** From connect to the last group being live, views open. */
  readonly first: ProcessReading
  /** Full refreshes, one after the other. */
  readonly refresh: ProcessReading
  /** Ms that one of them took. */
  readonly each: number
}

/** H-04: how late the core's event loop is while it reads a large cluster with the lists of topics and groups open. */
export async function measureRefresh({ topics, groups }: Size, times = 3): Promise<RefreshFigures> {
  const emulator = await startEmulatorProcess({ preset: 'xl', topics, groups })
  try {
    return await withCore(async (child) => {
      child.send('watch the loop')
      await readFigures(child)
      const cluster = await tell<string>(child, { do: 'connect', bootstrap: emulator.bootstrap })
      await tell(child, { do: 'watch', cluster, topics, groups })
      const first = await readFigures(child)
      await tell(child, { do: 'refresh', cluster, times })
      const refresh = await readFigures(child)
      return { first, refresh, each: refresh.wall / times }
    })
  } finally {
    await emulator.stop()
  }
}

export interface IdleFigures {
  /** Share of one core, 0 to 1: of the process with connections, and of the same process without any. */
  readonly connected: number
  readonly alone: number
}

/** Three brokers connected, nothing visible: what the connections cost a core that otherwise waits. */
export async function measureIdle(ms: number): Promise<IdleFigures> {
  const kafka = await createKafkaEmulator({
    brokers: 3,
    topics: [{ name: 'orders', partitions: 6, replication: 3, perSecond: 60, history: 1_000 }],
    groups: [{ name: 'billing', commits: { orders: { 0: 10, 1: 10, 2: 10 } } }],
  })
  const share = ({ cpu, wall }: ProcessReading): number => cpu / wall
  try {
    return await withCore(async (child) => {
      await tell(child, { do: 'quiet', ms: 3_000 })
      await readFigures(child)
      await tell(child, { do: 'quiet', ms })
      const alone = share(await readFigures(child))
      await tell(child, { do: 'connect', bootstrap: kafka.bootstrap.map(({ host, port }) => `${host}:${port}`) })
      // The first readings, and what the engine makes of them, are no idling.
      await tell(child, { do: 'quiet', ms: 6_000 })
      await readFigures(child)
      await tell(child, { do: 'quiet', ms })
      return { alone, connected: share(await readFigures(child)) }
    })
  } finally {
    await kafka.stop()
  }
}
