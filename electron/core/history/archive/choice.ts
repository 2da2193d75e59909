/** What of a range goes into a file. */
export interface PackChoice {
  readonly groups: readonly string[] | null
  readonly anonymise: boolean
}

/** The content of a file, and what is in it. */
export interface Packed {
  readonly body: Uint8Array
  readonly brokers: number
  readonly topics: number
  readonly groups: number
  readonly moments: number
  readonly readings: number
  readonly events: number
}
