import { createAbort } from './abort.ts'

/** Everything that was started and must be stopped. Stops in reverse order, once; late additions are stopped at once. */
export interface Lifetime {
  readonly signal: AbortSignal
  add(stop: () => void | Promise<void>): void
  child(): Lifetime
  stop(): Promise<void>
}

export function createLifetime(): Lifetime {
  const abort = createAbort()
  const stops: (() => void | Promise<void>)[] = []
  let stopping: Promise<void> | null = null

  const run = async (): Promise<void> => {
    abort.abort()
    const failures: unknown[] = []
    for (let stop = stops.pop(); stop; stop = stops.pop()) {
      try {
        await stop()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts did not stop cleanly')
  }

  const lifetime: Lifetime = {
    signal: abort.signal,
    add(stop) {
      if (abort.signal.aborted) void stop()
      else stops.push(stop)
    },
    child() {
      const child = createLifetime()
      lifetime.add(child.stop)
      return child
    },
    stop() {
      stopping ??= run()
      return stopping
    },
  }
  return lifetime
}
