import type { FrameworkRow } from '../../../../../shared/contract/mesos-rows.ts'
import type { ClusterState } from '../../../../../shared/domain/cluster-state.ts'
import { isEnded, type MesosFramework } from '../../../../../shared/domain/mesos.ts'
import { schedulerCapabilities } from '../../../../../shared/domain/scheduler/capabilities.ts'
import type { ViewSource } from '../../../../../shared/rpc/define.ts'
import type { LiveCluster } from '../../live-cluster.ts'
import { mesosView } from './mesos-view.ts'
import { portText } from './resources.ts'

/** All frameworks that Mesos lists; the scheduler's is the chosen one. */
export const frameworkList = (cluster: LiveCluster): ViewSource<FrameworkRow> =>
  mesosView(cluster, {
    system: 'mesos',
    part: 'framework',
    key: (row) => row.id,
    *rows({ state }) {
      for (const framework of state.mesos.frameworks.values()) yield rowOf(state, framework)
    },
  })

function rowOf(state: ClusterState, f: MesosFramework): FrameworkRow {
  const chosen = f.id === state.mesos.chosen
  const disconnectedAt = f.status === 'disconnected' ? f.unregisteredAt : null
  return {
    id: f.id,
    name: f.name,
    state: f.status,
    chosen,
    roles: [...f.roles],
    principal: f.principal,
    user: f.user,
    hostname: f.hostname,
    webuiUrl: f.webuiUrl,
    checkpoint: f.checkpoint,
    registeredAt: f.registeredAt,
    reregisteredAt: f.reregisteredAt,
    disconnectedAt,
    failoverTimeoutMs: f.failoverTimeoutMs,
    deadline: disconnectedAt === null || f.failoverTimeoutMs === null ? null : disconnectedAt + f.failoverTimeoutMs,
    capabilities: [...f.capabilities],
    tasks: chosen ? taskCounts(state) : countsOf(f),
    used: f.used && { cpus: f.used.cpus, mem: f.used.mem, disk: f.used.disk },
    offers:
      f.offers?.map(({ agentId, resources }) => ({
        agent: agentId,
        host: state.mesos.agents.get(agentId)?.agent.hostname ?? null,
        cpus: resources?.cpus ?? null,
        mem: resources?.mem ?? null,
        disk: resources?.disk ?? null,
        ports: portText(resources?.ports ?? []),
      })) ?? null,
    suppressed: null,
    declineMs: chosen && state.scheduler !== null ? schedulerCapabilities(state.scheduler.release).declineMs : null,
  }
}

const STAGING: ReadonlySet<string> = new Set(['TASK_STAGING', 'TASK_STARTING'])

function taskCounts({ mesos }: ClusterState): FrameworkRow['tasks'] {
  const tasks = [...mesos.tasks.values()]
  const ended = tasks.filter((task) => isEnded(task.state)).length
  const staging = tasks.filter((task) => STAGING.has(task.state)).length
  return { running: tasks.length - ended - staging, staging, ended }
}

function countsOf({ counts }: MesosFramework): FrameworkRow['tasks'] {
  if (counts === null) return null
  let [staging, ended, running] = [0, 0, 0]
  for (const [state, n] of counts) {
    if (STAGING.has(state)) staging += n
    else if (isEnded(state)) ended += n
    else running += n
  }
  return { running, staging, ended }
}
