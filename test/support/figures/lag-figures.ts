import { lagSizes, type LagSizeName } from '../../emulators/kafka/lag-sizes.ts'
import { startEmulatorProcess, type EmulatorProcess } from '../kafka-emulator-process.ts'
import type { FloorRun } from './floor-process.ts'
import type { HistoryRun } from './history-process.ts'
import type { KafkajsRun } from './kafkajs-process.ts'
import type { FirstRows } from './lag-process.ts'
import { withProcess } from './measured-process.ts'
import type { ProcessReading } from './process-probe.ts'

/** Every request takes this long at the emulated broker. */
const LATENCY_MS = 1

export interface Run {
  /** ms, one a refresh. */
  readonly walls: readonly number[]
  /** CPU of the core's own thread meanwhile, in ms: what other work on the machine does not move. */
  readonly cpus: readonly number[]
  /** Of one refresh. */
  readonly requests: number
  readonly bytesIn: number
  readonly bytesOut: number
}

export interface LagFigures {
  readonly firstRows: FirstRows
  readonly refresh: Run
  /** CPU of the whole process, workers included, in ms a refresh. */
  readonly cpu: number
  readonly process: ProcessReading
  readonly floor: FloorRun
  /** Requests that a refresh may take: 1 + 3 brokers + groups / 500. */
  readonly requestsAllowed: number
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

async function inFrontOf<T>(preset: LagSizeName, act: (emulator: EmulatorProcess) => Promise<T>): Promise<T> {
  const emulator = await startEmulatorProcess({ preset, latency: LATENCY_MS })
  try {
    return await act(emulator)
  } finally {
    await emulator.stop()
  }
}

/** A full refresh of a warm core, and the bare requests beside it, in front of the same cluster. */
export function measureLag(preset: LagSizeName, times: number): Promise<LagFigures> {
  const { brokers, groups } = lagSizes[preset]
  return inFrontOf(preset, async ({ bootstrap }) => {
    // First, so that the brokers have been running for a while when the core comes: an emulator that was never asked is slow to begin.
    const floor = await measureFloor(bootstrap, times)
    const core = await withProcess('./lag-process.ts', async ({ tell, read, printBlocks }) => {
      const firstRows = await tell<FirstRows>({ do: 'connect', bootstrap })
      await printBlocks(`until the first rows of ${preset}`)
      await tell({ do: 'warm' })
      await read()
      await printBlocks(`of the first readings of ${preset}`)
      const refresh = await tell<Run>({ do: 'refresh', times })
      const process = await read()
      await printBlocks(`of refreshes of ${preset}`)
      return { firstRows, refresh, process, cpu: process.cpu / times }
    })
    return { ...core, floor, requestsAllowed: 1 + 3 * brokers + Math.ceil(groups / 500) }
  })
}

const measureFloor = (bootstrap: readonly string[], times: number): Promise<FloorRun> =>
  withProcess('./floor-process.ts', ({ tell }) => tell<FloorRun>({ bootstrap, times }))

export interface Against {
  readonly samsa: Run
  readonly other: KafkajsRun
}

/** The same question through kafkajs' public Admin, for as many groups as it can bear, in front of the same cluster. */
export function measureAgainstKafkajs(groups: number): Promise<Against> {
  return inFrontOf('r1', async ({ bootstrap }) => {
    const samsa = await withProcess('./lag-process.ts', async ({ tell }) => {
      await tell({ do: 'connect', bootstrap })
      await tell({ do: 'warm' })
      return tell<Run>({ do: 'refresh', times: 3 })
    })
    const other = await withProcess('./kafkajs-process.ts', ({ tell }) => tell<KafkajsRun>({ bootstrap, groups }, 900_000))
    return { samsa, other }
  })
}

/** So many hours of readings, each 30 s, of one of `parts` of a cluster through the history worker's code. */
export const measureHistory = (size: LagSizeName, hours: number, parts = 1): Promise<HistoryRun> =>
  withProcess('./history-process.ts', ({ tell }) => tell<HistoryRun>({ size, hours, parts }, 7_200_000))
