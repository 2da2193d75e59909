import { Worker } from 'node:worker_threads'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { JobTable, Told } from './messages.ts'
import { createWorkerLane, type SpawnEvents, type Spawned, type WorkerLane, type WorkerLimits } from './worker-lane.ts'

/** Each has its entry file, `<name>-entry.ts`, beside this one. */
export type WorkerName = 'history' | 'records'

export interface PoolNeeds {
  /** Where a worker's entry file is: only the host knows its place. */
  readonly workerFile: (name: string) => string
  readonly clock: Clock
  readonly log: Log
  readonly limits?: PoolLimits
}

export interface PoolLimits extends WorkerLimits {
  readonly oldSpaceMb: number
  readonly youngSpaceMb: number
  readonly stackMb: number
  /** Of the whole process; above it the largest worker with a job is ended, because resource limits count no buffers. */
  readonly residentBytes: number
}

export const workerLimits: PoolLimits = {
  deadlineMs: 10_000,
  silenceMs: 10_000,
  bytes: 768 * 2 ** 20,
  backoffMs: [1_000, 60_000],
  oldSpaceMb: 512,
  // Of it a third is where new objects go: with 5 MB a moment of a very large cluster took a quarter more of the processor than with 16.
  youngSpaceMb: 48,
  stackMb: 4,
  residentBytes: 2 * 2 ** 30,
}

/** The only place that makes workers. What goes wrong in one ends that worker, and never the core. */
export interface WorkerPool {
  lane<T extends JobTable<T>>(name: WorkerName): WorkerLane<T>
  stop(): Promise<void>
}

const WATCH_MS = 1_000

export function createWorkerPool({ workerFile, clock, log, limits = workerLimits }: PoolNeeds): WorkerPool {
  const lanes: Pick<WorkerLane<object>, 'bytes' | 'isRunning' | 'end' | 'stop'>[] = []
  let cancelWatch = (): void => {}

  const watchMemory = (): void => {
    cancelWatch = clock.after(WATCH_MS, watchMemory)
    if (process.memoryUsage.rss() <= limits.residentBytes) return
    const [largest] = lanes.filter((lane) => lane.isRunning()).toSorted((a, b) => b.bytes() - a.bytes())
    largest?.end('Samsa used too much memory')
  }

  return {
    lane<T extends JobTable<T>>(name: WorkerName) {
      const lane = createWorkerLane<T>({ name, clock, log, limits, spawn: (events) => spawn(workerFile(name), name, limits, events) })
      if (lanes.length === 0) watchMemory()
      lanes.push(lane)
      return lane
    },
    async stop() {
      cancelWatch()
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

/** No environment, no standard input, nothing of the core's but what is asked of it. */
function spawn(file: string, name: string, limits: PoolLimits, { onTold, onEnd }: SpawnEvents): Spawned {
  const worker = new Worker(file, {
    name: `samsa-${name}`,
    env: {},
    argv: [],
    execArgv: [],
    stdin: false,
    stdout: true,
    stderr: true,
    resourceLimits: {
      maxOldGenerationSizeMb: limits.oldSpaceMb,
      maxYoungGenerationSizeMb: limits.youngSpaceMb,
      stackSizeMb: limits.stackMb,
    },
  })
  worker.stdout.resume()
  worker.stderr.resume()
  worker.on('message', (message: Told) => onTold(message))
  worker.on('messageerror', () => onEnd('it answered what cannot be read'))
  worker.on('error', (error) => onEnd(whyEnded(error)))
  worker.on('exit', (code) => onEnd(`it left with code ${code}`))
  return {
    ask: (message, transfer) => worker.postMessage(message, transfer),
    terminate: async () => void (await worker.terminate()),
  }
}

function whyEnded(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'it used too much memory'
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : 'it failed'
}
