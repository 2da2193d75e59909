/**
 * The core's thread is never kept longer than this without a pause. Several such works may be under way, and a turn of the event loop then
 * holds a slice of each: together they stay near the longest block that is allowed (12 ms).
 */
export const SLICE_MS = 4

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
