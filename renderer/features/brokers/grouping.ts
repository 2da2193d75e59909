import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { expandBrokerExpression, parseBrokerExpression } from '../../../shared/domain/scheduler/broker-expression.ts'
import { en } from '../../text/en.ts'
import { agentOf, rackOf } from '../../ui/mesos/facts.ts'
import { phaseTones } from '../../ui/mesos/phase.tsx'
import type { RowGroup } from '../../ui/table/types.ts'

const t = en.brokers

export const groupings = ['flat', 'agent', 'rack', 'state'] as const
export type Grouping = (typeof groupings)[number]

const group = (title: string | null, none: string): RowGroup => (title === null ? { key: '', title: none, rank: 1 } : { key: title, title })

const severity = { bad: 0, warn: 1, info: 2, unknown: 4, stale: 4, ok: 3 } as const

/** Undefined: one list. */
export const groupOf: Readonly<Record<Grouping, ((row: BrokerRow) => RowGroup) | undefined>> = {
  flat: undefined,
  agent: (row) => group(agentOf(row), t.noAgent),
  rack: (row) => {
    const rack = rackOf(row)
    return group(rack === null ? null : t.inRack(rack), t.noRack)
  },
  state: ({ scheduler, state }) =>
    scheduler === null
      ? { key: `kafka ${state}`, title: `${t.state[state]}, ${t.notScheduled}`, rank: 1 }
      : { key: scheduler.phase.kind, title: en.phase.title[scheduler.phase.kind], rank: severity[phaseTones[scheduler.phase.kind]] },
}

/** Ids, ranges, `*`, attributes in brackets. A word is no expression. */
const looksLikeExpression = (text: string): boolean => /^[\d*][\d.,*\s]*(\[[^\]]*\])?$/.test(text.trim())

/** The brokers that a filter names as the scheduler writes it (`0..4[rack=r1]`); null: it is another kind of filter. */
export function namedBy(filter: string, rows: readonly BrokerRow[]): ReadonlySet<number> | null {
  if (!looksLikeExpression(filter)) return null
  const expression = parseBrokerExpression(filter)
  if (!expression.ok) return null
  const known = rows.map(({ id, scheduler }) => {
    const task = scheduler?.task
    const hostname = task?.hostname
    const attributes = new Map(task?.attributes.map(({ name, value }) => [name, value]))
    return { id, agent: hostname === null || hostname === undefined ? null : { hostname, attributes } }
  })
  return new Set(expandBrokerExpression(expression.value, known))
}
