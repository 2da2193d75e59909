import type { WriteSchema } from '../../../../shared/contract/schemas.ts'
import type { WrittenRecord } from '../../../../shared/domain/messages/json-lines.ts'
import type { FieldProblem } from '../refuse-input.ts'
import type { MessagesWorld } from './world.ts'

type Part = 'key' | 'value'

export interface WriteSchemas {
  readonly key: WriteSchema | null
  readonly value: WriteSchema | null
}

export interface BySchema {
  /** With what stood there as JSON for a schema as its bytes. */
  readonly records: readonly WrittenRecord[]
  readonly problems: readonly FieldProblem[]
  /** By which schema keys or values are written, in words; null: by none. */
  readonly named: { readonly key: string | null; readonly value: string | null }
}

/** Keys and values that are to be written by a schema, checked against it and encoded; what is wrong names the record and the place in it. */
export async function bySchema(
  records: readonly WrittenRecord[],
  schemas: WriteSchemas,
  { encode }: Pick<MessagesWorld, 'encode'>,
  signal: AbortSignal,
): Promise<BySchema> {
  const keys = await onePart(records, 'key', schemas.key, encode, signal)
  const values = await onePart(keys.records, 'value', schemas.value, encode, signal)
  return { records: values.records, problems: [...keys.problems, ...values.problems], named: { key: keys.named, value: values.named } }
}

interface OnePart {
  readonly records: readonly WrittenRecord[]
  readonly problems: readonly FieldProblem[]
  readonly named: string | null
}

async function onePart(
  records: readonly WrittenRecord[],
  part: Part,
  schema: WriteSchema | null,
  encode: MessagesWorld['encode'],
  signal: AbortSignal,
): Promise<OnePart> {
  const places = records.flatMap((record, at) => (record[part]?.as === 'schema' ? [at] : []))
  if (places.length === 0) return { records, problems: [], named: null }
  const refuse = (message: string): OnePart => ({ records, problems: [{ path: `schemas.${part}`, message }], named: null })
  if (schema === null) return refuse('Choose the schema to write by.')
  const encoded = await encode(
    schema,
    places.map((at) => records[at]?.[part]?.text ?? ''),
    signal,
  )
  if ('problem' in encoded) return refuse(encoded.problem)
  const problems: FieldProblem[] = []
  const made = [...records]
  for (const [i, at] of places.entries()) {
    const one = encoded.done[i]
    const record = records[at]
    if (one === undefined || record === undefined) continue
    if ('problem' in one) problems.push({ path: `records.${at}.${part}`, message: one.problem })
    else made[at] = { ...record, [part]: { as: 'base64', text: Buffer.from(one.bytes).toString('base64') } }
  }
  const { id, name } = encoded
  const kind = schema.by === 'file' ? schema.schema.kind : `newest of ${schema.subject}`
  return { records: made, problems, named: `${name || kind}${id === null ? '' : `, schema ${id}`}` }
}
