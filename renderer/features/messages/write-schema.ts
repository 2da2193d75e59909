import type { SchemaFile, WriteSchema } from '../../../shared/contract/schemas.ts'
import type { WrittenRecord } from '../../../shared/domain/messages/json-lines.ts'
import { en } from '../../text/en.ts'
import type { SchemaKind } from './schema-files.ts'

const t = en.produce.bySchema

/** By what schema a key or value is written, as it stands in the form. */
export type SchemaAs = SchemaKind | 'registry'

export interface SchemaChoice {
  /** For Avro and Protobuf. */
  readonly file: SchemaFile | null
  /** Where an id is to stand before the bytes. */
  readonly id: string
  /** For the registry. */
  readonly subject: string
  readonly message: string
}

export const noChoice: SchemaChoice = { file: null, id: '', subject: '', message: '' }

export const isSchemaAs = (as: string): as is SchemaAs => as === 'avro' || as === 'protobuf' || as === 'registry'

/** The schema, or what is wrong with its choice. */
export function writeSchema(as: SchemaAs, { file, id, subject, message }: SchemaChoice): WriteSchema | { readonly problem: string } {
  if (as === 'registry') {
    const named = subject.trim()
    return named === '' ? { problem: t.subjectNone } : { by: 'registry', subject: named, message: message.trim() || null }
  }
  if (file?.kind !== as) return { problem: en.schemas.none }
  if (!file.framed) return { by: 'file', schema: file, id: null }
  const number = Number(id)
  return /^\d{1,10}$/.test(id.trim()) && number <= 2_147_483_647 ? { by: 'file', schema: file, id: number } : { problem: t.idBad }
}

/** What a line says is JSON for the schema; bytes that a line gives as such stay as they are. */
export function bySchemas(records: readonly WrittenRecord[], key: boolean, value: boolean): WrittenRecord[] {
  const json = (payload: WrittenRecord['key']): WrittenRecord['key'] => {
    if (payload?.as === 'json') return { as: 'schema', text: payload.text }
    return payload?.as === 'text' ? { as: 'schema', text: JSON.stringify(payload.text) } : payload
  }
  return records.map((record) => ({
    ...record,
    key: key ? json(record.key) : record.key,
    value: value ? json(record.value) : record.value,
  }))
}
