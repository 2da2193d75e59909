export type Logical =
  | { readonly is: 'decimal'; readonly scale: number; readonly precision: number }
  | { readonly is: 'uuid' | 'date' | 'duration' }
  | { readonly is: 'time'; readonly digits: 3 | 6 }
  | { readonly is: 'timestamp'; readonly digits: 3 | 6 | 9; readonly local: boolean }

export type PrimitiveName = 'null' | 'boolean' | 'int' | 'long' | 'float' | 'double' | 'bytes' | 'string'

export interface AvroField {
  readonly name: string
  readonly type: AvroType
  /** As it stands in the schema; undefined: it has none. */
  readonly byDefault: unknown
}

export interface AvroRecord {
  readonly is: 'record'
  readonly name: string
  /** Filled after the record has its name, because it may hold itself. */
  readonly fields: AvroField[]
}

export type AvroType =
  | { readonly is: 'primitive'; readonly name: PrimitiveName; readonly logical: Logical | null }
  | AvroRecord
  | { readonly is: 'enum'; readonly name: string; readonly symbols: readonly string[] }
  | { readonly is: 'fixed'; readonly name: string; readonly size: number; readonly logical: Logical | null }
  | { readonly is: 'array'; readonly items: AvroType }
  | { readonly is: 'map'; readonly values: AvroType }
  | { readonly is: 'union'; readonly branches: readonly AvroType[] }

/** As a union's JSON names its branches (specification, “JSON encoding”). */
export function branchName(type: AvroType): string {
  return 'name' in type ? type.name : type.is
}

/** With null and one other, which it is can be told without its name. */
export const isPlainUnion = (branches: readonly AvroType[]): boolean => branches.filter((b) => branchName(b) !== 'null').length <= 1
