import type { KafkaWorld } from '../kafka/kafka-world.ts'

/** A record as it is written: bytes in base64, so that a plan can be kept as JSON. */
export interface KeptRecord {
  readonly key: string | null
  readonly value: string | null
  readonly headers: readonly { readonly name: string; readonly value: string | null }[]
}

export interface WrittenRecords {
  readonly topic: string
  readonly partition: number
  readonly records: readonly KeptRecord[]
  /** The log ended here before. */
  readonly from: number
}

export interface MessagesWorld extends KafkaWorld {
  /** Personal and secret things are not shown, nor kept in the log of acts. */
  readonly mask: (text: string) => string
  /** Offset of the first of these records, one behind the other in the log; null: it does not have them. */
  readonly find: (written: WrittenRecords, signal: AbortSignal) => Promise<number | null>
}
