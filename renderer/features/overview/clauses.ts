import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'

const t = en.overview

/** A piece of the sentence; one with a `to` is a link to what it names. */
export interface Piece {
  readonly text: string
  readonly to?: string
}

export interface Clause {
  readonly tone: 'warn' | 'bad'
  readonly pieces: readonly Piece[]
}

/** One or two by name, more by number and a link to their list; then what is the matter with them. */
function clauseOf(tone: Clause['tone'], each: readonly Piece[], all: Piece, tail: (n: number) => string): readonly Clause[] {
  const [first, second] = each
  if (!first) return []
  const who = !second ? [first] : each.length === 2 ? [first, { text: t.and }, second] : [all]
  return [{ tone, pieces: [...who, { text: tail(each.length) }] }]
}

function ofBrokers(rows: readonly BrokerRow[], tone: Clause['tone'], filter: string, tail: (n: number) => string): readonly Clause[] {
  const them = rows.toSorted((a, b) => a.id - b.id)
  const all = { text: t.brokers(them.length), to: filter === '' ? '/brokers' : `/brokers?filter=${encodeURIComponent(filter)}` }
  return clauseOf(
    tone,
    them.map((row) => ({ text: t.broker(row.id), to: `/brokers/${row.id}` })),
    all,
    tail,
  )
}

export function brokerClauses(rows: readonly BrokerRow[], state: 'down' | 'unreachable', tone: Clause['tone']): readonly Clause[] {
  const tail = state === 'down' ? t.isDown : t.isUnreachable
  return ofBrokers(
    rows.filter((row) => row.state === state),
    tone,
    `state:${state}`,
    tail,
  )
}

/** Brokers that the scheduler wants and that have no task. One that nobody wants to run is not named. */
export function notStartedClauses(rows: readonly BrokerRow[]): readonly Clause[] {
  const inPhase = (kind: string): readonly BrokerRow[] => rows.filter((row) => row.state !== 'down' && row.scheduler?.phase.kind === kind)
  return [
    ...ofBrokers(inPhase('deactivated'), 'warn', '', t.isDeactivated),
    ...ofBrokers(inPhase('failed'), 'warn', '', t.hasFailed),
    ...ofBrokers(inPhase('waitingForOffer'), 'warn', '', t.waitsForOffer),
  ]
}

interface Named {
  readonly tone: Clause['tone']
  readonly filter: string
  readonly tail: (n: number) => string
  readonly is: (row: GroupRow) => boolean
}

const judged = (verdict: NonNullable<GroupRow['verdict']>['verdict'], tail: (n: number) => string): Named => ({
  tone: 'warn',
  filter: `verdict:${verdict.toLowerCase().replaceAll('_', '-')}`,
  tail,
  is: (row) => row.verdict?.verdict === verdict && !row.verdict.notice,
})

/** What groups are named for, worst first; each group once. Lag that shrinks or stays is no trouble of the cluster. */
const named: readonly Named[] = [
  { tone: 'bad', filter: 'lost>0', tail: () => t.groupsLost, is: (row) => (row.lost ?? 0) > 0 },
  { ...judged('LOSS_RISK', t.isLosing), tone: 'bad', is: ({ verdict }) => verdict?.verdict === 'LOSS_RISK' && verdict.urgent },
  judged('AHEAD', t.isAhead),
  judged('REWIND', t.wentBack),
  judged('STOPPED', t.hasStopped),
  judged('STALLED', t.isStalled),
  judged('TOPIC_GONE', t.readsWhatIsGone),
  judged('LOSS_RISK', t.mayLose),
  judged('FALLING_BEHIND', t.fallsBehind),
  judged('REBALANCING', t.isRebalancing),
]

/** A group that has been idle for a day is named only when somebody watches it (specs: lag, group verdict). */
export function groupClauses(rows: readonly GroupRow[], watched: ReadonlySet<string>, tone: Clause['tone']): readonly Clause[] {
  const left = new Set(rows.filter((row) => row.access === 'ok' && (!row.dormant || watched.has(row.group))))
  return named.flatMap((each) => {
    const them = [...left].filter(each.is)
    for (const row of them) left.delete(row)
    if (each.tone !== tone) return []
    const [only] = them
    const tail = each.filter === 'lost>0' && them.length === 1 ? () => t.lostMessages(count(only?.lost ?? null)) : each.tail
    return clauseOf(
      tone,
      them.map(({ group }) => ({ text: group, to: `/groups/${encodeURIComponent(group)}` })),
      { text: t.groups(them.length, count(them.length)), to: `/groups?filter=${encodeURIComponent(each.filter)}` },
      tail,
    )
  })
}
