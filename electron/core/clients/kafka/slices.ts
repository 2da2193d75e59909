/** Work that stops now and then to let others run; the value comes at the end. */
export type Steps<T> = Generator<undefined, T, undefined>

/** How long big work holds the event loop at a time. With what else a turn does it stays near 12 ms (H-04). */
const SLICE_MS = 4

/** Runs steps to their end at once. */
export function runThrough<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Hands out slices: of all big work of a client together one slice a turn of the event loop, first come, first served. */
export function createSlicer() {
  let last: Promise<void> = Promise.resolve()
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  const run = async <T>(steps: Steps<T>): Promise<T> => {
    for (;;) {
      await turn()
      const until = performance.now() + SLICE_MS
      while (performance.now() < until) {
        const step = steps.next()
        if (step.done) return step.value
      }
    }
  }
  return {
    run<T>(steps: Steps<T>): Promise<T> {
      const result = last.then(() => run(steps))
      last = result.then(
        () => undefined,
        () => undefined,
      )
      return result
    },
  }
}

export type Slicer = ReturnType<typeof createSlicer>
