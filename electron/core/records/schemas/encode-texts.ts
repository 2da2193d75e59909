import { JobFailure } from '../../workers/messages.ts'
import type { EncodeInput, EncodeOutput } from '../jobs.ts'
import type { CompiledSchemas } from './by-schema.ts'
import { parseExactJson } from './exact-json.ts'
import { framed } from './frame.ts'
import { DataError } from './value.ts'

/** JSON as bytes of a schema, or what is wrong with each. Fails where the schema itself cannot be used. */
export function encodeTexts({ schema, id, texts }: EncodeInput, schemas: CompiledSchemas): EncodeOutput {
  const found = schemas.get(schema)
  if ('problem' in found) throw new JobFailure('schema', found.problem)
  const one = (text: string): EncodeOutput['done'][number] => {
    try {
      const bytes = found.encode(parseExactJson(text), id !== null, text)
      return { bytes: new Uint8Array(id === null ? bytes : framed(id, bytes)) }
    } catch (error) {
      if (error instanceof DataError) return { problem: error.message }
      throw error
    }
  }
  return { done: texts.map(one) }
}
