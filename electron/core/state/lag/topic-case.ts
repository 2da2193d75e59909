import { configKey, type ClusterState, type TopicOffsetsFact } from '../../../../shared/domain/cluster-state.ts'
import { TOPIC_FORBIDDEN } from '../../../../shared/domain/partitions.ts'
import type { RateColumns } from '../../../../shared/domain/rates.ts'
import type { Judging } from './judging.ts'
import type { StartsSeen } from './topic-facts.ts'

/** What all rows of a topic share, looked up once. */
export interface TopicCase {
  /** For which it was filled. */
  readonly round: number
  readonly topic: string
  readonly forbidden: boolean
  /** Its rows may be judged in columns: it is there, and no retention time of it was read. */
  readonly inColumns: boolean
  /** And nothing is known of any of its partitions but commits and ends: rows that keep up are taken in one loop. */
  readonly isPlain: boolean
  readonly rates: RateColumns | undefined
  readonly probes: ReturnType<ClusterState['probes']['get']>
  readonly stables: TopicOffsetsFact | undefined
  readonly leaderless: ReadonlyMap<number, number> | undefined
  readonly starts: StartsSeen | undefined
}

/** Rows of a topic, which know its case. */
export interface OfTopic {
  readonly topic: string
  known: TopicCase | null
}

/** Topics are looked up once for all groups that are judged by the same state. */
export interface TopicCases {
  /** Something was read since. */
  begin(state: ClusterState): void
  of(judging: Judging, rows: OfTopic): TopicCase
}

/** Filled anew with each round. */
type Kept = { -readonly [K in keyof TopicCase]: TopicCase[K] }

/** Topics that are gone stay known until there are this many. */
const GONE_MAX = 1_000

export function createTopicCases(): TopicCases {
  let cases = new Map<string, Kept>()
  let round = 0

  const find = (judging: Judging, topic: string): TopicCase => {
    let one = cases.get(topic)
    if (one === undefined) cases.set(topic, (one = { round, ...caseOf(judging, topic) }))
    else if (one.round !== round) refill(one, round, caseOf(judging, topic))
    return one
  }
  return {
    begin({ topics }) {
      round += 1
      if (cases.size > topics.size + GONE_MAX) cases = new Map()
    },
    of(judging, rows) {
      if (rows.known?.round !== round) rows.known = find(judging, rows.topic)
      return rows.known
    },
  }
}

function caseOf({ state, facts }: Judging, topic: string): Omit<TopicCase, 'round'> {
  const forbidden = state.topics.get(topic)?.error === TOPIC_FORBIDDEN
  const inColumns = !forbidden && !facts.isGone(topic) && !(state.configs.size > 0 && state.configs.has(configKey('topic', topic)))
  const probes = state.probes.get(topic)
  const stables = state.stables.get(topic)
  const leaderless = facts.leaderlessIn(topic)
  const starts = facts.startsIn(topic)
  const isPlain = inColumns && probes === undefined && stables === undefined && leaderless === undefined && starts?.anyRose !== true
  return { topic, forbidden, inColumns, isPlain, rates: facts.ratesIn(topic), probes, stables, leaderless, starts }
}

/** In place: whoever knows it looks no further in this round. */
function refill(one: Kept, round: number, now: Omit<TopicCase, 'round'>): void {
  one.round = round
  one.forbidden = now.forbidden
  one.inColumns = now.inColumns
  one.isPlain = now.isPlain
  one.rates = now.rates
  one.probes = now.probes
  one.stables = now.stables
  one.leaderless = now.leaderless
  one.starts = now.starts
}
