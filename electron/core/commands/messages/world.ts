import type { WriteSchema } from '../../../../shared/contract/schemas.ts'
import type { KafkaWorld } from '../kafka/kafka-world.ts'

/** A record as it is written: bytes in base64, so that a plan can be kept as JSON. */
export interface KeptRecord extends FindableRecord {
  readonly key: string | null
  readonly value: string | null
  readonly headers: readonly { readonly name: string; readonly value: string | null }[]
}

/** By which a record is found again: `recordDigest`. */
export interface FindableRecord {
  readonly digest: string
}

export interface WrittenRecords {
  readonly topic: string
  readonly partition: number
  readonly records: readonly FindableRecord[]
  /** The log ended here before. */
  readonly from: number
}

/** In the order of the texts; or why the schema itself cannot be used. */
export type EncodedTexts =
  | {
      readonly id: number | null
      /** Of the record or message. */
      readonly name: string
      readonly done: readonly ({ readonly bytes: Uint8Array } | { readonly problem: string })[]
    }
  | { readonly problem: string }

export interface MessagesWorld extends KafkaWorld {
  /** Personal and secret things are not shown, nor kept in the log of acts. */
  readonly mask: (text: string) => string
  /** Offset of the first of these records, one behind the other in the log; null: it does not have them. */
  readonly find: (written: WrittenRecords, signal: AbortSignal) => Promise<number | null>
  /** JSON as bytes of a schema. Fails as a registry does that cannot be asked. */
  readonly encode: (by: WriteSchema, texts: readonly string[], signal: AbortSignal) => Promise<EncodedTexts>
}
