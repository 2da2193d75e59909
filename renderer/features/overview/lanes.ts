import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { AgentRow, TaskRow } from '../../../shared/contract/mesos-rows.ts'
import type { ChainColumn } from './chain.ts'

/** `ghost`: not there, or not yet. */
export type LaneTone = 'ok' | 'warn' | 'bad' | 'ghost'

export interface LaneTask {
  /** Of the view of tasks; null: there is none. */
  readonly key: string | null
  /** Name that Mesos has for its state; null: there is no task. */
  readonly state: string | null
  readonly since: number | null
  readonly tone: LaneTone
  readonly kind: 'broker' | 'scheduler' | 'orphan'
  readonly broker: number | null
}

/** What stands on one agent: brokers with their tasks, and tasks that have no broker in the picture. */
export interface LaneGroup {
  readonly key: string
  /** Null: on no agent, or on one that was never told of; then `host` may be known. */
  readonly agent: AgentRow | null
  readonly host: string | null
  readonly columns: readonly ChainColumn[]
  readonly others: readonly LaneTask[]
  /** Agents without a broker that this place stands for, beside `agent`; 0: none. */
  readonly more: number
}

/** Agents without a broker that are drawn each; the rest is one place with their number. */
export const MOST_FREE = 6

const BAD_AGENT: ReadonlySet<AgentRow['state']> = new Set(['unreachable', 'disconnected', 'gone'])
const BAD_END: ReadonlySet<string> = new Set([
  'TASK_FAILED',
  'TASK_LOST',
  'TASK_ERROR',
  'TASK_GONE',
  'TASK_DROPPED',
  'TASK_UNREACHABLE',
  'TASK_GONE_BY_OPERATOR',
])

export function agentTone(agent: AgentRow | null): LaneTone {
  if (agent === null) return 'ghost'
  if (BAD_AGENT.has(agent.state)) return 'bad'
  return agent.state === 'active' && agent.maintenance === null && agent.drain === null ? 'ok' : 'warn'
}

/** The task of a broker: the one that runs, or how the last one ended. */
export function taskOf({ id, mesos, scheduler, agreement }: BrokerRow): LaneTask {
  const kind = { kind: 'broker', broker: id } as const
  if (mesos === null) return { key: null, state: scheduler?.task ? 'TASK_STAGING' : null, since: null, tone: 'ghost', ...kind }
  const { key, state, since } = mesos
  return { key, state, since, tone: toneOf(state, mesos.ended, agreement?.is === 'disagree'), ...kind }
}

function toneOf(state: string, ended: boolean, disagrees: boolean): LaneTone {
  if (BAD_END.has(state)) return 'bad'
  if (ended) return 'ghost'
  if (disagrees || state === 'TASK_KILLING') return 'warn'
  return state === 'TASK_RUNNING' ? 'ok' : 'ghost'
}

/** Where it runs, else where its last task ended or where it returns to. */
const placeOf = ({ scheduler, mesos }: BrokerRow) => ({
  id: scheduler?.task?.agentId ?? mesos?.agentId ?? null,
  host:
    scheduler?.task?.hostname ??
    mesos?.hostname ??
    (scheduler?.stickiness.until === null ? null : (scheduler?.stickiness.hostname ?? null)),
})

export const isOnMesos = (brokers: readonly BrokerRow[], agents: readonly AgentRow[]): boolean =>
  agents.length > 0 || brokers.some(({ scheduler, mesos }) => scheduler !== null || mesos !== null)

/** Columns under the agent that they are on, in the order of their first broker; then agents without one, those with something to tell first. */
export function lanesOf(columns: readonly ChainColumn[], agents: readonly AgentRow[], tasks: readonly TaskRow[]): readonly LaneGroup[] {
  const byId = new Map(agents.map((agent) => [agent.id, agent]))
  const byHost = new Map(agents.map((agent) => [agent.host ?? agent.id, agent]))
  const others = othersOf(tasks, new Set(columns.flatMap(({ broker }) => broker?.mesos?.key ?? [])))
  const groups = new Map<string, { agent: AgentRow | null; host: string | null; columns: ChainColumn[] }>()
  for (const column of columns) {
    const { broker } = column
    const place = broker === null ? { id: null, host: null } : placeOf(broker)
    const agent = byId.get(place.id ?? '') ?? byHost.get(place.host ?? '') ?? null
    const host = agent?.host ?? place.host
    const key = agent?.id ?? host ?? `none ${broker?.id ?? ''}`
    const group = groups.get(key)
    if (group) group.columns.push(column)
    else groups.set(key, { agent, host, columns: [column] })
  }
  const withBrokers = [...groups].map(([key, group]) => ({ key, ...group, others: others.get(group.agent?.id ?? '') ?? [], more: 0 }))
  return [...withBrokers, ...freeAgents(agents, groups, others)]
}

/** Tasks of no broker that is drawn, by agent: the scheduler's own, and orphans. */
function othersOf(tasks: readonly TaskRow[], drawn: ReadonlySet<string>): ReadonlyMap<string, readonly LaneTask[]> {
  const found = new Map<string, LaneTask[]>()
  for (const { key, kind, orphan, ended, agent, state, startedAt, broker } of tasks) {
    if (ended || agent === null || drawn.has(key) || (kind !== 'scheduler' && orphan !== true)) continue
    const task: LaneTask = {
      ...{ key, state, broker, since: startedAt },
      kind: kind === 'scheduler' ? 'scheduler' : 'orphan',
      tone: kind === 'scheduler' ? 'ok' : 'warn',
    }
    found.set(agent.id, [...(found.get(agent.id) ?? []), task])
  }
  return found
}

function freeAgents(
  agents: readonly AgentRow[],
  taken: ReadonlyMap<string, unknown>,
  others: ReadonlyMap<string, readonly LaneTask[]>,
): readonly LaneGroup[] {
  const weight = (agent: AgentRow): number =>
    (others.has(agent.id) ? 4 : 0) + (agent.brokers.length > 0 ? 2 : 0) + (agentTone(agent) === 'ok' ? 0 : 1)
  const free = agents
    .filter(({ id }) => !taken.has(id))
    .toSorted((a, b) => weight(b) - weight(a) || ((a.host ?? a.id) < (b.host ?? b.id) ? -1 : 1))
  const shown = free.length > MOST_FREE + 1 ? free.slice(0, MOST_FREE) : free
  const single = shown.map((agent) => ({
    ...{ key: agent.id, agent, host: agent.host, columns: [], more: 0 },
    others: others.get(agent.id) ?? [],
  }))
  const more = free.length - shown.length
  return more === 0 ? single : [...single, { key: 'more', agent: null, host: null, columns: [], others: [], more }]
}
