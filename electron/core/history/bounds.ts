export interface Bounds {
  /** Of the file. */
  readonly bytes: number
}

/** Of a cap: with SQLite's log, an hour that is rolled up and what is written until it is tidied again the file stays within it. */
const OF_CAP = 408 / 512

/** @param cap MiB that a history may take */
export const boundsOf = (cap: number): Bounds => ({ bytes: Math.floor(cap * OF_CAP * 2 ** 20) })
export const historyBounds: Bounds = boundsOf(512)
