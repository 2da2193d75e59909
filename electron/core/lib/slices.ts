/** The core's thread is never kept longer than this without a pause (H-04: p99 of the event loop's delay ≤ 50 ms). */
export const SLICE_MS = 8

/** Lets everything else that is due happen first. */
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Runs small steps to their end, pausing whenever a slice of time is used up. */
export async function inSlices<T>(steps: Generator<undefined, T>, now: () => number = () => performance.now()): Promise<T> {
  let began = now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (now() - began < SLICE_MS) continue
    await pause()
    began = now()
  }
}
