import { createCluster, abortable } from './cluster.ts'
import { capabilityOf } from './versions.ts'
import type { Clock } from '../../lib/clock.ts'
import { printAddress } from './address-map.ts'
import { createKafkaChanges } from './create-kafka-changes.ts'
import type { KafkaClient, KafkaConnectionSettings } from './kafka-client.ts'
import { readAcls } from './ops/acls.ts'
import { readQuotas } from './ops/client-quotas.ts'
import { fetchCommits } from './ops/commits.ts'
import { describeConfigs } from './ops/configs.ts'
import type { Context } from './ops/context.ts'
import { describeGroups, listGroups } from './ops/groups.ts'
import { describeLogDirs } from './ops/log-dirs.ts'
import { createOffsetPlans } from './ops/offset-plans.ts'
import { listOffsets } from './ops/offsets.ts'
import { fetchRecords } from './ops/records.ts'
import { listReassignments } from './ops/reassignments.ts'
import { readScram } from './ops/user-scram.ts'
import { createTopology } from './ops/topology.ts'
import { fetchZooKeeperCommits } from './ops/zookeeper-commits.ts'
import { createSlicer } from './slices.ts'

export interface KafkaClientNeeds {
  readonly clock: Clock
}

/** ListOffsets' names for the ends of the log. */
const LATEST = -1
const EARLIEST = -2

/** Builds the client. Nothing is sent before `connect` or the first question. */
export function createKafkaClient(settings: KafkaConnectionSettings, { clock }: KafkaClientNeeds): KafkaClient {
  const slicer = createSlicer()
  const cluster = createCluster({ clock, slicer, settings })
  const topology = createTopology({ cluster, settings, clock, slicer })
  const grantee = { user: settings.sasl?.user ?? null, bootstrap: settings.bootstrap.map(printAddress).join(',') }
  const context: Context = { cluster, topology, clock, slicer, grantee, plans: createOffsetPlans() }

  return {
    async connect(signal) {
      cluster.retryNow()
      await topology.bootstrap(signal)
    },
    async reach(signal) {
      cluster.retryNow()
      await topology.reach(signal)
    },
    metadata: (signal) => abortable(topology.refresh(), signal),
    listGroups: (signal, onListed) => listGroups(context, signal, onListed),
    describeGroups: (groups, signal) => describeGroups(groups, context, signal),
    fetchCommits: (groups, onBatch, signal) => fetchCommits(groups, onBatch, context, signal),
    fetchZooKeeperCommits: (groups, signal) => fetchZooKeeperCommits(groups, context, signal),
    listOffsets(partitions, at, isolation, signal) {
      const times = typeof at === 'object' ? at : null
      const timestamp = at === 'latest' ? LATEST : at === 'earliest' ? EARLIEST : typeof at === 'number' ? at : 0
      return listOffsets(partitions, { timestamp, isolation, times }, context, signal)
    },
    fetchRecords: (partitions, limits, signal) => fetchRecords(partitions, limits, context, signal),
    describeConfigs: (resources, signal) => describeConfigs(resources, context, signal),
    describeLogDirs: (brokers, signal, only) => describeLogDirs(brokers, context, signal, only),
    listReassignments: (signal) => listReassignments(context, signal),
    readAcls: (signal) => readAcls(context, signal),
    readQuotas: (signal) => readQuotas(context, signal),
    readScram: (signal) => readScram(context, signal),
    changes: (permit) => createKafkaChanges(context, permit),
    brokers: cluster.statuses,
    onBrokers: cluster.onChange,
    capability: (what) => capabilityOf(what, cluster.tables()),
    counters: () => ({ ...cluster.traffic, byApi: new Map(cluster.traffic.byApi) }),
    close() {
      topology.close()
      cluster.close()
    },
  }
}
