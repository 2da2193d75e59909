import type { SchemaFile, SchemaNames } from '../../../shared/contract/schemas.ts'
import type { RecordsJobs } from '../records/jobs.ts'
import { JobFailure } from '../workers/messages.ts'
import type { WorkerLane } from '../workers/worker-lane.ts'

/** What a schema describes, found out where a hostile one does no harm. */
export async function schemaNames(
  { framed: _framed, ...schema }: SchemaFile,
  lane: Pick<WorkerLane<RecordsJobs>, 'run'>,
  signal: AbortSignal,
): Promise<SchemaNames> {
  try {
    return { names: [...(await lane.run('names', schema, { owner: 'schemas', signal }))].slice(0, 1_000), problem: null }
  } catch (error) {
    if (error instanceof JobFailure && error.kind === 'schema') return { names: [], problem: error.message }
    throw error
  }
}
