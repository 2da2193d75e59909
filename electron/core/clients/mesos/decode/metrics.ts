import type { MesosMasterMetrics, MesosResources } from '../../../../../shared/domain/mesos.ts'
import { fieldsOf, type Fields } from '../../http/fields.ts'
import { NO_RESOURCES } from './resources.ts'

/** `/metrics/snapshot`: one flat object, name → number. */
export function masterMetrics(answer: unknown): MesosMasterMetrics {
  const of = fieldsOf(answer)
  const elected = of.number('master/elected')
  const uptime = of.number('master/uptime_secs')
  return {
    elected: elected === null ? null : elected === 1,
    uptimeMs: uptime === null ? null : uptime * 1_000,
    agents: {
      active: of.number('master/slaves_active'),
      inactive: of.number('master/slaves_inactive'),
      disconnected: of.number('master/slaves_disconnected'),
      unreachable: of.number('master/slaves_unreachable'),
    },
    frameworks: { active: of.number('master/frameworks_active'), disconnected: of.number('master/frameworks_disconnected') },
    ...tasksOf(of, answer),
    total: amounts(of, 'total'),
    used: amounts(of, 'used'),
    waitingRequests: of.number('master/event_queue_http_requests'),
    waitingMessages: of.number('master/event_queue_messages'),
  }
}

const TASKS = /^master\/tasks_([a-z_]{1,40})$/
const CAUSE = /^master\/task_([a-z_]{1,40})\/source_[a-z_]{1,40}\/reason_([a-z_]{1,80})$/

function tasksOf(of: Fields, answer: unknown): Pick<MesosMasterMetrics, 'tasks' | 'causes'> {
  const tasks = new Map<string, number>()
  const causes = new Map<string, number>()
  const names = typeof answer === 'object' && answer !== null ? Object.keys(answer) : []
  for (const name of names) {
    const state = TASKS.exec(name)?.[1]
    const cause = CAUSE.exec(name)
    if (state !== undefined) put(tasks, state, of.number(name))
    else if (cause !== null) put(causes, `${cause[1]} ${cause[2]}`, of.number(name))
  }
  return { tasks, causes }
}

/** Sources are told apart there and not here. */
function put(into: Map<string, number>, key: string, value: number | null): void {
  if (value !== null) into.set(key, (into.get(key) ?? 0) + value)
}

const amounts = (of: Fields, what: 'total' | 'used'): MesosResources => ({
  ...NO_RESOURCES,
  cpus: of.number(`master/cpus_${what}`),
  mem: of.number(`master/mem_${what}`),
  disk: of.number(`master/disk_${what}`),
  gpus: of.number(`master/gpus_${what}`),
})
