import { badCall, json, parsed, refuse, unauthorized, type Login } from './answers.ts'
import { eventStream, type StreamSettings } from './event-stream.ts'
import type { Answer, Asked } from './http-face.ts'
import { metrics } from './metrics.ts'
import type { WorldMaster, WorldTask } from './model.ts'
import {
  activeFrameworks,
  agentV0,
  completedFrameworks,
  frameworkV0,
  listed,
  recovered,
  recoveredV0,
  seconds,
  summaryV0,
  taskV0,
  versionOf,
  type JsonObject,
} from './render-v0.ts'
import { getAgents, getExecutors, getFrameworks, getState, getTasks } from './render-v1.ts'
import type { MesosWorld } from './world.ts'

export interface MasterNeeds {
  readonly world: MesosWorld
  readonly master: WorldMaster
  /** `host:port` as the masters know each other. */
  readonly advertised: (master: WorldMaster) => string
  readonly login: Login | null
  readonly stream: StreamSettings
}

/** Answered by any master; everything else is passed on to the leader from 1.0 on. */
const OF_ANY = /^\/(health|redirect|version|flags|metrics\/snapshot|files\/\w+)$/

export function answerAsMaster(needs: MasterNeeds, asked: Asked): Answer {
  const { world, login } = needs
  const path = asked.path.replace(/^\/master(?=\/)/, '')
  const denied = unauthorized(world, path, asked.headers.authorization, { login, who: 'master' })
  if (denied) return denied
  if (!OF_ANY.test(path) && ROUTES.has(path)) {
    if (path === '/api/v1' && !world.since(1, 0)) return refuse(world, 404)
    const elsewhere = passOn(needs, path, asked.rawQuery)
    if (elsewhere) return elsewhere
  }
  if (path === '/api/v1') return call(needs, asked)
  if (path === '/health') return { status: 200 }
  if (path === '/redirect') return redirect(needs)
  if (path.startsWith('/files/')) return refuse(world, 404, ' ')
  const made = ROUTES.get(path)?.(needs, asked.query)
  return made === undefined ? refuse(world, 404) : json(world, made)
}

function redirect({ world, master, advertised }: MasterNeeds): Answer {
  const leader = world.leader()
  // Before 1.0 a master that knows no leader names itself.
  if (leader === null && world.since(1, 0)) return refuse(world, 503, 'No leader elected')
  return { status: 307, headers: { Location: `//${advertised(leader ?? master)}` } }
}

function passOn({ world, master, advertised }: MasterNeeds, path: string, query: string): Answer | null {
  const leader = world.leader()
  if (!world.since(1, 0) || leader === master) return null
  if (leader === null) return refuse(world, 503, 'No leader elected')
  const kept = world.since(1, 1) && query !== '' ? `?${query}` : ''
  return { status: 307, headers: { Location: `//${advertised(leader)}/master${path}${kept}` } }
}

type Render = (needs: MasterNeeds, query: URLSearchParams) => JsonObject

/** A master of 0.28 that does not lead tells of an empty cluster, with the leader's pid. */
const leads = ({ world, master }: MasterNeeds): boolean => world.leader() === master

const ROUTES: ReadonlyMap<string, Render> = new Map<string, Render>([
  ['/api/v1', () => ({})],
  [
    '/version',
    ({ world }) => ({
      version: versionOf(world),
      build_date: '2020-11-17 00:00:00',
      build_time: 1_605_571_200,
      build_user: 'root',
      git_sha: '04bc7ee1',
      git_tag: versionOf(world),
    }),
  ],
  ['/flags', () => ({ flags: { zk: 'zk://user:secret@zk1:2181/mesos', work_dir: '/var/lib/mesos' } })],
  ['/metrics/snapshot', ({ world, master }) => metrics(world, master)],
  [
    '/state-summary',
    (needs) => (leads(needs) ? summaryV0(needs.world, 'localhost') : { hostname: 'localhost', slaves: [], frameworks: [] }),
  ],
  ['/state', (needs) => state(needs)],
  ['/slaves', (needs, query) => slaves(needs, filterOf(needs.world, query, 'slave_id'))],
  ['/frameworks', (needs, query) => frameworks(needs, filterOf(needs.world, query, 'framework_id'))],
  ['/tasks', (needs, query) => ({ tasks: leads(needs) ? page(needs.world, query).map((t) => taskV0(needs.world, t)) : [] })],
  [
    '/roles',
    ({ world }) => ({
      roles: [...Map.groupBy(activeFrameworks(world), (f) => f.role)].map(([name, list]) => ({
        name,
        weight: 1,
        frameworks: list.map((f) => f.id),
        resources: { cpus: 0, mem: 0, disk: 0 },
      })),
    }),
  ],
  ['/quota', () => ({})],
  ['/maintenance/schedule', () => ({})],
  ['/maintenance/status', () => ({})],
])

