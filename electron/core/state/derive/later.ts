/** Worked out in steps by whoever has the time, or to its end at once by whoever asks for it before. */
export interface Later<T, From> {
  value(): T
  /** What is left to do; nothing, once it is worked out. */
  steps(): Generator<undefined, T>
  /** What it is made from, while none of it is worked out. Null: some is, and what it was made from is not kept for it any more. */
  from(): From | null
  /** Somebody asked for it, or for the one before it of late: the next one is waited for before anybody is told. */
  isWanted(): boolean
  /** Changes since somebody asked. */
  unasked(): number
}

/** So many changes of a state without a question: nobody looks any more. */
const FORGOTTEN_AFTER = 20

/** @param unasked changes since somebody asked for the one before */
export function createLater<T, From>(work: Generator<undefined, T>, unasked: number, madeFrom: From): Later<T, From> {
  let left: Generator<undefined, T> | null = work
  let failure: unknown = null
  let made: T | undefined
  let since = unasked
  let from: From | null = madeFrom

  /** Two may take turns, and each step is made once. @returns it is worked out */
  const step = (): boolean => {
    if (failure !== null) throw failure
    if (left === null) return true
    from = null
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
    from: () => from,
    isWanted: () => since < FORGOTTEN_AFTER,
    unasked: () => since,
  }
}

const NOTHING_LEFT: readonly undefined[] = []

export const alreadyThere = <T>(value: T): Later<T, never> => ({
  value: () => value,
  *steps() {
    yield* NOTHING_LEFT
    return value
  },
  from: () => null,
  isWanted: () => false,
  unasked: () => FORGOTTEN_AFTER,
})
