import { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'
import { hostAndPort, parseBase } from '../http/address.ts'
import { fieldsOf, type Fields } from '../http/fields.ts'
import type { HttpNetwork } from '../http/network.ts'
import type { Credential, HttpTimes, HttpTls } from '../http/settings.ts'
import { createHttp } from '../http.ts'
import { withReferences, type Reference, type ReferringSchema, type SchemaOfRegistry } from './references.ts'

export interface RegistrySettings {
  /** `http://registry:8081`, perhaps with the path of a proxy behind it. */
  readonly base: string
  readonly credential: Credential
  readonly tls: HttpTls | null
  readonly plainCredentials: boolean
  readonly network?: HttpNetwork | undefined
}

export interface NewestSchema {
  readonly id: number
  readonly version: number
  readonly schema: SchemaOfRegistry
}

/**
 * A schema registry, read only (Confluent's REST API, “Schemas” and “Subjects”). Fails with a `registry.…` or an `http.…` error; each
 * question ends by its deadlines.
 */
export interface RegistryClient {
  /** With all that it refers to. What an id stands for never changes. */
  byId(id: number, signal: AbortSignal): Promise<SchemaOfRegistry>
  newest(subject: string, signal: AbortSignal): Promise<NewestSchema>
  /** The kinds of schemas that it knows: whether it is there, and is one. */
  kinds(signal: AbortSignal): Promise<readonly string[]>
  close(): void
}

/** Somebody waits for records meanwhile. */
const TIMES: HttpTimes = { connect: 5_000, firstByte: 8_000, idle: 5_000, total: 10_000 }
/** Of one answer. */
const BYTES = 2 * 1_048_576
const ACCEPT = 'application/vnd.schemaregistry.v1+json, application/json'
/** Registries of before 5.5 have Avro alone, and do not say so. */
const AVRO_ALONE = ['AVRO']

const KINDS = new Map<string, SchemaOfRegistry['kind']>([
  ['AVRO', 'avro'],
  ['PROTOBUF', 'protobuf'],
  ['JSON', 'json'],
])

export function createRegistryClient(settings: RegistrySettings, needs: { readonly clock: Clock }): RegistryClient {
  const { origin, prefix } = parseBase(settings.base)
  const address = hostAndPort(origin)
  const http = createHttp({ ...settings, system: 'registry', trusts: (asked) => asked === origin }, needs)
  const notOne = (path: string): AppError => new AppError('registry.notOne', { address, request: `GET ${path}` })

  /** @param what is missing when a registry does not have it */
  const get = async (path: string, what: string, signal: AbortSignal): Promise<unknown> => {
    try {
      const { value } = await http.json({
        base: origin + prefix,
        ...{ method: 'GET', path, signal, times: TIMES, most: BYTES, accept: ACCEPT },
      })
      return value
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (isUnknown(error)) throw new AppError('registry.unknown', { address, what })
      if (error.code === 'http.notJson' || error.code === 'http.notFound') throw notOne(path)
      throw error
    }
  }
  const referring = (of: Fields, path: string): ReferringSchema => {
    const text = of.text('schema')
    const kind = KINDS.get(of.text('schemaType') ?? 'AVRO')
    if (text === null || kind === undefined) throw notOne(path)
    return { kind, text, refers: of.list('references').flatMap(referenceIn) }
  }
  const follow =
    (signal: AbortSignal) =>
    async ({ subject, version }: Reference): Promise<ReferringSchema> => {
      const path = versionPath(subject, version)
      return referring(fieldsOf(await get(path, `version ${version} of ${subject}`, signal)), path)
    }
  return {
    async byId(id, signal) {
      const path = `/schemas/ids/${id}`
      const schema = referring(fieldsOf(await get(path, `schema ${id}`, signal)), path)
      return withReferences(schema, follow(signal), { address, what: `Schema ${id}` })
    },
    async newest(subject, signal) {
      const path = versionPath(subject, 'latest')
      const of = fieldsOf(await get(path, `the subject ${subject}`, signal))
      const [id, version] = [of.number('id'), of.number('version')]
      if (id === null || version === null) throw notOne(path)
      return { id, version, schema: await withReferences(referring(of, path), follow(signal), { address, what: `The subject ${subject}` }) }
    },
    async kinds(signal) {
      const path = '/schemas/types'
      const value = await get(path, 'a list of kinds', signal).catch((error: unknown) => {
        // In a registry's own words: it is one, of before 5.5.
        if (error instanceof AppError && error.code === 'registry.unknown') return AVRO_ALONE
        throw error
      })
      const kinds = Array.isArray(value) ? value.filter((kind) => typeof kind === 'string') : []
      if (kinds.length === 0) throw notOne(path)
      return kinds
    },
    close: () => http.close(),
  }
}

/** A name is one part of a path, whatever is in it. */
const versionPath = (subject: string, version: number | 'latest'): string => `/subjects/${encodeURIComponent(subject)}/versions/${version}`

/** Others answer 404 too, but not with a number of their own in JSON (40401, 40402, 40403; 404 for paths that it does not have). */
const isUnknown = (error: AppError): boolean =>
  error.code === 'http.notFound' && 'text' in error.about && /"error_code"\s*:\s*404/.test(error.about.text)

function referenceIn(of: Fields): readonly Reference[] {
  const [name, subject, version] = [of.text('name'), of.text('subject'), of.number('version')]
  return name === null || subject === null || version === null ? [] : [{ name, subject, version }]
}
