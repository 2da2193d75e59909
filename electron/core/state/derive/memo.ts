/** What was made of certain inputs: made again when one of them is another. */
export interface Made<T> {
  readonly from: readonly unknown[]
  readonly value: T
}

export function isSame<T>(made: Made<T> | undefined, from: readonly unknown[]): boolean {
  if (made === undefined || made.from.length !== from.length) return false
  for (let i = 0; i < from.length; i += 1) if (made.from[i] !== from[i]) return false
  return true
}

/** The value made before, if it says the same: rows of numbers and short lists, compared by their JSON. */
export const keptIfAlike = <T>(before: T | undefined, now: T): T =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now
