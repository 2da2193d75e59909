import type { MesosAgent, MesosAgentStatus } from '../../../../../shared/domain/mesos.ts'
import { isObject, type Fields } from '../../http/fields.ts'
import { durationMs, faultDomain, idOf, nanosAt, pidAddress, secondsAt } from './common.ts'
import { countsOf } from './counts.ts'
import { flatResources, rangeOf, v0Resources, v1Resources } from './resources.ts'

/** An entry of `slaves` (specified by Mesos' own `/slaves` and `/state`). */
export function v0Agent(of: Fields, recovering = false): MesosAgent | null {
  const id = of.filled('id')
  if (id === null) return null
  const { ip, port } = pidAddress(of.text('pid'))
  const reserved = of
    .entries('reserved_resources')
    .map(([role, flat]) => [role, flatResources(isObject(flat) ? Object.entries(flat) : [])] as const)
  const agent = {
    id,
    hostname: of.filled('hostname'),
    ip,
    port: of.number('port') ?? port,
    status: recovering ? ('recovering' as const) : statusOf(of),
    version: of.filled('version'),
    attributes: new Map(of.entries('attributes').filter((entry): entry is readonly [string, string | number] => isPlain(entry[1]))),
    ...faultDomain(of),
    registeredAt: secondsAt(of, 'registered_time'),
    reregisteredAt: secondsAt(of, 'reregistered_time'),
    total: v0Resources(of, 'resources'),
    used: v0Resources(of, 'used_resources'),
    offered: v0Resources(of, 'offered_resources'),
    unreserved: v0Resources(of, 'unreserved_resources'),
    reserved: new Map(reserved),
    drain: drainOf(of, secondsAt(of, 'estimated_drain_start_time_seconds')),
    capabilities: of.texts('capabilities'),
    counts: countsOf(of),
    frameworkIds: of.has('framework_ids') ? of.texts('framework_ids') : null,
  }
  return { ...agent, unreadable: of.unreadable() }
}

/** An entry of `agents`, or of an AGENT_ADDED event (operator API, Agent). */
export function v1Agent(of: Fields): MesosAgent | null {
  return fromInfo(of, of.part('agent_info'), false)
}

/** Agents known from the registry alone come as bare descriptions. */
export function v1RecoveredAgent(of: Fields): MesosAgent | null {
  return fromInfo(of, of, true)
}

function fromInfo(of: Fields, info: Fields, recovering: boolean): MesosAgent | null {
  const id = idOf(info, 'id')
  if (id === null) return null
  const pid = pidAddress(of.text('pid'))
  const total = of.has('total_resources') ? of.list('total_resources') : info.list('resources')
  const agent = {
    id,
    hostname: info.filled('hostname'),
    ip: pid.ip,
    port: info.number('port') ?? pid.port,
    status: recovering ? ('recovering' as const) : statusOf(of),
    version: of.filled('version'),
    attributes: new Map(info.list('attributes').flatMap(attribute)),
    ...faultDomain(info),
    registeredAt: nanosAt(of, 'registered_time'),
    reregisteredAt: nanosAt(of, 'reregistered_time'),
    total: recovering ? null : v1Resources(total),
    used: recovering ? null : v1Resources(of.list('allocated_resources')),
    offered: recovering ? null : v1Resources(of.list('offered_resources')),
    ...byReservation(total, recovering),
    drain: drainOf(of, nanosAt(of, 'estimated_drain_start_time')),
    capabilities: of.list('capabilities').flatMap((c) => c.text('type') ?? []),
    counts: null,
    frameworkIds: null,
  }
  return { ...agent, unreadable: of.unreadable() }
}

function byReservation(total: readonly Fields[], recovering: boolean): Pick<MesosAgent, 'unreserved' | 'reserved'> {
  const byRole = new Map<string, Fields[]>()
  for (const resource of total) {
    const role = reservedRole(resource)
    byRole.set(role, [...(byRole.get(role) ?? []), resource])
  }
  const free = byRole.get('*') ?? []
  byRole.delete('*')
  return {
    unreserved: recovering ? null : v1Resources(free),
    reserved: new Map([...byRole].map(([role, list]) => [role, v1Resources(list)])),
  }
}

/** Three dialects: the last of `reservations`; else `role`; else nobody's. */
const reservedRole = (resource: Fields): string => resource.list('reservations').at(-1)?.filled('role') ?? resource.filled('role') ?? '*'

function attribute(of: Fields): readonly (readonly [string, number | string])[] {
  const name = of.text('name')
  const ranges = of.part('ranges').list('range').flatMap(rangeOf)
  const items = of.part('set').texts('item')
  const value =
    of.part('scalar').number('value') ??
    of.part('text').text('value') ??
    (ranges.length > 0 ? `[${ranges.map((r) => `${r.from}-${r.to}`).join(', ')}]` : items.length > 0 ? `{${items.join(', ')}}` : null)
  return name === null || value === null ? [] : [[name, value]]
}

function statusOf(of: Fields): MesosAgentStatus {
  if (of.flag('deactivated') === true) {
    const state = of.part('drain_info').text('state')
    return state === 'DRAINED' ? 'drained' : of.has('drain_info') ? 'draining' : 'deactivated'
  }
  return of.flag('active') === false ? 'disconnected' : 'active'
}

function drainOf(of: Fields, startedAt: number | null): MesosAgent['drain'] {
  if (!of.has('drain_info')) return null
  const config = of.part('drain_info').part('config')
  return { markGone: config.flag('mark_gone') ?? false, graceMs: durationMs(config, 'max_grace_period'), startedAt }
}

const isPlain = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number'
