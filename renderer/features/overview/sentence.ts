import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { ClusterRow } from '../../../shared/contract/cluster.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { brokerClauses, notStartedClauses, type Clause, groupClauses, type Piece } from './clauses.ts'

const t = en.overview

export interface Sentence {
  readonly tone: 'calm' | 'warn' | 'bad' | 'unknown'
  readonly pieces: readonly Piece[]
}

export interface Facts {
  readonly cluster: ClusterRow | undefined
  readonly brokers: readonly BrokerRow[]
  readonly groups: readonly GroupRow[]
  /** Whether the groups were read at all. */
  readonly groupsRead: boolean
  /** Groups that somebody watches: those are named however long they have been idle. */
  readonly watched?: ReadonlySet<string>
}

/** More than that is no longer one glance; the worst come first. */
const MOST_CLAUSES = 5
const NOBODY: ReadonlySet<string> = new Set()

/** The worst first, then what was read; calm when nothing that was read is wrong. What was not read is said, never assumed well. */
export function overviewSentence(facts: Facts): Sentence {
  const { cluster } = facts
  if (!cluster) return { tone: 'unknown', pieces: [{ text: t.reading }] }
  const clauses = [
    ...brokerClauses(facts.brokers, 'down', 'bad'),
    ...partitionClause(cluster.offline, t.haveNoLeader, '/topics?filter=offline%3E0', 'bad'),
    ...groupClauses(facts.groups, facts.watched ?? NOBODY, 'bad'),
    ...brokerClauses(facts.brokers, 'unreachable', 'bad'),
    ...groupClauses(facts.groups, facts.watched ?? NOBODY, 'warn'),
    ...notStartedClauses(facts.brokers),
    ...partitionClause(cluster.underReplicated, t.areUnderReplicated, '/topics?filter=urp%3E0', 'warn'),
  ]
  const reading = readingPieces(facts)
  if (clauses.length === 0) return { tone: reading.complete ? 'calm' : 'unknown', pieces: [...reading.pieces, ...health(cluster)] }
  const told = clauses.slice(0, MOST_CLAUSES)
  return {
    tone: told.some((c) => c.tone === 'bad') ? 'bad' : 'warn',
    pieces: [...join(told), { text: `${t.sentenceEnd} ` }, ...reading.pieces, { text: t.sentenceEnd }],
  }
}

function health(cluster: ClusterRow): readonly Piece[] {
  if (cluster.offline === null || cluster.underReplicated === null || (cluster.partitions ?? 0) === 0) return [{ text: t.sentenceEnd }]
  return [{ text: t.semicolon }, { text: t.everyPartition, to: '/topics' }, { text: t.isLedAndInSync + t.sentenceEnd }]
}

function join(clauses: readonly Clause[]): readonly Piece[] {
  return clauses.flatMap((clause, at) => (at === 0 ? clause.pieces : [{ text: t.semicolon }, ...clause.pieces]))
}

function partitionClause(n: number | null, verb: (n: number) => string, to: string, tone: 'warn' | 'bad'): readonly Clause[] {
  if (n === null || n === 0) return []
  return [{ tone, pieces: [{ text: t.partitions(n, count(n)), to }, { text: verb(n) }] }]
}

/** “All 14 groups were read”, or how many were not. */
function readingPieces({ cluster, groups, groupsRead }: Facts): { readonly complete: boolean; readonly pieces: readonly Piece[] } {
  const told = cluster?.groups
  if (!told || !groupsRead) return { complete: false, pieces: [{ text: t.groupsNotRead, to: '/groups' }] }
  if (told.total === 0) return { complete: true, pieces: [{ text: t.noGroups, to: '/groups' }] }
  const partial = groups.filter((row) => row.access === 'ok' && row.partial).length
  const all = (n: number): Piece => ({ text: told.total === n ? t.allGroups(n, count(n)) : t.groups(n, count(n)), to: '/groups' })
  const pieces: Piece[] = []
  if (partial > 0) {
    pieces.push({ text: t.groups(partial, count(partial)), to: '/groups?filter=partial%3Ayes' }, { text: t.partlyRead(partial) })
  } else if (told.forbidden < told.total) {
    pieces.push(all(told.total - told.forbidden), { text: t.wereRead(told.total - told.forbidden) })
  }
  if (told.forbidden > 0) {
    if (pieces.length > 0) pieces.push({ text: t.semicolon })
    pieces.push(
      { text: t.groups(told.forbidden, count(told.forbidden)), to: '/groups?filter=access%3Aforbidden' },
      { text: t.mayNotBeRead },
    )
  }
  return { complete: partial === 0 && told.forbidden === 0, pieces }
}
