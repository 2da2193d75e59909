/** Worked out in steps by whoever has the time, or to its end at once by whoever asks for it before. */
export interface Later<T> {
  value(): T
  /** What is left to do; nothing, once it is worked out. */
  steps(): Generator<undefined, T>
  /** Some of it is worked out. */
  isBegun(): boolean
  /** Somebody asked for it, or for the one before it of late: the next one is waited for before anybody is told. */
  isWanted(): boolean
}

/** So many changes of a state without a question: nobody looks any more. */
const FORGOTTEN_AFTER = 20

/** @param unasked changes since somebody asked for the one before */
export function createLater<T>(work: Generator<undefined, T>, unasked: number): Later<T> & { readonly unasked: () => number } {
  let left: Generator<undefined, T> | null = work
  let failure: unknown = null
  let made: T | undefined
  let since = unasked
  let begun = false

  /** Two may take turns, and each step is made once. @returns it is worked out */
  const step = (): boolean => {
    if (failure !== null) throw failure
    if (left === null) return true
    begun = true
    try {
      const next = left.next()
      if (!next.done) return false
      made = next.value
      left = null
      return true
    } catch (error) {
      failure = error
      throw error
    }
  }
  return {
    value() {
      since = 0
      while (!step());
      return made as T // it is there after the last step
    },
    *steps() {
      while (!step()) yield
      return made as T
    },
    isBegun: () => begun,
    isWanted: () => since < FORGOTTEN_AFTER,
    unasked: () => since,
  }
}

const NOTHING_LEFT: readonly undefined[] = []

export const alreadyThere = <T>(value: T): ReturnType<typeof createLater<T>> => ({
  value: () => value,
  *steps() {
    yield* NOTHING_LEFT
    return value
  },
  isBegun: () => true,
  isWanted: () => false,
  unasked: () => FORGOTTEN_AFTER,
})