/** Filters came with 1.4; before, they are ignored. */
const filterOf = (world: MesosWorld, query: URLSearchParams, name: string): string | null => (world.since(1, 4) ? query.get(name) : null)

function state(needs: MasterNeeds): JsonObject {
  const { world, master, advertised } = needs
  const leader = world.leader()
  const mine = leads(needs)
  const agents = mine ? listed(world) : []
  return {
    version: versionOf(world),
    git_sha: '04bc7ee1',
    git_tag: versionOf(world),
    build_date: '2020-11-17 00:00:00',
    build_time: 1_605_571_200,
    build_user: 'root',
    start_time: seconds(master.startedAt),
    elected_time: mine && master.electedAt !== null ? seconds(master.electedAt) : undefined,
    id: master.id,
    pid: `master@${advertised(master)}`,
    hostname: 'localhost',
    capabilities: world.since(1, 5) ? ['AGENT_UPDATE', 'AGENT_DRAINING', 'QUOTA_V2'] : undefined,
    activated_slaves: agents.filter((a) => a.state === 'active').length,
    deactivated_slaves: agents.filter((a) => a.state !== 'active').length,
    unreachable_slaves: world.since(1, 2) ? [...world.agents.values()].filter((a) => a.state === 'unreachable').length : undefined,
    leader: leader === null ? undefined : `master@${advertised(leader)}`,
    leader_info: leader === null || !world.since(1, 1) ? undefined : leaderInfo(leader, advertised(leader)),
    cluster: 'emulated',
    flags: { zk: 'zk://user:secret@zk1:2181/mesos', work_dir: '/var/lib/mesos' },
    ...slaves(needs, null),
    ...frameworks(needs, null),
    orphan_tasks: [],
  }
}

const leaderInfo = (leader: WorldMaster, address: string): JsonObject => ({
  id: leader.id,
  pid: `master@${address}`,
  port: Number(address.slice(address.lastIndexOf(':') + 1)),
  hostname: address.slice(0, address.lastIndexOf(':')),
})

function slaves(needs: MasterNeeds, only: string | null): JsonObject {
  const { world } = needs
  const mine = leads(needs)
  return {
    slaves: mine
      ? listed(world)
          .filter((a) => only === null || a.id === only)
          .map((a) => agentV0(world, a))
      : [],
    recovered_slaves: world.since(1, 2) ? (mine ? recovered(world).map(recoveredV0) : []) : undefined,
  }
}

function frameworks(needs: MasterNeeds, only: string | null): JsonObject {
  const { world } = needs
  const these = (list: ReturnType<typeof activeFrameworks>): readonly JsonObject[] =>
    leads(needs) ? list.filter((f) => only === null || f.id === only).map((f) => frameworkV0(world, f)) : []
  return {
    frameworks: these(activeFrameworks(world)),
    completed_frameworks: these(completedFrameworks(world)),
    unregistered_frameworks: [],
  }
}

function page(world: MesosWorld, query: URLSearchParams): readonly WorldTask[] {
  const whole = (name: string, fallback: number): number => (/^\d+$/.test(query.get(name) ?? '') ? Number(query.get(name)) : fallback)
  const framework = filterOf(world, query, 'framework_id')
  const task = filterOf(world, query, 'task_id')
  const key = (t: WorldTask): number => t.statuses[0]?.at ?? 0
  const order = query.get('order') === 'asc' ? 1 : -1
  const offset = whole('offset', 0)
  return [...world.tasks.values()]
    .filter((t) => (framework === null || t.frameworkId === framework) && (task === null || t.id === task))
    .toSorted((a, b) => order * (key(a) - key(b)))
    .slice(offset, offset + whole('limit', 100))
}

const CALLS: ReadonlyMap<string, (needs: MasterNeeds) => JsonObject> = new Map<string, (needs: MasterNeeds) => JsonObject>([
  ['GET_STATE', ({ world }) => getState(world)],
  ['GET_TASKS', ({ world }) => getTasks(world)],
  ['GET_AGENTS', ({ world }) => getAgents(world)],
  ['GET_FRAMEWORKS', ({ world }) => getFrameworks(world)],
  ['GET_EXECUTORS', ({ world }) => getExecutors(world)],
  ['GET_HEALTH', () => ({ healthy: true })],
])

function call(needs: MasterNeeds, asked: Asked): Answer {
  const { world, master } = needs
  if (master.recovering) return refuse(world, 503, 'Master has not finished recovery')
  const bad = badCall(world, 'master', asked.headers, asked.method, asked.body)
  if (bad) return bad
  const type = String(parsed(asked.body)?.['type'])
  if (type === 'SUBSCRIBE') return { status: 200, stream: eventStream(world, needs.stream) }
  const payload = CALLS.get(type)?.(needs)
  if (payload === undefined) return refuse(world, 400, "Failed to validate master::Call: Expecting 'type' to be present")
  return json(world, { type, [type.toLowerCase()]: payload })
}
