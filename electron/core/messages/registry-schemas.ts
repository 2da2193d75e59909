import { AppError, describeError } from '../../../shared/errors/error.ts'
import type { NewestSchema, RegistryClient } from '../clients/registry/registry-client.ts'
import type { Clock } from '../lib/clock.ts'
import type { NoSchema, SchemaText } from '../records/schemas/schema-text.ts'

export type KnownSchema = SchemaText | NoSchema

/** What a registry knows, asked for once. */
export interface RegistrySchemas {
  /** Each with its schema, or why there is none. Rejects with the signal's reason alone. */
  byIds(ids: Iterable<number>, signal: AbortSignal): Promise<ReadonlyMap<number, KnownSchema>>
  /** Asked for each time: another may be the newest by now. */
  newest(subject: string, signal: AbortSignal): Promise<NewestSchema>
}

/** Schemas never change, and a cluster has not many; the oldest go first. */
const MOST_KEPT = 500
/** One that could not be had is not asked for again with each answer of a broker: the registry may be there again, its schemas hardly. */
const AGAIN_MS = { registry: 10_000, schema: 60_000 }
/** Of one look at a cluster, at once. */
const AT_ONCE = 4

export function createRegistrySchemas(client: RegistryClient, clock: Clock): RegistrySchemas {
  const kept = new Map<number, SchemaText>()
  const failed = new Map<number, { readonly why: NoSchema; readonly until: number }>()
  /** The registry itself fails, whatever it is asked for. */
  let down: { readonly error: AppError; readonly until: number } | null = null

  const keep = (id: number, schema: SchemaText): SchemaText => {
    kept.set(id, schema)
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return schema
  }
  const fail = (id: number, error: AppError): NoSchema => {
    const why = { problem: problemOf(id, error) }
    if (error.code.startsWith('registry.')) {
      if (failed.size >= MOST_KEPT) failed.clear()
      failed.set(id, { why, until: clock.now() + AGAIN_MS.schema })
    } else down = { error, until: clock.now() + AGAIN_MS.registry }
    return why
  }
  const one = async (id: number, signal: AbortSignal): Promise<KnownSchema> => {
    const before = kept.get(id) ?? stillTrue(failed.get(id), clock)?.why
    if (before !== undefined) return before
    const now = stillTrue(down, clock)
    if (now) return { problem: problemOf(id, now.error) }
    try {
      return keep(id, { ...(await client.byId(id, signal)), message: null })
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof AppError) return fail(id, error)
      throw error
    }
  }
  return {
    async byIds(ids, signal) {
      const found = new Map<number, KnownSchema>()
      const waiting = [...ids]
      const worker = async (): Promise<void> => {
        for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) found.set(id, await one(id, signal))
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))
      return found
    },
    newest: (subject, signal) => client.newest(subject, signal),
  }
}

const stillTrue = <T extends { readonly until: number }>(known: T | null | undefined, clock: Clock): T | undefined =>
  known && known.until > clock.now() ? known : undefined

function problemOf(id: number, error: AppError): string {
  const { title, cause, remedy } = describeError(error)
  // What to do about a server that does not answer is said of Mesos too, and is not of this place.
  const what = error.code.startsWith('registry.') ? remedy : 'It is asked again in a while; the probe of the profile tells more.'
  return `Schema ${id} could not be had: ${title}. ${cause} ${what}`
}
