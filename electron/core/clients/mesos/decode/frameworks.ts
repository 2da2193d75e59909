import type { MesosFramework, MesosFrameworkStatus, MesosResources } from '../../../../../shared/domain/mesos.ts'
import type { Fields } from '../../http/fields.ts'
import { idOf, nanosAt, secondsAt } from './common.ts'
import { countsOf } from './counts.ts'
import { v0Resources, v1Resources } from './resources.ts'

/** An entry of `frameworks` or `completed_frameworks`. */
export function v0Framework(of: Fields, removed = false): MesosFramework | null {
  const id = of.filled('id')
  if (id === null) return null
  const framework = {
    id,
    ...about(of),
    status: removed ? ('removed' as const) : statusOf(of),
    pid: of.filled('pid'),
    registeredAt: secondsAt(of, 'registered_time'),
    reregisteredAt: secondsAt(of, 'reregistered_time'),
    unregisteredAt: secondsAt(of, 'unregistered_time'),
    capabilities: of.texts('capabilities'),
    used: v0Resources(of, 'used_resources'),
    offered: v0Resources(of, 'offered_resources'),
    offers: of.has('offers') ? of.list('offers').flatMap(offer) : null,
    counts: countsOf(of),
    agentIds: of.has('slave_ids') ? of.texts('slave_ids') : null,
  }
  return { ...framework, unreadable: of.unreadable() }
}

function offer(of: Fields): { agentId: string; resources: MesosResources | null }[] {
  const agentId = of.filled('slave_id')
  return agentId === null ? [] : [{ agentId, resources: v0Resources(of, 'resources') }]
}

/** An entry of the operator API, or of a FRAMEWORK_… event. */
export function v1Framework(of: Fields, removed = false): MesosFramework | null {
  const info = of.part('framework_info')
  const id = idOf(info, 'id')
  if (id === null) return null
  const registeredAt = nanosAt(of, 'registered_time')
  const reregisteredAt = nanosAt(of, 'reregistered_time')
  const framework = {
    id,
    ...about(info),
    status: removed ? ('removed' as const) : statusOf(of),
    pid: null,
    registeredAt,
    // The newer interface repeats the first time, the older one leaves it out.
    reregisteredAt: reregisteredAt === registeredAt ? null : reregisteredAt,
    unregisteredAt: nanosAt(of, 'unregistered_time'),
    capabilities: info.list('capabilities').flatMap((c) => c.text('type') ?? []),
    // Events leave the lists out altogether.
    used: of.has('allocated_resources') ? v1Resources(of.list('allocated_resources')) : null,
    offered: of.has('offered_resources') ? v1Resources(of.list('offered_resources')) : null,
    offers: null,
    counts: null,
    agentIds: null,
  }
  return { ...framework, unreadable: of.unreadable() }
}

/** What both interfaces say in the same words. */
function about(
  of: Fields,
): Pick<MesosFramework, 'name' | 'user' | 'hostname' | 'webuiUrl' | 'principal' | 'roles' | 'checkpoint' | 'failoverTimeoutMs'> {
  const role = of.filled('role')
  const timeout = of.number('failover_timeout')
  return {
    name: of.text('name'),
    user: of.filled('user'),
    hostname: of.filled('hostname'),
    webuiUrl: of.filled('webui_url'),
    principal: of.filled('principal'),
    // Frameworks of one role have `role`, of several `roles`, never both.
    roles: role === null ? of.texts('roles') : [role],
    checkpoint: of.flag('checkpoint'),
    failoverTimeoutMs: timeout === null ? null : timeout * 1_000,
  }
}

/** Before 1.2 `connected` is missing and `active` covers both. */
function statusOf(of: Fields): MesosFrameworkStatus {
  if (of.flag('recovered') === true) return 'recovering'
  if (of.flag('connected') === false) return 'disconnected'
  return of.flag('active') === false ? 'deactivated' : 'running'
}
