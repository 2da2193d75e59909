import type { Codec } from './codecs/decompress.ts'

export interface Header {
  readonly name: string
  readonly value: Buffer | null
}

/** One record as it lies in the log. Key and value are views on the batch. */
export interface LogRecord {
  readonly offset: number
  /** ms; −1: none (before Kafka 0.10). */
  readonly timestamp: number
  readonly timeType: 'create' | 'append' | null
  readonly key: Buffer | null
  readonly value: Buffer | null
  /** In order, names may repeat. */
  readonly headers: readonly Header[]
  readonly codec: Codec
  readonly producer: { readonly id: number; readonly epoch: number } | null
  readonly transactional: boolean
  /** Written by a transaction that was aborted, as far as the broker tells. */
  readonly aborted: boolean
}

/** A record, or a place in the log that cannot be read (D-12). */
export type LogEntry =
  | { readonly is: 'record'; readonly record: LogRecord }
  | {
      readonly is: 'unreadable'
      /** First and last offset of it, as far as known. */
      readonly offset: number
      readonly last: number
      readonly why: string
    }

export interface Decoded {
  readonly entries: readonly LogEntry[]
  /** Where to go on reading; null: nothing whole was in it. */
  readonly next: number | null
}

export interface AbortedTransaction {
  readonly producerId: number
  readonly firstOffset: number
}
