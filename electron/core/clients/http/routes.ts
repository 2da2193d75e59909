import type { Route } from './route.ts'
import { registryRoutes } from './registry-routes.ts'
import { schedulerRoutes } from './scheduler-routes.ts'

/**
 * Every request that may leave over HTTP, as data (D-01, E-04). Below all clients: what is not here cannot be sent, whoever asks.
 * A connection that only observes uses these lists and no other; `schedulerChange` is for connections that may change something.
 */

export type System =
  'mesosMaster' | 'mesosAgent' | 'marathon' | 'dcos' | 'scheduler' | 'schedulerChange' | 'schedulerSdk' | 'registry' | 'releases'

const get = (path: string, ...query: string[]): Route => ({ method: 'GET', path: new RegExp(`^${path}$`), query })

/** The read calls of the operator API; it takes reads by POST too. */
const masterCalls: ReadonlySet<string> = new Set([
  'GET_HEALTH',
  'GET_VERSION',
  'GET_FLAGS',
  'GET_METRICS',
  'GET_LOGGING_LEVEL',
  'GET_MASTER',
  'GET_STATE',
  'GET_AGENTS',
  'GET_FRAMEWORKS',
  'GET_EXECUTORS',
  'GET_OPERATIONS',
  'GET_TASKS',
  'GET_ROLES',
  'GET_WEIGHTS',
  'GET_QUOTA',
  'GET_MAINTENANCE_STATUS',
  'GET_MAINTENANCE_SCHEDULE',
  'LIST_FILES',
  'READ_FILE',
  'SUBSCRIBE',
])

const agentCalls: ReadonlySet<string> = new Set([
  'GET_HEALTH',
  'GET_VERSION',
  'GET_FLAGS',
  'GET_METRICS',
  'GET_STATE',
  'GET_CONTAINERS',
  'GET_FRAMEWORKS',
  'GET_EXECUTORS',
  'GET_TASKS',
  'GET_AGENT',
  'LIST_FILES',
  'READ_FILE',
])

const files = [
  get('/files/browse', 'path'),
  get('/files/read', 'path', 'offset', 'length'),
  get('/files/download', 'path'),
  get('/metrics/snapshot', 'timeout'),
  get('/version'),
  get('/health'),
  get('/flags'),
]

export const observeRoutes: Readonly<Record<System, readonly Route[]>> = {
  mesosMaster: [
    ...files,
    get('/redirect'),
    get('/state'),
    get('/state-summary'),
    get('/slaves', 'slave_id'),
    get('/tasks', 'limit', 'offset', 'order', 'framework_id', 'task_id'),
    get('/frameworks', 'framework_id'),
    get('/roles'),
    get('/quota'),
    get('/weights'),
    get('/maintenance/schedule'),
    get('/maintenance/status'),
    { method: 'POST', path: /^\/api\/v1$/, query: [], calls: masterCalls },
  ],
  mesosAgent: [
    ...files,
    get('/state'),
    get('/containers', 'container_id'),
    get('/monitor/statistics'),
    { method: 'POST', path: /^\/api\/v1$/, query: [], calls: agentCalls },
  ],
  marathon: [
    get('/ping'),
    get('/v2/info'),
    get('/v2/leader'),
    get('/v2/apps', 'label', 'id', 'embed'),
    // Ids are paths themselves; Marathon keeps them to these letters.
    get('/v2/apps(/[a-z0-9][a-z0-9.-]*)+', 'embed'),
    get('/v2/tasks'),
    get('/v2/deployments'),
    get('/v2/queue'),
  ],
  ...schedulerRoutes,
  ...registryRoutes,
  dcos: [get('/dcos-metadata/dcos-version\\.json')],
  /** Of Samsa itself, when the user asks. */
  releases: [get('/releases/latest')],
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, unknown>>
  readonly body: { readonly type: string } | null
  readonly form?: Readonly<Record<string, unknown>> | null
}

export function isAllowed(system: System, asked: Asked): boolean {
  // Whatever the lists say: no path that a server could read as another.
  if (/[\\?#]|\/\.{1,2}(\/|$)|\/\//.test(asked.path)) return false
  const escaped = asked.path.includes('%')
  return observeRoutes[system].some((route) => {
    if (route.method !== asked.method || !route.path.test(asked.path)) return false
    if (escaped && route.escapes !== true) return false
    if (!Object.keys(asked.query).every((name) => route.query.includes(name))) return false
    const form = asked.form ?? null
    if (form !== null && (route.form === undefined || asked.body !== null)) return false
    if (form !== null && !Object.keys(form).every((name) => route.form?.includes(name))) return false
    return route.calls === undefined ? asked.body === null : asked.body !== null && route.calls.has(asked.body.type)
  })
}
