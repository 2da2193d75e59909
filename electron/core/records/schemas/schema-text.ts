/** A schema as it is written, with what it refers to. Nothing of it is trusted. */
export interface SchemaText {
  /** `json`: a registry has these too; their messages are JSON, which is checked against them. */
  readonly kind: 'avro' | 'protobuf' | 'json'
  readonly text: string
  /** Protobuf: files by the name of their import. Avro: schemas whose types it uses, those first that others need. */
  readonly references: readonly { readonly name: string; readonly text: string }[]
  /** Protobuf: which of its messages, in full; null: the first. Behind a schema id the bytes say it. */
  readonly message: string | null
}

/** One that could not be had, and why. */
export interface NoSchema {
  readonly problem: string
}

/** How bytes are read: by one schema, or by that which the id before them names. */
export type SchemaUse =
  | {
      readonly is: 'text'
      readonly schema: SchemaText
      /** A byte 0 and an id of four bytes stand before each. */ readonly framed: boolean
    }
  | { readonly is: 'registry'; readonly known: ReadonlyMap<number, SchemaText | NoSchema> }

/** Which schema it was. */
export interface SchemaName {
  readonly id: number | null
  /** Of the record, message or type; empty: it has none. */
  readonly name: string
}
