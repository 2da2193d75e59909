import { configKey, type ClusterState, type TopicOffsetsFact } from '../../../../shared/domain/cluster-state.ts'
import { TOPIC_FORBIDDEN } from '../../../../shared/domain/partitions.ts'
import type { RateColumns } from '../../../../shared/domain/rates.ts'
import type { Judging } from './judging.ts'
import type { StartsSeen } from './topic-facts.ts'

/** What all rows of a topic share, looked up once. */
export interface TopicCase {
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

/** Topics are looked up once for all groups that are judged by the same state. */
export function createTopicCases(): { of(judging: Judging, topic: string): TopicCase; clear(): void } {
  const cases = new Map<string, TopicCase>()
  return {
    of(judging, topic) {
      const known = cases.get(topic)
      if (known !== undefined) return known
      const made = topicCase(judging, topic)
      cases.set(topic, made)
      return made
    },
    clear: () => cases.clear(),
  }
}

function topicCase({ state, facts }: Judging, topic: string): TopicCase {
  const forbidden = state.topics.get(topic)?.error === TOPIC_FORBIDDEN
  const inColumns = !forbidden && !facts.isGone(topic) && !(state.configs.size > 0 && state.configs.has(configKey('topic', topic)))
  const probes = state.probes.get(topic)
  const stables = state.stables.get(topic)
  const leaderless = facts.leaderlessIn(topic)
  const starts = facts.startsIn(topic)
  const isPlain = inColumns && probes === undefined && stables === undefined && leaderless === undefined && starts?.anyRose !== true
  return { topic, forbidden, inColumns, isPlain, rates: facts.ratesIn(topic), probes, stables, leaderless, starts }
}
