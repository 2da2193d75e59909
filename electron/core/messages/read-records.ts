import type { PayloadFormat } from '../../../shared/contract/messages.ts'
import type { SchemaFile } from '../../../shared/contract/schemas.ts'
import { badInput } from '../commands/refuse-input.ts'
import type { ReadInput, ReadOutput, RecordsJobs } from '../records/jobs.ts'
import type { SchemaUse } from '../records/schemas/schema-text.ts'
import type { WorkerLane } from '../workers/worker-lane.ts'

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

function schemaUse(format: PayloadFormat, schema: SchemaFile | null, field: 'keySchema' | 'valueSchema'): SchemaUse | null {
  if (format !== 'avro' && format !== 'protobuf') return null
  if (schema?.kind !== format)
    throw badInput('messages.browse', [{ path: field, message: `Choose a schema: ${format === 'avro' ? 'an .avsc' : 'a .proto'} file.` }])
  const { framed, ...text } = schema
  return { is: 'text', schema: text, framed }
}

/** Fails with `rpc.badInput` where a format lacks its schema. */
export function readRecords(as: ReadAs, lane: Pick<WorkerLane<RecordsJobs>, 'run'>): ReadRecords {
  const { keyFormat, valueFormat } = as
  const keySchema = schemaUse(keyFormat, as.keySchema, 'keySchema')
  const valueSchema = schemaUse(valueFormat, as.valueSchema, 'valueSchema')
  return (bytes, owner, signal) => lane.run('read', { ...bytes, keyFormat, valueFormat, keySchema, valueSchema }, { owner, signal })
}
