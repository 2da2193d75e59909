import type { Clock } from '../../../lib/clock.ts'

/** Settles as `act` does, or rejects when the time is up or the signal aborts; `act` is not stopped by that. */
export function withDeadline<T>(clock: Clock, signal: AbortSignal, ms: number, late: () => Error, act: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error) // a signal's reason is whatever its owner gave, an Error by convention
      return
    }
    const cancelled = (): void => {
      stopTimer()
      reject(signal.reason as Error) // as above
    }
    const stopTimer = clock.after(ms, () => {
      signal.removeEventListener('abort', cancelled)
      reject(late())
    })
    signal.addEventListener('abort', cancelled, { once: true })
    const settled = (): void => {
      stopTimer()
      signal.removeEventListener('abort', cancelled)
    }
    act().then(
      (value) => {
        settled()
        resolve(value)
      },
      (error: unknown) => {
        settled()
        reject(error)
      },
    )
  })
}
