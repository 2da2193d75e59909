import type { MesosAgent, MesosExecutor, MesosFramework, MesosSnapshot, MesosTask } from '../../../../../shared/domain/mesos.ts'
import { fieldsOf, type Fields } from '../../http/fields.ts'
import { v0Agent, v1Agent, v1RecoveredAgent } from './agents.ts'
import { join, rows, type Rows } from './common.ts'
import { v0Framework, v1Framework } from './frameworks.ts'
import { v0Executor, v0Task, v1Executor, v1Task } from './tasks.ts'

/** `/state`, `/state-summary`, `/slaves` and `/frameworks`: each holds some of the same lists. */
export async function v0Snapshot(answer: unknown): Promise<MesosSnapshot> {
  const of = fieldsOf(answer)
  const running = of.list('frameworks')
  const removed = of.list('completed_frameworks')
  const all = [...running, ...removed]
  const unreachable = all.flatMap((f) => f.list('unreachable_tasks'))
  const tasks = [...all.flatMap((f) => [...f.list('tasks'), ...f.list('completed_tasks')]), ...unreachable, ...of.list('orphan_tasks')]
  const agents = join(await rows(of.list('slaves'), (a) => v0Agent(a)), await rows(of.list('recovered_slaves'), (a) => v0Agent(a, true)))
  const frameworks = join(await rows(running, (f) => v0Framework(f)), await rows(removed, (f) => v0Framework(f, true)))
  return snapshot(
    agents,
    frameworks,
    await rows(tasks, v0Task),
    await rows(
      all.flatMap((f) => f.list('executors')),
      v0Executor,
    ),
    unreachable.flatMap((t) => t.filled('slave_id') ?? []),
  )
}

/** GET_STATE, a SUBSCRIBED event, and the single calls: the payloads nest in the same way. */
export async function v1Snapshot(payload: Fields): Promise<MesosSnapshot> {
  const agents = payload.part('get_agents')
  const frameworks = payload.part('get_frameworks')
  const tasks = payload.part('get_tasks')
  const executors = payload.part('get_executors')
  const unreachable = tasks.list('unreachable_tasks')
  const all = [...tasks.list('pending_tasks'), ...tasks.list('tasks'), ...tasks.list('completed_tasks'), ...unreachable]
  return snapshot(
    join(await rows(agents.list('agents'), v1Agent), await rows(agents.list('recovered_agents'), v1RecoveredAgent)),
    join(
      await rows(frameworks.list('frameworks'), (f) => v1Framework(f)),
      await rows(frameworks.list('completed_frameworks'), (f) => v1Framework(f, true)),
    ),
    await rows(all, v1Task),
    await rows(executors.list('executors'), v1Executor),
    unreachable.flatMap((t) => t.part('agent_id').filled('value') ?? []),
  )
}

function snapshot(
  agents: Rows<MesosAgent>,
  frameworks: Rows<MesosFramework>,
  tasks: Rows<MesosTask>,
  executors: Rows<MesosExecutor>,
  unreachable: readonly string[],
): MesosSnapshot {
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  return {
    // Mesos keeps them in hash maps: without an order of ours they would jump about.
    agents: agents.good.toSorted(byId),
    frameworks: frameworks.good.toSorted(byId),
    tasks: tasks.good.toSorted(byId),
    executors: executors.good.toSorted(byId),
    unreachableAgentIds: [...new Set(unreachable)].toSorted(),
    dropped: agents.dropped + frameworks.dropped + tasks.dropped + executors.dropped,
  }
}
