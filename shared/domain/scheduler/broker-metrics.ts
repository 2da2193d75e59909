/** What a value is, so that it can be written as such. Rates are those of the last minute; `total` counts since the process began. */
export type MetricUnit = 'bytesPerSecond' | 'perSecond' | 'ratio' | 'ms' | 'bytes' | 'count' | 'total' | 'totalMs'

export type MetricGroup = 'traffic' | 'requests' | 'replication' | 'process'

interface Known {
  readonly group: MetricGroup
  readonly unit: MetricUnit
  /** As builds from mid-2016 on name it, and the three that 0.9.5 sends. */
  readonly names: readonly string[]
  /** Any other value than this is worth a look. */
  readonly calm?: number
}

const topics = (name: string): readonly string[] => [`kafka.server,BrokerTopicMetrics,${name}`]
const request = (kind: string, name: string): readonly string[] => [`kafka.network,RequestMetrics,${name},request.${kind}`]
const replicas = (name: string, ...others: readonly string[]): readonly string[] => [`kafka.server,ReplicaManager,${name}`, ...others]

/** Those that tell most, in the order in which they are read (names: Yammer's in Kafka 0.8.2 to 1.1, as the executor spells them). */
const known = {
  bytesIn: { group: 'traffic', unit: 'bytesPerSecond', names: topics('BytesInPerSec') },
  bytesOut: { group: 'traffic', unit: 'bytesPerSecond', names: topics('BytesOutPerSec') },
  messagesIn: { group: 'traffic', unit: 'perSecond', names: topics('MessagesInPerSec') },
  bytesRejected: { group: 'traffic', unit: 'bytesPerSecond', names: topics('BytesRejectedPerSec'), calm: 0 },
  failedProduce: { group: 'traffic', unit: 'perSecond', names: topics('FailedProduceRequestsPerSec'), calm: 0 },
  failedFetch: { group: 'traffic', unit: 'perSecond', names: topics('FailedFetchRequestsPerSec'), calm: 0 },
  produceRate: { group: 'requests', unit: 'perSecond', names: request('Produce', 'RequestsPerSec') },
  produceP99: { group: 'requests', unit: 'ms', names: request('Produce', 'TotalTimeMs_p99') },
  fetchRate: { group: 'requests', unit: 'perSecond', names: request('FetchConsumer', 'RequestsPerSec') },
  fetchP99: { group: 'requests', unit: 'ms', names: request('FetchConsumer', 'TotalTimeMs_p99') },
  handlerIdle: { group: 'requests', unit: 'ratio', names: ['kafka.server,KafkaRequestHandlerPool,RequestHandlerAvgIdlePercent'] },
  networkIdle: { group: 'requests', unit: 'ratio', names: ['kafka.network,SocketServer,NetworkProcessorAvgIdlePercent'] },
  underReplicated: {
    group: 'replication',
    unit: 'count',
    names: replicas('UnderReplicatedPartitions', 'underReplicatedPartitions'),
    calm: 0,
  },
  offlinePartitions: {
    group: 'replication',
    unit: 'count',
    names: ['kafka.controller,KafkaController,OfflinePartitionsCount', 'offlinePartitionsCount'],
    calm: 0,
  },
  activeController: {
    group: 'replication',
    unit: 'count',
    names: ['kafka.controller,KafkaController,ActiveControllerCount', 'activeControllerCount'],
  },
  isrShrinks: { group: 'replication', unit: 'perSecond', names: replicas('IsrShrinksPerSec'), calm: 0 },
  isrExpands: { group: 'replication', unit: 'perSecond', names: replicas('IsrExpandsPerSec') },
  logFlushes: { group: 'replication', unit: 'perSecond', names: ['kafka.log,LogFlushStats,LogFlushRateAndTimeMs'] },
  heapUsed: { group: 'process', unit: 'bytes', names: ['vm,memory,heapUsed'] },
  heapMax: { group: 'process', unit: 'bytes', names: ['vm,memory,heapMax'] },
  directBuffers: { group: 'process', unit: 'bytes', names: ['vm,buffers,memoryUsed,direct'] },
  threads: { group: 'process', unit: 'count', names: ['vm,threads,total'] },
  deadThreads: { group: 'process', unit: 'count', names: ['vm,threads,unhandledThreadDeaths'], calm: 0 },
} as const satisfies Readonly<Record<string, Known>>

export type MetricId = keyof typeof known | 'gcRuns' | 'gcMs'

export interface MetricReading {
  readonly id: MetricId
  readonly unit: MetricUnit
  readonly value: number
  /** It is 0 while all is well, and is not. */
  readonly wrong: boolean
}

const knownNames: ReadonlySet<string> = new Set(Object.values(known).flatMap(({ names }) => names))

/** Whether a metric is one of those that every broker has: names of topics, clients and disks stand in others. */
export const isKnownMetric = (name: string): boolean => knownNames.has(name) || /^vm,gc,(?:runs|ms),/.test(name)

export const metricGroups: readonly MetricGroup[] = ['traffic', 'requests', 'replication', 'process']

/** One value a collector; 0 of none would be a claim. */
function sumOf(values: ReadonlyMap<string, number>, prefix: string): number | null {
  const own = [...values].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value)
  return own.length === 0 ? null : own.reduce((sum, value) => sum + value, 0)
}

/**
 * What a broker reported through the scheduler, in readings that have a name. What it did not report is not there.
 * Its executor names them `group,type,name[,scope]`; a meter or timer is its one-minute rate, a histogram its mean, with the 99th percentile
 * under `_p99`. Release 0.9.5 sends three values under names of its own.
 */
export function brokerReadings(values: ReadonlyMap<string, number>): ReadonlyMap<MetricGroup, readonly MetricReading[]> {
  const groups = new Map<MetricGroup, MetricReading[]>(metricGroups.map((group) => [group, []]))
  const add = (group: MetricGroup, reading: MetricReading): void => void groups.get(group)?.push(reading)
  // The keys of the object given.
  for (const [id, { group, unit, names, ...more }] of Object.entries(known) as [keyof typeof known, Known][]) {
    const name = names.find((each) => values.has(each))
    const value = name === undefined ? undefined : values.get(name)
    if (value !== undefined) add(group, { id, unit, value, wrong: more.calm !== undefined && value !== more.calm })
  }
  const gc = [
    ['gcRuns', 'total', 'vm,gc,runs,'],
    ['gcMs', 'totalMs', 'vm,gc,ms,'],
  ] as const
  for (const [id, unit, prefix] of gc) {
    const value = sumOf(values, prefix)
    if (value !== null) add('process', { id, unit, value, wrong: false })
  }
  return groups
}
