import type { BrokerPartitionRow, BrokerRow } from '../../../../shared/contract/brokers.ts'
import type { PartitionFact, ReplicaSizes } from '../../../../shared/domain/cluster-state.ts'
import { NO_LEADER, partitionKey, type BrokerId } from '../../../../shared/domain/ids.ts'
import { leaderOf, preferredLeaderOf } from '../../../../shared/domain/partitions.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { aboutSystem } from './mesos/mesos-view.ts'
import { clusterView, createRowMemo } from './view.ts'

export function brokerList(cluster: LiveCluster): ViewSource<BrokerRow> {
  const ofKafka = clusterView(cluster, {
    watched: { kind: 'brokers' },
    needs: ['metadata'],
    adds: ['logDirs', 'schedulerBrokers', 'tasks'],
    rows: (derived) => derived.brokers.rows,
  })
  // A scheduler whose brokers do not run yet has rows before Kafka has any: they are as true as its own reading.
  const isBeforeKafka = (): boolean => {
    const { metadata, schedulerBrokers } = cluster.store.current().parts
    return metadata.readAt === null && schedulerBrokers.readAt !== null && !cluster.recorded
  }
  return {
    watch: ofKafka.watch,
    read() {
      const { rows, about } = ofKafka.read()
      return { rows, about: isBeforeKafka() ? aboutSystem(cluster, 'scheduler', cluster.store.current().parts.schedulerBrokers) : about }
    },
  }
}

export function brokerPartitions(cluster: LiveCluster, broker: BrokerId): ViewSource<BrokerPartitionRow> {
  const memo = createRowMemo<BrokerPartitionRow>()
  return clusterView(cluster, {
    watched: { kind: 'broker', broker },
    needs: ['metadata'],
    adds: ['logDirs'],
    rows({ state }) {
      const sizes = state.logDirs.get(broker)?.replicas
      return memo.rows([state.topics, state.gone, sizes], function* () {
        for (const topic of state.topics.values()) {
          const ofTopic = sizes?.get(topic.name)
          for (const p of topic.partitions) {
            if (!p.replicas.includes(broker)) continue
            const key = partitionKey(topic.name, p.partition)
            yield [key, { key, topic: topic.name, ...replicaFacts(p, broker, state.gone), ...sizeFacts(ofTopic, p.partition) }] as const
          }
        }
      })
    },
  })
}

function replicaFacts(
  p: PartitionFact,
  broker: BrokerId,
  gone: ReadonlySet<BrokerId>,
): Omit<BrokerPartitionRow, 'key' | 'topic' | 'sizeBytes' | 'replicaLag'> {
  const leader = leaderOf(p, gone)
  const role =
    leader === broker ? 'leader' : leader === NO_LEADER ? 'offline' : p.isr.includes(broker) && !gone.has(broker) ? 'inSync' : 'outOfSync'
  return { partition: p.partition, role, preferred: preferredLeaderOf(p) === broker, leader }
}

function sizeFacts(sizes: ReplicaSizes | undefined, partition: number): Pick<BrokerPartitionRow, 'sizeBytes' | 'replicaLag'> {
  const place = sizes?.partitions.indexOf(partition) ?? -1
  return { sizeBytes: sizes?.bytes[place] ?? null, replicaLag: sizes?.lag[place] ?? null }
}
