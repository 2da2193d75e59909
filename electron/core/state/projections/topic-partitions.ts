import type { PartitionRow } from '../../../../shared/contract/topics.ts'
import type { ClusterState, PartitionFact, TopicFact, TopicOffsetsFact } from '../../../../shared/domain/cluster-state.ts'
import { NO_LEADER } from '../../../../shared/domain/ids.ts'
import { inSyncOf, leaderOf, preferredLeaderOf, TOPIC_FORBIDDEN } from '../../../../shared/domain/partitions.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import { forbiddenTopic } from '../derive/topics.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { readingProblem } from './reading-problem.ts'
import { clusterView, createRowMemo } from './view.ts'

export function topicPartitions(cluster: LiveCluster, name: string): ViewSource<PartitionRow> {
  const memo = createRowMemo<PartitionRow>()
  return clusterView(cluster, {
    watched: { kind: 'topic', topic: name },
    needs: ['metadata'],
    adds: ['offsets', 'starts', 'logDirs'],
    rows({ state }) {
      const topic = state.topics.get(name)
      return memo.rows([topic, state.gone, state.brokers, state.ends.get(name), state.starts.get(name), state.logDirs], function* () {
        for (const p of topic?.partitions ?? []) if (topic) yield [String(p.partition), partitionRow(state, topic, p)] as const
      })
    },
  })
}

function partitionRow(state: ClusterState, topic: TopicFact, p: PartitionFact): PartitionRow {
  const leader = leaderOf(p, state.gone)
  const reading = readingOf(state, topic, p)
  const end = known(state.ends.get(topic.name), p.partition)
  const start = known(state.starts.get(topic.name), p.partition)
  return {
    key: String(p.partition),
    partition: p.partition,
    leader,
    leaderEpoch: p.leaderEpoch < 0 ? null : p.leaderEpoch,
    preferredLeader: preferredLeaderOf(p),
    replicas: p.replicas.map((broker) => ({
      broker,
      inSync: p.isr.includes(broker) && !state.gone.has(broker),
      offline: p.offline.includes(broker) || state.gone.has(broker) || state.brokers.get(broker)?.inMetadata === false,
      sizeBytes: sizeOf(state, topic.name, p.partition, broker),
    })),
    inSync: inSyncOf(p, state.gone),
    start: reading.offsets === 'read' && start !== null ? String(start) : null,
    end: reading.offsets === 'read' && end !== null ? String(end) : null,
    messages: reading.offsets === 'read' && end !== null && start !== null ? Math.max(0, end - start) : null,
    offsets: reading.offsets,
    asOf: at(state.ends.get(topic.name), p.partition),
    error: reading.error,
  }
}

function readingOf(state: ClusterState, topic: TopicFact, p: PartitionFact): Pick<PartitionRow, 'offsets' | 'error'> {
  if (leaderOf(p, state.gone) === NO_LEADER) return { offsets: 'noLeader', error: null }
  const ends = state.ends.get(topic.name)
  const code = ends?.errors.get(p.partition)
  if (code === undefined) return { offsets: known(ends, p.partition) === null ? 'notRead' : 'read', error: null }
  if (code === TOPIC_FORBIDDEN) return { offsets: 'forbidden', error: forbiddenTopic(topic.name) }
  return { offsets: 'error', error: readingProblem(state, p.leader, code) }
}

const known = (fact: TopicOffsetsFact | undefined, partition: number): number | null => {
  const offset = fact?.offsets[partition]
  return offset === undefined || Number.isNaN(offset) ? null : offset
}

const at = (fact: TopicOffsetsFact | undefined, partition: number): number | null => {
  const time = fact?.at[partition]
  return time === undefined || Number.isNaN(time) ? null : time
}

function sizeOf(state: ClusterState, topic: string, partition: number, broker: number): number | null {
  const sizes = state.logDirs.get(broker)?.replicas.get(topic)
  const place = sizes?.partitions.indexOf(partition) ?? -1
  return sizes?.bytes[place] ?? null
}
