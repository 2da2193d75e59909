import type { RecordFilter } from './filter.ts'
import type { Format, Payload } from './payload.ts'
import type { AbortedTransaction, LogRecord } from './record.ts'

/** A record as it is shown. */
export interface ShownRecord {
  readonly offset: number
  readonly at: number | null
  readonly timeType: LogRecord['timeType']
  readonly key: Payload | null
  readonly value: Payload | null
  readonly headers: readonly { readonly name: string; readonly value: Payload | null }[]
  /** How many headers there are, shown or not. */
  readonly headerCount: number
  /** Key, value and headers. */
  readonly size: number
  readonly codec: LogRecord['codec']
  readonly producer: LogRecord['producer']
  readonly transactional: boolean
  readonly aborted: boolean
  /** Set: what lies here cannot be read, and why. */
  readonly unreadable: string | null
}

export interface ReadInput {
  readonly bytes: Uint8Array
  readonly from: number
  /** First offset that is not asked for any more; null: no end. */
  readonly before: number | null
  readonly aborted: readonly AbortedTransaction[] | null
  readonly filter: RecordFilter | null
  readonly keyFormat: Format
  readonly valueFormat: Format
  readonly mask: boolean
  /** Records shown at most, newest of them if `newest`. */
  readonly most: number
  readonly newest: boolean
}

export interface ReadOutput {
  readonly shown: readonly ShownRecord[]
  /** Records looked at, aborted ones and other than asked for not counted. */
  readonly scanned: number
  readonly matched: number
  readonly next: number | null
}

/** What the records worker is asked for. Failures: `filter` (a pattern that is none). */
export interface RecordsJobs {
  readonly read: { readonly input: ReadInput; readonly output: ReadOutput }
}
