export type ScalarName =
  | 'double'
  | 'float'
  | 'int32'
  | 'int64'
  | 'uint32'
  | 'uint64'
  | 'sint32'
  | 'sint64'
  | 'fixed32'
  | 'fixed64'
  | 'sfixed32'
  | 'sfixed64'
  | 'bool'
  | 'string'
  | 'bytes'

export interface ProtoEnum {
  readonly is: 'enum'
  readonly name: string
  readonly byName: ReadonlyMap<string, number>
  /** The first name of each number. */
  readonly byNumber: ReadonlyMap<number, string>
}

export interface ProtoMessage {
  readonly is: 'message'
  /** With its package. */
  readonly name: string
  /** Filled when all names are known, because messages hold one another. */
  readonly fields: ProtoField[]
  readonly byNumber: Map<number, ProtoField>
  /** In the order in which they stand, for message indexes. */
  readonly nested: readonly ProtoMessage[]
}

export type ProtoType = { readonly is: 'scalar'; readonly name: ScalarName } | ProtoEnum | ProtoMessage

export interface ProtoField {
  readonly name: string
  /** As its JSON calls it. */
  readonly jsonName: string
  readonly number: number
  readonly type: ProtoType
  readonly repeated: boolean
  readonly required: boolean
  /** Absent is not the same as zero. */
  readonly presence: boolean
  /** How repeated numbers are written; both are read. */
  readonly packed: boolean
  /** Between group tags, not behind a length. */
  readonly delimited: boolean
  readonly oneof: string | null
  /** Not null: entries with a key of this type and `type` as value. */
  readonly mapKey: ScalarName | null
}

export interface ProtoSchema {
  readonly messages: readonly ProtoMessage[]
  /** All, by full name: also those of imports. */
  readonly byName: ReadonlyMap<string, ProtoMessage>
}
