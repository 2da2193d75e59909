import type { WriteSchema } from '../../../shared/contract/schemas.ts'
import { AppError, describeError } from '../../../shared/errors/error.ts'
import type { EncodedTexts } from '../commands/messages/world.ts'
import type { RecordsJobs } from '../records/jobs.ts'
import type { SchemaText } from '../records/schemas/schema-text.ts'
import { JobFailure } from '../workers/messages.ts'
import type { WorkerLane } from '../workers/worker-lane.ts'
import type { RegistrySchemas } from './registry-schemas.ts'

interface Needs {
  readonly lane: Pick<WorkerLane<RecordsJobs>, 'run'>
  /** Fails with `registry.none`. */
  readonly registry: () => RegistrySchemas
}

/** JSON as bytes of a schema: of a file, or the newest of a subject, with its id before them. Fails as the registry does where that is down. */
export async function encodeBySchema(
  by: WriteSchema,
  texts: readonly string[],
  { lane, registry }: Needs,
  signal: AbortSignal,
): Promise<EncodedTexts> {
  try {
    const { schema, id } = await schemaOf(by, registry, signal)
    const about = { owner: 'schemas', signal }
    const [name = ''] = schema.message === null ? await lane.run('names', schema, about) : [schema.message]
    const { done } = await lane.run('encode', { schema, id, texts }, about)
    return { id, name, done }
  } catch (error) {
    if (error instanceof JobFailure && error.kind === 'schema') return { problem: error.message }
    // What was written as its subject is wrong; a registry that cannot be reached is not the user's field.
    if (error instanceof AppError && (error.code === 'registry.unknown' || error.code === 'registry.tooMuch')) {
      const { title, cause } = describeError(error)
      return { problem: `${title}. ${cause}` }
    }
    throw error
  }
}

async function schemaOf(
  by: WriteSchema,
  registry: () => RegistrySchemas,
  signal: AbortSignal,
): Promise<{ readonly schema: SchemaText; readonly id: number | null }> {
  if (by.by === 'file') {
    const { framed: _framed, ...schema } = by.schema
    return { schema, id: by.id }
  }
  const { id, schema } = await registry().newest(by.subject, signal)
  return { schema: { ...schema, message: by.message }, id }
}
