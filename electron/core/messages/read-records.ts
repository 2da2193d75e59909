import type { PayloadFormat } from '../../../shared/contract/messages.ts'
import type { SchemaFile } from '../../../shared/contract/schemas.ts'
import { badInput } from '../commands/refuse-input.ts'
import type { ReadInput, ReadOutput, RecordsJobs } from '../records/jobs.ts'
import type { SchemaUse } from '../records/schemas/schema-text.ts'
import type { WorkerLane } from '../workers/worker-lane.ts'
import type { RegistrySchemas } from './registry-schemas.ts'

/** How keys and values are to be read. */
export interface ReadAs {
  readonly keyFormat: PayloadFormat
  readonly valueFormat: PayloadFormat
  readonly keySchema: SchemaFile | null
  readonly valueSchema: SchemaFile | null
}

type Bytes = Omit<ReadInput, 'keyFormat' | 'valueFormat' | 'keySchema' | 'valueSchema'>

/** Decodes what a broker sent. */
export type ReadRecords = (bytes: Bytes, owner: string, signal: AbortSignal) => Promise<ReadOutput>

/** Ids that one look at a topic asks for: bytes of strangers can name any. */
const MOST_IDS = 250

/** The schema of the user for a format that needs one. Fails with `rpc.badInput` where it is not there. */
function givenSchema(format: PayloadFormat, schema: SchemaFile | null, field: 'keySchema' | 'valueSchema'): SchemaUse | null {
  if (format !== 'avro' && format !== 'protobuf') return null
  if (schema?.kind !== format)
    throw badInput('messages.browse', [{ path: field, message: `Choose a schema: ${format === 'avro' ? 'an .avsc' : 'a .proto'} file.` }])
  const { framed, ...text } = schema
  return { is: 'text', schema: text, framed }
}

/**
 * Fails with `rpc.badInput` where a format lacks its schema, and as `registry` does where a format needs that. A registry is asked only for
 * ids that stand before records that were read.
 */
export function readRecords(as: ReadAs, lane: Pick<WorkerLane<RecordsJobs>, 'run'>, registry: () => RegistrySchemas): ReadRecords {
  const { keyFormat, valueFormat } = as
  const keySchema = givenSchema(keyFormat, as.keySchema, 'keySchema')
  const valueSchema = givenSchema(valueFormat, as.valueSchema, 'valueSchema')
  const asked = keyFormat === 'registry' || valueFormat === 'registry' ? registry() : null
  if (asked === null)
    return (bytes, owner, signal) => lane.run('read', { ...bytes, keyFormat, valueFormat, keySchema, valueSchema }, { owner, signal })

  // Only what these records name goes along to the worker.
  const ids = new Set<number>()
  return async (bytes, owner, signal) => {
    for (;;) {
      const by: SchemaUse = { is: 'registry', known: await asked.byIds(ids, signal) }
      const schemas = {
        keySchema: keyFormat === 'registry' ? by : keySchema,
        valueSchema: valueFormat === 'registry' ? by : valueSchema,
      }
      const found = await lane.run('read', { ...bytes, keyFormat, valueFormat, ...schemas }, { owner, signal })
      const size = ids.size
      for (const id of found.missing) if (ids.size < MOST_IDS) ids.add(id)
      if (ids.size === size) return found
    }
  }
}
