import { nextSlice, SLICE_MS } from '../../lib/slices.ts'

/** Work that stops now and then to let others run; the value comes at the end. */
export type Steps<T> = Generator<undefined, T, undefined>

/** Runs steps to their end at once. */
export function runThrough<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/**
 * Hands out slices: all big work of a client together stands in line with the other works of the thread as one (H-04), and each gets a slice in
 * its turn. So what is short does not wait for what is long: the names of groups are there before all of a large cluster's metadata is decoded.
 */
export function createSlicer(now: () => number = () => performance.now()) {
  /** Each runs one slice of its work. True: that is over. */
  const waiting: (() => boolean)[] = []
  let isRunning = false

  const runAll = async (): Promise<void> => {
    isRunning = true
    for (let slice = waiting.shift(); slice !== undefined; slice = waiting.shift()) {
      await nextSlice()
      if (!slice()) waiting.push(slice)
    }
    isRunning = false
  }

  return {
    run<T>(steps: Steps<T>): Promise<T> {
      return new Promise((resolve, reject) => {
        waiting.push(() => {
          const until = now() + SLICE_MS
          try {
            do {
              const step = steps.next()
              if (!step.done) continue
              resolve(step.value)
              return true
            } while (now() < until)
            return false
          } catch (error) {
            reject(error)
            return true
          }
        })
        if (!isRunning) void runAll()
      })
    },
  }
}

export type Slicer = ReturnType<typeof createSlicer>
