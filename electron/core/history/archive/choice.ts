/** What of a range goes into a file. */
export interface PackChoice {
  readonly groups: readonly string[] | null
  readonly anonymise: boolean
  /** With Samsa's own log of that time. */
  readonly logs: boolean
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
  readonly logLines: number
  /** Of the log, before it is packed. */
  readonly logBytes: number
}
