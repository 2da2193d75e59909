/** The map before, if the one after holds the same values under the same keys. */
export function keptMap<K, V>(before: ReadonlyMap<K, V>, after: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  if (before.size !== after.size) return after
  for (const [key, value] of after) if (before.get(key) !== value) return after
  return before
}

/** Numbers alike place by place; NaN is like NaN. */
export function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i += 1) if (!Object.is(a[i], b[i])) return false
  return true
}
