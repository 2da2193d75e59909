import { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'

/** Runs `act` on each item, at most `limit` at once; results in the order of the items. The first rejection rejects. */
export async function inParallel<T, R>(items: readonly T[], limit: number, act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const place = next++
      const item = items[place] as T // place is below the length
      results[place] = await act(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}

export function chunks<T>(items: readonly T[], size: number): T[][] {
  const made: T[][] = []
  for (let at = 0; at < items.length; at += size) made.push(items.slice(at, at + size))
  return made
}

export interface Race<T> {
  readonly attempts: readonly ((signal: AbortSignal) => Promise<T>)[]
  /** The next attempt starts when the one before failed, or after this long without its answer. */
  readonly staggerMs: number
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Thrown when every attempt failed; the errors stand in the order of the attempts. */
export class AllFailed extends Error {
  readonly errors: readonly AppError[]
  constructor(errors: readonly AppError[]) {
    super('All attempts failed')
    this.errors = errors
  }
}

/** The first success. The others are aborted; a success that comes too late is handed to `late`. */
export function firstSuccess<T>({ attempts, staggerMs, clock, signal }: Race<T>, late: (value: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = new AbortController()
    const errors: AppError[] = []
    let next = 0
    let failed = 0
    let done = false
    let stopTimer = (): void => undefined
    const end = (settle: () => void): void => {
      done = true
      stopTimer()
      signal.removeEventListener('abort', cancelled)
      settle()
      abort.abort(new AppError('kafka.closed', { address: 'another address', request: 'connecting' }))
    }
    const cancelled = (): void => end(() => reject(signal.reason as Error)) // the owner's own reason
    const start = (): void => {
      stopTimer()
      const place = next++
      const attempt = attempts[place]
      if (done || !attempt) return
      stopTimer = clock.after(staggerMs, start)
      attempt(abort.signal).then(
        (value) => (done ? late(value) : end(() => resolve(value))),
        (error: unknown) => {
          if (done) return
          failed++
          errors[place] =
            error instanceof AppError ? error : new AppError('core.unexpected', { where: 'the Kafka client' }, { cause: error })
          if (failed === attempts.length) end(() => reject(new AllFailed(errors)))
          else if (failed === next) start()
        },
      )
    }
    if (signal.aborted) return cancelled()
    signal.addEventListener('abort', cancelled, { once: true })
    if (attempts.length === 0) return end(() => reject(new AllFailed([])))
    start()
  })
}
