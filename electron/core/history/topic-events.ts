import { NO_LEADER } from '../../../shared/domain/ids.ts'
import type { ClusterEvents } from './cluster-events.ts'
import type { Happening, HappeningKind } from './moments/happenings.ts'

/** As the contract has it; history knows no contract. */
export interface TopicEvent {
  readonly at: number
  readonly kind: 'created' | 'deleted' | 'brokerDown' | 'brokerUp' | 'leaders' | 'leaderless' | 'outOfSync' | 'inSync'
  /** Of those of brokers. */
  readonly broker: number | null
  /** How many it was about, where that is known. */
  readonly partitions: number | null
}

const MOST = 500

/** Kinds of what is recorded that may have to do with a topic. */
export const topicKinds: readonly HappeningKind[] = ['topicAdded', 'topicRemoved', 'brokerDown', 'brokerUp']

/**
 * What happened in a span to a topic and to the brokers that hold it, oldest first: leaders and replicas as far as they were followed since
 * the connection, the rest as far as it was recorded.
 */
export function topicEventsOf(
  topic: string,
  brokers: ReadonlySet<number>,
  followed: ClusterEvents | null,
  recorded: readonly Happening[],
  span: { readonly from: number; readonly to: number },
): { readonly events: TopicEvent[]; readonly more: number; readonly since: number | null } {
  const found = [...recorded.flatMap((one) => ofHappening(one, topic, brokers)), ...(followed === null ? [] : ofMoves(topic, followed))]
  const inSpan = found.filter(({ at }) => at >= span.from && at <= span.to).sort((a, b) => a.at - b.at)
  return { events: inSpan.slice(-MOST), more: Math.max(0, inSpan.length - MOST), since: followed?.since() ?? null }
}

function ofHappening({ at, kind, subject }: Happening, topic: string, brokers: ReadonlySet<number>): readonly TopicEvent[] {
  const none = { broker: null, partitions: null }
  switch (kind) {
    case 'topicAdded':
      return subject === topic ? [{ at, kind: 'created', ...none }] : []
    case 'topicRemoved':
      return subject === topic ? [{ at, kind: 'deleted', ...none }] : []
    case 'brokerDown':
    case 'brokerUp':
      return brokers.has(Number(subject)) ? [{ at, kind, broker: Number(subject), partitions: null }] : []
    case 'controller':
    case 'groupAdded':
    case 'groupRemoved':
    case 'groupEmpty':
    case 'offline':
      return []
  }
}

function ofMoves(topic: string, followed: ClusterEvents): readonly TopicEvent[] {
  const counts = new Map<string, TopicEvent & { readonly partitions: number }>()
  const add = (at: number, kind: TopicEvent['kind'], partitions: number): void => {
    const key = `${at} ${kind}`
    counts.set(key, { at, kind, broker: null, partitions: (counts.get(key)?.partitions ?? 0) + partitions })
  }
  for (const { at, to } of followed.leaderMoves(new Set([topic]))) add(at, to === NO_LEADER ? 'leaderless' : 'leaders', 1)
  for (const { at, kind, partitions } of followed.replicaMoves(topic)) add(at, kind, partitions)
  return [...counts.values()]
}
