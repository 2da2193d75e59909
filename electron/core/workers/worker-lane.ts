import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { JobFailure, type JobTable, type Told } from './messages.ts'

/** A started worker, seen from the core. */
export interface Spawned {
  /** @param transfer buffers of the input that become the worker's own, instead of being copied */
  ask(message: { readonly id: number; readonly job: string; readonly input: unknown }, transfer: readonly ArrayBuffer[]): void
  terminate(): Promise<void>
}

export interface SpawnEvents {
  readonly onTold: (message: Told) => void
  /** It ended by itself; `why` in words. */
  readonly onEnd: (why: string) => void
}

export interface LaneNeeds {
  readonly name: string
  readonly clock: Clock
  readonly log: Log
  readonly limits: WorkerLimits
  readonly spawn: (events: SpawnEvents) => Spawned
}

export interface WorkerLimits {
  /** Work on one job. */
  readonly deadlineMs: number
  /** Without a sign of life. */
  readonly silenceMs: number
  /** Heap and buffers together. */
  readonly bytes: number
  /** Before the second start; twice as long each time, up to the last. */
  readonly backoffMs: readonly [number, number]
}

export interface JobAbout {
  /** On whose behalf: one's jobs do not keep another's waiting for more than the one that runs. */
  readonly owner: string
  /** Before all others that wait: what was read of a cluster is not kept from the disk by what somebody looks at. */
  readonly first?: boolean
  readonly signal?: AbortSignal
  /** Buffers of the input that nobody else holds: megabytes are handed over instead of copied. Whoever asks again makes them again. */
  readonly transfer?: readonly ArrayBuffer[]
}

/** One worker that is started when first needed, and again when it ended. */
export interface WorkerLane<T extends JobTable<T>> {
  /**
   * Fails with `worker.ended` when the worker ends meanwhile, with a `JobFailure` when the job says so, with `core.busy` when too many wait,
   * or with the signal's reason.
   */
  run<J extends keyof T & string>(job: J, input: T[J]['input'], about: JobAbout): Promise<T[J]['output']>
  /** Of its newest sign of life; 0 while there is none. */
  bytes(): number
  isRunning(): boolean
  /** Ends the worker; the next job starts another one. */
  end(why: string): void
  stop(): Promise<void>
}

interface Job {
  readonly id: number
  readonly job: string
  readonly input: unknown
  readonly owner: string
  readonly first: boolean
  readonly transfer: readonly ArrayBuffer[]
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

const WAITING_MAX = 1_000
/** After this long without an end, the next one counts as the first. */
const SOUND_MS = 60_000

export function createWorkerLane<T extends JobTable<T>>(needs: LaneNeeds): WorkerLane<T> {
  const { name, clock, log, limits } = needs
  const waiting: Job[] = []
  let lastId = 0
  let lastOwner = ''
  let worker: Spawned | null = null
  let running: Job | null = null
  let bytes = 0
  let ends = 0
  let startedAt = 0
  let stopped = false
  let resting = false
  const ending = new Set<Promise<void>>()
  let cancelDeadline = (): void => {}
  let cancelSilence = (): void => {}
  let cancelRest = (): void => {}

  const ended = (why: string): AppError<'worker.ended'> => new AppError('worker.ended', { worker: name, why })

  const end = (why: string): void => {
    if (worker === null) return
    const gone = worker.terminate().catch((error: unknown) => log.error('A worker did not end', { worker: name, error }))
    ending.add(gone)
    void gone.then(() => ending.delete(gone))
    worker = null
    bytes = 0
    cancelDeadline()
    cancelSilence()
    const job = running
    running = null
    if (clock.now() - startedAt > SOUND_MS) ends = 0
    const rest = Math.min(limits.backoffMs[1], limits.backoffMs[0] * 2 ** ends)
    ends += 1
    if (!stopped) log.warn('A worker ended; it is started again when needed', { worker: name, why, rest })
    resting = true
    cancelRest = clock.after(rest, () => {
      // Not before the last one has let go of its files.
      void gone.then(() => {
        resting = false
        takeNext()
      })
    })
    job?.reject(ended(why))
  }

  /** Ends it when the time is up, unless this process slept meanwhile: then the worker did too. */
  const watch = (ms: number, why: string): (() => void) => {
    const due = clock.now() + ms
    let cancel = clock.after(ms, () => {
      if (clock.now() - due > limits.silenceMs) cancel = watch(ms, why)
      else end(why)
    })
    return () => cancel()
  }

  const start = (): Spawned => {
    startedAt = clock.now()
    const spawned = needs.spawn({
      onTold: (message) => void (worker === spawned && told(message)),
      onEnd: (why) => void (worker === spawned && end(why)),
    })
    worker = spawned
    cancelSilence = watch(limits.silenceMs, 'it gave no sign of life')
    return spawned
  }

  const told = (message: Told): void => {
    if (message.is === 'alive') {
      bytes = message.bytes
      cancelSilence()
      cancelSilence = watch(limits.silenceMs, 'it gave no sign of life')
      if (bytes > limits.bytes) end('it used too much memory')
      return
    }
    if (running?.id !== message.id) return
    const job = running
    running = null
    cancelDeadline()
    if (message.is === 'done') job.resolve(message.value)
    else job.reject(new JobFailure(message.kind, message.message))
    takeNext()
  }

  const takeNext = (): void => {
    if (stopped || resting || running !== null) return
    const urgent = waiting.findIndex((job) => job.first)
    const next = urgent >= 0 ? urgent : waiting.findIndex((job) => job.owner !== lastOwner)
    const [job] = waiting.splice(Math.max(0, next), 1)
    if (job === undefined) return
    running = job
    lastOwner = job.owner
    const spawned = worker ?? start()
    cancelDeadline = watch(limits.deadlineMs, `a job (${job.job}) took too long`)
    try {
      spawned.ask({ id: job.id, job: job.job, input: job.input }, job.transfer)
    } catch (error) {
      running = null
      cancelDeadline()
      job.reject(error)
      takeNext()
    }
  }

  return {
    run: (job, input, { owner, first = false, signal, transfer = [] }) =>
      new Promise((resolve, reject) => {
        if (stopped) return reject(ended('Samsa is quitting'))
        if (signal?.aborted) return reject(signal.reason as Error) // an Error wherever Samsa aborts
        if (waiting.length >= WAITING_MAX) return reject(new AppError('core.busy', { what: name, limit: WAITING_MAX }))
        const abort = (): void => {
          const place = waiting.indexOf(entry)
          if (place >= 0) waiting.splice(place, 1)
          reject(signal?.reason as Error) // as above
        }
        const leave = (): void => signal?.removeEventListener('abort', abort)
        const entry: Job = {
          ...{ id: (lastId += 1), job, input, owner, first, transfer },
          resolve: (value) => {
            leave()
            resolve(value)
          },
          reject: (error) => {
            leave()
            reject(error instanceof Error ? error : new Error(String(error)))
          },
        }
        signal?.addEventListener('abort', abort, { once: true })
        waiting.push(entry)
        takeNext()
      }),
    bytes: () => bytes,
    isRunning: () => running !== null,
    end,
    async stop() {
      stopped = true
      end('Samsa is quitting')
      cancelRest()
      for (const job of waiting.splice(0)) job.reject(ended('Samsa is quitting'))
      await Promise.all(ending)
    },
  }
}
