import {
  expandBrokerExpression,
  parseBrokerExpression,
  type ExpressionBroker,
} from '../../../../shared/domain/scheduler/broker-expression.ts'
import type { SchedulerBroker } from '../../../../shared/domain/scheduler/model.ts'
import { numbersInWords } from '../../../../shared/domain/what-if/stop-brokers.ts'
import { badInput } from '../refuse-input.ts'

/** As many at once as can be confirmed with open eyes (screens 0.3). */
export const MOST_AT_ONCE = 20

const asExpressionBroker = ({ id, task }: SchedulerBroker): ExpressionBroker => ({
  id,
  agent: task === null ? null : { hostname: task.hostname ?? '', attributes: task.attributes },
})

/** Ids that an expression names, in order. Refused at its field: text that is none, that names nobody, or too many at once. */
export function idsIn(command: string, text: string, known: readonly SchedulerBroker[], most = MOST_AT_ONCE): readonly number[] {
  const refuse = (message: string): Error => badInput(command, [{ path: 'brokers', message }])
  const expression = parseBrokerExpression(text)
  if (!expression.ok) throw refuse(expression.why)
  const ids = expandBrokerExpression(expression.value, known.map(asExpressionBroker))
  if (ids.length === 0) throw refuse(`“${text}” names no broker: ${whyNobody(text, known)}`)
  if (ids.length > most) throw refuse(`That names ${ids.length} brokers; at most ${most} at once.`)
  return ids
}

function whyNobody(text: string, known: readonly SchedulerBroker[]): string {
  if (known.length === 0) return 'the scheduler has none yet.'
  if (text.includes('[')) return 'no broker with a task has such an attribute.'
  return `the scheduler has ${numbersInWords(known.map(({ id }) => id))}.`
}

/** Brokers that the scheduler has. Refused at the field: ids that it does not know. */
export function knownBrokers(command: string, text: string, known: readonly SchedulerBroker[]): readonly SchedulerBroker[] {
  const ids = idsIn(command, text, known)
  const byId = new Map(known.map((broker) => [broker.id, broker]))
  const missing = ids.filter((id) => !byId.has(id))
  if (missing.length > 0)
    throw badInput(command, [{ path: 'brokers', message: `The scheduler does not know broker ${numbersInWords(missing)}.` }])
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Ids for brokers that are to be made. Refused at the field: ids that are there already. */
export function newIds(command: string, text: string, known: readonly SchedulerBroker[]): readonly number[] {
  if (text.includes('*') || text.includes('['))
    throw badInput(command, [{ path: 'brokers', message: 'New brokers are named by ids and ranges, for example 3 or 3..5.' }])
  const ids = idsIn(command, text, known, 100)
  const there = new Set(known.map(({ id }) => id))
  const taken = ids.filter((id) => there.has(id))
  if (taken.length > 0) throw badInput(command, [{ path: 'brokers', message: `Broker ${numbersInWords(taken)} is there already.` }])
  return ids
}

export const brokersInWords = (ids: readonly number[]): string => (ids.length === 1 ? `broker ${ids[0]}` : `brokers ${numbersInWords(ids)}`)

/** What is typed to confirm: the name of one, the count and kind of several. */
export const phraseFor = (ids: readonly number[]): string => (ids.length === 1 ? `broker ${ids[0]}` : `${ids.length} brokers`)

/** As a command of the scheduler's own tool, for copying (D-16). */
export const idText = (ids: readonly number[]): string => numbersInWords(ids).replaceAll(', ', ',')
