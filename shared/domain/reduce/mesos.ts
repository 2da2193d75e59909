import type { ClusterState } from '../cluster-state.ts'
import { taskKey, type MesosTask } from '../mesos.ts'
import type { AgentFact, MesosFacts } from '../mesos-state.ts'
import type { MesosObserved, Observation } from '../observation.ts'
import { readPart } from './parts.ts'

/** Agents that are not listed any more are remembered for so long. */
const REMEMBERED_MS = 86_400_000
const MOST_REMEMBERED = 1_000

/** One frame: all of it comes from one leader. */
export function reduceMesos(state: ClusterState, seen: MesosObserved): ClusterState {
  const { summary, framework, chosen, leader, epoch } = seen
  const frameworks = new Map(summary.frameworks.map((f) => [f.id, f]))
  // The filtered reading tells more of the framework than the summary does.
  for (const f of framework?.frameworks ?? []) frameworks.set(f.id, f)
  const mesos: MesosFacts = {
    leader,
    epoch,
    agents: agentsAfter(state.mesos.agents, seen),
    frameworks,
    chosen,
    tasks: tasksAfter(state.mesos.tasks, framework?.tasks ?? []),
    executors: framework?.executors ?? [],
    maintenance: state.mesos.maintenance,
  }
  let next: ClusterState = { ...state, mesos }
  for (const part of ['agents', 'framework', 'tasks'] as const) next = readPart(next, part, seen)
  return next
}

function agentsAfter(before: ReadonlyMap<string, AgentFact>, { summary, framework, at }: MesosObserved): ReadonlyMap<string, AgentFact> {
  const listed = new Map<string, AgentFact>(summary.agents.map((agent) => [agent.id, { agent, seenAt: at, missing: null }]))
  const unreachable = new Set([...summary.unreachableAgentIds, ...(framework?.unreachableAgentIds ?? [])])
  const gone = [...before.values()]
    .filter(({ agent, seenAt }) => !listed.has(agent.id) && at - seenAt < REMEMBERED_MS)
    .toSorted((a, b) => b.seenAt - a.seenAt)
    .slice(0, MOST_REMEMBERED)
  for (const fact of gone) listed.set(fact.agent.id, { ...fact, missing: unreachable.has(fact.agent.id) ? 'unreachable' : 'gone' })
  return listed
}

/** Causes that were read apart are kept with the task that they are of. */
function tasksAfter(before: ReadonlyMap<string, MesosTask>, tasks: readonly MesosTask[]): ReadonlyMap<string, MesosTask> {
  return new Map(
    tasks.map((task) => {
      const key = taskKey(task.frameworkId, task.id)
      const known = before.get(key)
      return [key, known !== undefined && known.causes && !task.causes && known.state === task.state ? known : task]
    }),
  )
}

/** Messages and reasons, for the tasks that are known. */
export function reduceCauses(state: ClusterState, seen: Extract<Observation, { kind: 'causes' }>): ClusterState {
  if (seen.epoch !== state.mesos.epoch) return state
  const tasks = new Map(state.mesos.tasks)
  for (const task of seen.tasks) {
    const key = taskKey(task.frameworkId, task.id)
    const known = tasks.get(key)
    if (known !== undefined && known.state === task.state) tasks.set(key, task)
  }
  return { ...state, mesos: { ...state.mesos, tasks } }
}

export function reduceMaintenance(state: ClusterState, seen: Extract<Observation, { kind: 'maintenance' }>): ClusterState {
  return seen.epoch === state.mesos.epoch ? { ...state, mesos: { ...state.mesos, maintenance: seen.maintenance } } : state
}

export function reduceScheduler(state: ClusterState, seen: Extract<Observation, { kind: 'scheduler' }>): ClusterState {
  const { address, release, brokers } = seen
  const scheduler = { address, release, brokers: new Map(brokers.map((broker) => [broker.id, broker])) }
  return readPart({ ...state, scheduler }, 'schedulerBrokers', seen)
}
