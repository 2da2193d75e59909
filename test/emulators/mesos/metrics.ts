import { isOver, type WorldMaster } from './model.ts'
import { activeFrameworks, listed, running, sum, type JsonObject } from './render-v0.ts'
import type { MesosWorld } from './world.ts'

const STATES = [
  'staging',
  'starting',
  'running',
  'killing',
  'finished',
  'failed',
  'killed',
  'lost',
  'error',
  'dropped',
  'gone',
  'unreachable',
]

/** `/metrics/snapshot`: who does not lead counts nothing. */
export function metrics(world: MesosWorld, master: WorldMaster): JsonObject {
  const leads = world.leader() === master
  const agents = leads ? listed(world) : []
  const tasks = leads ? [...world.tasks.values()] : []
  const frameworks = leads ? activeFrameworks(world) : []
  const total = sum(agents.map((a) => a.total))
  const used = sum(running(tasks).map((t) => t.resources))
  const causes = new Map<string, number>()
  for (const { state, statuses } of tasks) {
    const last = statuses.at(-1)
    if (last?.reason == null || !isOver(state)) continue
    const name = `master/${state.toLowerCase()}/${last.source.toLowerCase().replace('agent', 'slave')}/${last.reason.toLowerCase()}`
    causes.set(name, (causes.get(name) ?? 0) + 1)
  }
  return {
    'master/elected': leads ? 1 : 0,
    'master/uptime_secs': (world.clock.wall() - master.startedAt) / 1_000,
    'master/slaves_active': agents.filter((a) => a.state === 'active').length,
    'master/slaves_inactive': agents.filter((a) => a.state !== 'active').length,
    'master/slaves_connected': agents.filter((a) => a.state === 'active').length,
    'master/slaves_disconnected': agents.filter((a) => a.state === 'disconnected').length,
    ...(world.since(1, 2)
      ? { 'master/slaves_unreachable': leads ? [...world.agents.values()].filter((a) => a.state === 'unreachable').length : 0 }
      : {}),
    'master/frameworks_active': frameworks.filter((f) => f.connected).length,
    'master/frameworks_inactive': frameworks.filter((f) => !f.connected).length,
    'master/frameworks_connected': frameworks.filter((f) => f.connected).length,
    'master/frameworks_disconnected': frameworks.filter((f) => !f.connected).length,
    ...Object.fromEntries(STATES.map((s) => [`master/tasks_${s}`, tasks.filter((t) => t.state === `TASK_${s.toUpperCase()}`).length])),
    ...Object.fromEntries(causes),
    'master/cpus_total': total.cpus,
    'master/cpus_used': used.cpus,
    'master/mem_total': total.mem,
    'master/mem_used': used.mem,
    'master/disk_total': total.disk ?? 0,
    'master/disk_used': used.disk ?? 0,
    'master/gpus_total': 0,
    'master/gpus_used': 0,
    'master/event_queue_http_requests': 0,
    'master/event_queue_messages': 0,
    'master/event_queue_dispatches': 0,
    'system/cpus_total': 2,
    'system/load_1min': 0.1,
  }
}
