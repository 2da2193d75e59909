import type { MesosAgent, MesosFramework, MesosSnapshot, MesosTask, MesosTaskStatus } from '../../../../shared/domain/mesos.ts'
import { parseLong } from '../http/json.ts'
import { fieldsOf, type Fields } from '../http/fields.ts'
import { v1Agent } from './decode/agents.ts'
import { idOf } from './decode/common.ts'
import { v1Framework } from './decode/frameworks.ts'
import { v1Snapshot } from './decode/snapshots.ts'
import { status, v1Task } from './decode/tasks.ts'

/** What the operator stream tells. Much is never told: agents that vanish, frameworks that disconnect, tasks that are forgotten. */
export type MesosEvent =
  | { readonly kind: 'subscribed'; readonly snapshot: MesosSnapshot; readonly heartbeatMs: number | null }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'taskAdded'; readonly task: MesosTask }
  | {
      readonly kind: 'taskUpdated'
      readonly frameworkId: string
      readonly taskId: string
      readonly agentId: string | null
      /** Newest that the agent knows; the status may lag behind it. */
      readonly state: string
      readonly status: MesosTaskStatus
    }
  | { readonly kind: 'agentAdded'; readonly agent: MesosAgent }
  | { readonly kind: 'agentRemoved'; readonly agentId: string }
  | { readonly kind: 'frameworkAdded' | 'frameworkUpdated' | 'frameworkRemoved'; readonly framework: MesosFramework }
  /** A newer type, or one that lacks what it is about. */
  | { readonly kind: 'unknown'; readonly type: string }

/** Throws what {@link parseLong} throws. */
export async function decodeEvent(record: Buffer): Promise<MesosEvent> {
  const of = fieldsOf(await parseLong(record))
  const type = of.text('type') ?? ''
  return (await known(type, of)) ?? { kind: 'unknown', type: type.slice(0, 100) }
}

async function known(type: string, of: Fields): Promise<MesosEvent | null> {
  switch (type) {
    case 'SUBSCRIBED': {
      const subscribed = of.part('subscribed')
      const seconds = subscribed.number('heartbeat_interval_seconds')
      return {
        kind: 'subscribed',
        snapshot: await v1Snapshot(subscribed.part('get_state')),
        heartbeatMs: seconds === null ? null : seconds * 1_000,
      }
    }
    case 'HEARTBEAT':
      return { kind: 'heartbeat' }
    case 'TASK_ADDED': {
      const task = v1Task(of.part('task_added').part('task'))
      return task && { kind: 'taskAdded', task }
    }
    case 'TASK_UPDATED':
      return taskUpdated(of.part('task_updated'))
    case 'AGENT_ADDED': {
      const agent = v1Agent(of.part('agent_added').part('agent'))
      return agent && { kind: 'agentAdded', agent }
    }
    case 'AGENT_REMOVED': {
      const agentId = idOf(of.part('agent_removed'), 'agent_id')
      return agentId === null ? null : { kind: 'agentRemoved', agentId }
    }
    case 'FRAMEWORK_ADDED':
      return frameworkEvent('frameworkAdded', of.part('framework_added').part('framework'))
    case 'FRAMEWORK_UPDATED':
      return frameworkEvent('frameworkUpdated', of.part('framework_updated').part('framework'))
    case 'FRAMEWORK_REMOVED':
      // Only the description comes, without the envelope of the others.
      return frameworkEvent('frameworkRemoved', of.part('framework_removed'))
    default:
      return null
  }
}

function taskUpdated(of: Fields): MesosEvent | null {
  const update = of.part('status')
  const frameworkId = idOf(of, 'framework_id')
  const taskId = idOf(update, 'task_id')
  if (frameworkId === null || taskId === null) return null
  const told = status(update)
  return {
    kind: 'taskUpdated',
    frameworkId,
    taskId,
    agentId: idOf(update, 'agent_id'),
    state: of.text('state') ?? told.state,
    status: told,
  }
}

function frameworkEvent(kind: 'frameworkAdded' | 'frameworkUpdated' | 'frameworkRemoved', of: Fields): MesosEvent | null {
  const framework = v1Framework(of, kind === 'frameworkRemoved')
  return framework && { kind, framework }
}
