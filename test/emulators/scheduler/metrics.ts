import type { ReleaseFacts } from './releases.ts'

const FLAT: readonly (readonly [string, number])[] = [
  ['kafka.controller,KafkaController,ActiveControllerCount', 0],
  ['kafka.controller,KafkaController,OfflinePartitionsCount', 0],
  ['kafka.network,RequestMetrics,TotalTimeMs_p99,request.FetchConsumer', 501.4],
  ['kafka.network,RequestMetrics,TotalTimeMs_p99,request.Produce', 12.25],
  ['kafka.network,SocketServer,NetworkProcessorAvgIdlePercent', 0.97],
  ['kafka.server,BrokerTopicMetrics,BytesInPerSec', 10_342.7],
  ['kafka.server,BrokerTopicMetrics,BytesInPerSec,topic.orders', 10_342.7],
  ['kafka.server,BrokerTopicMetrics,BytesOutPerSec', 20_114.2],
  ['kafka.server,KafkaRequestHandlerPool,RequestHandlerAvgIdlePercent', 0.93],
  ['kafka.server,ReplicaManager,UnderReplicatedPartitions', 0],
  ['vm,gc,ms,G1 Old Generation', 0],
  ['vm,gc,ms,G1 Young Generation', 412],
  ['vm,memory,heapMax', 1_073_741_824],
  ['vm,memory,heapUsed', 412_316_860],
  ['vm,threads,total', 61],
]

/** What the executor of a broker reports when it has started; the same figures always. Null: this release sends none. */
export function reportOf({ line, release }: Pick<ReleaseFacts, 'line' | 'release'>): ReadonlyMap<string, number> | null {
  if (release === '0.9.4.0') return null
  if (line === 'P09')
    return new Map(['underReplicatedPartitions', 'offlinePartitionsCount', 'activeControllerCount'].map((name) => [name, 0]))
  return new Map(FLAT)
}
