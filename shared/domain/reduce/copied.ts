import type { Steps } from './parts.ts'

/** About a millisecond. */
const ENTRIES_A_STEP = 5_000

/** A copy to change: of a large cluster's tens of thousands of groups not in one go. */
export function* copied<K, V>(from: ReadonlyMap<K, V>): Steps<Map<K, V>> {
  const copy = new Map<K, V>()
  for (const [key, value] of from) {
    copy.set(key, value)
    if (copy.size % ENTRIES_A_STEP === 0) yield
  }
  return copy
}
