import type { AgentRow } from '../../../../../shared/contract/mesos-rows.ts'
import type { MesosAgent, MesosMaintenance, MesosResources } from '../../../../../shared/domain/mesos.ts'
import type { AgentFact } from '../../../../../shared/domain/mesos-state.ts'
import { stickyHold } from '../../../../../shared/domain/scheduler/countdown.ts'
import { parseMapText } from '../../../../../shared/domain/scheduler/map-text.ts'
import type { ViewSource } from '../../../../../shared/rpc/define.ts'
import type { Derived } from '../../derive/derive.ts'
import type { LiveCluster } from '../../live-cluster.ts'
import { mesosView } from './mesos-view.ts'
import { amount, portCount, portText } from './resources.ts'

export const agentList = (cluster: LiveCluster): ViewSource<AgentRow> =>
  mesosView(cluster, { system: 'mesos', part: 'agents', key: (row) => row.id, rows: rowsOf })

type Placed = AgentRow['brokers'][number]

function* rowsOf(derived: Derived): Generator<AgentRow> {
  const { mesos } = derived.state
  const placed = placements(derived)
  const named = attributesOfConstraints(derived)
  for (const fact of mesos.agents.values()) {
    const brokers = placed.byAgent.get(fact.agent.id) ?? placed.sticky.get(fact.agent.hostname ?? '') ?? []
    yield rowOf(fact, { brokers, named, maintenance: mesos.maintenance, leaders: leadersOf(derived, brokers) })
  }
}

interface Beside {
  readonly brokers: readonly Placed[]
  readonly named: ReadonlySet<string>
  readonly maintenance: MesosMaintenance | null
  readonly leaders: number | null
}

function rowOf({ agent, missing, seenAt }: AgentFact, { brokers, named, maintenance, leaders }: Beside): AgentRow {
  const { total, used, offered, counts } = agent
  const running =
    counts === null ? null : (counts.get('TASK_RUNNING') ?? 0) + (counts.get('TASK_STAGING') ?? 0) + (counts.get('TASK_STARTING') ?? 0)
  return {
    id: agent.id,
    host: agent.hostname,
    address: agent.ip === null || agent.port === null ? null : `${agent.ip}:${agent.port}`,
    state: missing ?? agent.status,
    since: missing === null ? (agent.reregisteredAt ?? agent.registeredAt) : seenAt,
    version: agent.version,
    attributes: [...agent.attributes].map(([name, value]) => ({ name, value: String(value), text: typeof value === 'string' })),
    region: agent.region,
    zone: agent.zone,
    cpus: amount('cpus', total, used, offered),
    mem: amount('mem', total, used, offered),
    disk: amount('disk', total, used, offered),
    gpus: total?.gpus ?? null,
    ports: portsOf(total, used),
    reservations: [...agent.reserved].map(([role, r]) => ({ role, cpus: r.cpus, mem: r.mem, disk: r.disk, ports: portText(r.ports) })),
    brokers: brokers.map((broker) => ({ ...broker })),
    leaders,
    groups: null,
    otherTasks: running === null ? null : Math.max(0, running - brokers.filter((b) => b.state !== 'sticky').length),
    maintenance: maintenanceOf(agent, maintenance),
    drain: agent.drain && { ...agent.drain },
    relevant: brokers.length > 0 || [...agent.attributes.keys()].some((name) => named.has(name)),
    unreadable: [...agent.unreadable],
  }
}

function portsOf(total: MesosResources | null, used: MesosResources | null): AgentRow['ports'] {
  const all = portCount(total)
  const taken = portCount(used)
  return { total: all, used: taken, free: all === null || taken === null ? null : all - taken, ranges: portText(total?.ports ?? []) }
}

/** Brokers by agent where they have a task, and by host where a stopped one comes back to. */
function placements({ state, brokers }: Derived): {
  readonly byAgent: ReadonlyMap<string, readonly Placed[]>
  readonly sticky: ReadonlyMap<string, readonly Placed[]>
} {
  const byAgent = new Map<string, Placed[]>()
  const sticky = new Map<string, Placed[]>()
  const put = (map: Map<string, Placed[]>, key: string, placed: Placed): void => void map.set(key, [...(map.get(key) ?? []), placed])
  const now = state.parts.schedulerBrokers.asOf ?? 0
  for (const broker of state.scheduler?.brokers.values() ?? []) {
    const { task, id } = broker
    const hold = stickyHold(broker, now)
    if (hold !== null) put(sticky, hold.hostname, { id, state: 'sticky', until: hold.until })
    if (task?.agentId) put(byAgent, task.agentId, { id, state: placedState(task.state), until: null })
  }
  if (state.scheduler !== null) return { byAgent, sticky }
  for (const { id, mesos } of brokers.rows.values()) {
    if (mesos?.agentId && !mesos.ended)
      put(byAgent, mesos.agentId, { id, state: mesos.state === 'TASK_RUNNING' ? 'running' : 'starting', until: null })
  }
  return { byAgent, sticky }
}

const placedState = (state: string | null): Placed['state'] =>
  state === 'running' || state === 'reconciling' ? 'running' : state === 'stopping' ? 'stopping' : 'starting'

function leadersOf({ state, brokers }: Derived, placed: readonly Placed[]): number | null {
  if (state.parts.metadata.readAt === null) return null
  return placed.reduce((sum, { id }) => sum + (brokers.rows.get(String(id))?.leaders ?? 0), 0)
}

function attributesOfConstraints({ state }: Derived): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { constraints } of state.scheduler?.brokers.values() ?? []) {
    const map = parseMapText(constraints)
    if (map.ok) for (const name of map.value.keys()) names.add(name)
  }
  return names
}

function maintenanceOf({ hostname, ip }: MesosAgent, maintenance: MesosMaintenance | null): AgentRow['maintenance'] {
  if (maintenance === null) return null
  const is = (machine: { readonly hostname: string | null; readonly ip: string | null }): boolean =>
    (machine.hostname !== null && machine.hostname === hostname) || (machine.ip !== null && machine.ip === ip)
  const window = maintenance.windows.find((each) => each.machines.some(is))
  const state = maintenance.down.some(is) ? 'down' : maintenance.draining.some(is) ? 'draining' : window ? 'scheduled' : null
  return state && { state, startAt: window?.startAt ?? null, durationMs: window?.durationMs ?? null }
}
