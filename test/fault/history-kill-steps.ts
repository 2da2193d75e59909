export const BEGIN = Date.UTC(2026, 10, 24, 12)
// As often as the finest tier is planned for: in some dozens of lives minutes are packed and hours rolled up.
export const STEP_MS = 10_000

/** Everything that step `n` of a killed recording says: each value names its step. */
export const cellsOf = (n: number): ReadonlyMap<string, ReadonlyMap<string, string>> =>
  new Map([['topics', new Map(Array.from({ length: 60 }, (_, i) => [`"topic ${i}"`, JSON.stringify({ n, i, pad: 'x'.repeat(40) })]))]])

/** The log ends that are backfilled beside step `n`: a step of five minutes each, so that an hour is written twelve times. */
export const backfilledOf = (n: number) => ({
  topic: 'orders',
  partitions: [0, 1, 2],
  times: [backfilledAt(n)],
  values: Float64Array.of(n, n + 1, n + 2),
})
export const backfilledAt = (n: number): number => BEGIN + n * 300_000
