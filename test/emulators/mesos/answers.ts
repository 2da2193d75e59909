import type { Answer } from './http-face.ts'
import type { Json } from './render-v0.ts'
import type { MesosWorld } from './world.ts'

const NAMES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  415: 'Unsupported Media Type',
  501: 'Not Implemented',
  503: 'Service Unavailable',
}
const TEXT = { 'Content-Type': 'text/plain; charset=utf-8' }

export function json(world: MesosWorld, value: Json | undefined): Answer {
  const text = JSON.stringify(value)
  // Up to 1.6 slashes are escaped.
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: world.since(1, 7) ? text : text.replaceAll('/', '\\/') }
}

/** Errors with a cause say it; bare ones are empty until 1.8. */
export function refuse(world: MesosWorld, status: number, cause = '', headers: Readonly<Record<string, string>> = {}): Answer {
  const bare = world.since(1, 8) ? `${status} ${NAMES[status] ?? ''}.` : ''
  return { status, headers: { ...TEXT, ...headers }, body: cause || bare }
}

const wrongMethod = (world: MesosWorld, method: string, allowed: string): Answer =>
  refuse(world, 405, world.since(1, 8) ? `405 Method Not Allowed. Expecting one of { '${allowed}' }, but received '${method}'.` : '', {
    Allow: allowed,
  })

export interface Login {
  readonly user: string
  readonly password: string
}

export interface Realms {
  /** Null: nobody is asked for a login. */
  readonly login: Login | null
  readonly who: 'master' | 'agent'
}

/** Reads by `/api/v1` are in the realm of writes. Health, version and redirect are in none. */
export function unauthorized(world: MesosWorld, path: string, authorization: string | undefined, { login, who }: Realms): Answer | null {
  if (login === null || /^\/(health|version|redirect)$/.test(path)) return null
  const wanted = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`
  if (authorization === wanted) return null
  const realm = world.since(1, 0) ? `mesos-${who}-${path === '/api/v1' ? 'readwrite' : 'readonly'}` : 'mesos'
  return refuse(world, 401, '', { 'WWW-Authenticate': `Basic realm="${realm}"` })
}

/** The order in which a master looks at a call; null: it is a good one. */
export function badCall(
  world: MesosWorld,
  who: 'master' | 'agent',
  headers: Readonly<Record<string, unknown>>,
  method: string,
  body: string,
): Answer | null {
  if (method !== 'POST') return wrongMethod(world, method, 'POST')
  const type = headers['content-type']
  if (type === undefined) return refuse(world, 400, "Expecting 'Content-Type' to be present")
  if (type !== 'application/json')
    return refuse(
      world,
      415,
      `Expecting 'Content-Type' of application/json or application/x-protobuf${who === 'agent' ? ' or application/recordio' : ''}`,
    )
  const call = parsed(body)
  if (call === null) return refuse(world, 400, 'Failed to parse body into JSON: syntax error at line 1 near: ')
  if (typeof call['type'] !== 'string' || !/^[A-Z_]+$/.test(call['type'])) {
    return refuse(world, 400, `Failed to validate ${who}::Call: Expecting 'type' to be present`)
  }
  return null
}

export function parsed(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
