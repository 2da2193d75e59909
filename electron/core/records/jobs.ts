import type { RecordFilter } from './filter.ts'
import type { Format, Payload } from './payload.ts'
import type { AbortedTransaction, LogRecord } from './record.ts'
import type { SchemaText, SchemaUse } from './schemas/schema-text.ts'

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
  /** Set where the format needs one. */
  readonly keySchema: SchemaUse | null
  readonly valueSchema: SchemaUse | null
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
  /** Ids before bytes whose schemas were not among those known: to be read again with them. */
  readonly missing: readonly number[]
}

export interface EncodeInput {
  readonly schema: SchemaText
  /** Stands before the bytes; null: nothing does. */
  readonly id: number | null
  /** Each as JSON. */
  readonly texts: readonly string[]
}

export interface EncodeOutput {
  /** In the order of the texts. */
  readonly done: readonly ({ readonly bytes: Uint8Array } | { readonly problem: string })[]
}

/** What the records worker is asked for. Failures: `filter` (a pattern that is none), `schema` (one that cannot be used). */
export interface RecordsJobs {
  readonly read: { readonly input: ReadInput; readonly output: ReadOutput }
  /** JSON as bytes of a schema. */
  readonly encode: { readonly input: EncodeInput; readonly output: EncodeOutput }
  /** What a schema describes: the names of messages or of the type. */
  readonly names: { readonly input: SchemaText; readonly output: readonly string[] }
}
