import { startHttpFace, type Answer, type HttpFaults, type Logged } from '../mesos/http-face.ts'

export interface RegisteredText {
  readonly kind?: 'AVRO' | 'PROTOBUF' | 'JSON'
  readonly text: string
  readonly references?: readonly { readonly name: string; readonly subject: string; readonly version: number }[]
}

export interface RegistryEmulator {
  readonly url: string
  readonly log: readonly Logged[]
  readonly faults: HttpFaults
  /** The next version of a subject; answers its id. */
  add(subject: string, schema: RegisteredText): number
  stop(): Promise<void>
}

const JSON_TYPE = { 'Content-Type': 'application/vnd.schemaregistry.v1+json' }
const answer = (value: unknown, status = 200): Answer => ({ status, headers: JSON_TYPE, body: JSON.stringify(value) })
const missing = (code: number, message: string): Answer => answer({ error_code: code, message }, 404)

interface RegistryOptions {
  /** Before 5.5: Avro alone, no list of kinds. */
  readonly old?: boolean
  /** The first id. */
  readonly firstId?: number
  /** Who is let in; null: everybody. */
  readonly authorization?: string | null
}

export async function startRegistryEmulator({
  old = false,
  firstId = 1,
  authorization = null,
}: RegistryOptions = {}): Promise<RegistryEmulator> {
  const byId = new Map<number, RegisteredText>()
  const subjects = new Map<string, number[]>()
  const log: Logged[] = []
  let nextId = firstId

  // Avro is what it is where nothing is said.
  const written = ({ kind = 'AVRO', text, references = [] }: RegisteredText): object => ({
    ...(kind === 'AVRO' ? {} : { schemaType: kind }),
    schema: text,
    ...(references.length > 0 ? { references } : {}),
  })
  const face = await startHttpFace('registry', log, ({ method, path, headers }) => {
    if (authorization !== null && headers.authorization !== authorization) return answer({ error_code: 401, message: 'Unauthorized' }, 401)
    if (method !== 'GET') return answer({ error_code: 405, message: 'HTTP 405 Method Not Allowed' }, 405)
    if (path === '/schemas/types' && !old) return answer(['JSON', 'PROTOBUF', 'AVRO'])
    const id = Number(/^\/schemas\/ids\/(\d+)$/.exec(path)?.[1] ?? Number.NaN)
    const found = byId.get(id)
    if (!Number.isNaN(id)) return found ? answer(written(found)) : missing(40_403, `Schema ${id} not found`)
    const [, name, version] = /^\/subjects\/([^/]+)\/versions\/(latest|\d+)$/.exec(path) ?? []
    if (name === undefined) return missing(404, 'HTTP 404 Not Found')
    const subject = decodeURIComponent(name)
    const ids = subjects.get(subject)
    if (ids === undefined) return missing(40_401, `Subject '${subject}' not found.`)
    const at = version === 'latest' ? ids.length : Number(version)
    const own = ids[at - 1]
    const schema = own === undefined ? undefined : byId.get(own)
    return schema ? answer({ subject, version: at, id: own, ...written(schema) }) : missing(40_402, `Version ${version} not found.`)
  })
  return {
    url: face.url,
    log,
    faults: face.faults,
    add(subject, schema) {
      const id = nextId++
      byId.set(id, schema)
      subjects.set(subject, [...(subjects.get(subject) ?? []), id])
      return id
    },
    stop: face.stop,
  }
}
