import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { abortable } from '../cluster.ts'
import { AppError } from '../../../../../shared/errors/error.ts'
import { listPartitionReassignments } from '../codecs/partition-reassignments.ts'
import type { OngoingReassignment, ReassignmentsReading } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import type { Context } from './context.ts'

const TIMEOUT_MS = 10_000
const NOT_CONTROLLER = 41

/** What moves now. With ZooKeeper only the controller knows; under KRaft any broker asks it. */
export async function listReassignments(context: Context, signal: AbortSignal): Promise<ReassignmentsReading> {
  const first = await askOnce(context, signal)
  // The controller changed in between: metadata, read again, names the new one.
  const { value, at } = first.value.error === NOT_CONTROLLER ? await askOnce(context, signal) : first
  if (value.error !== 0)
    throw kafkaError(value.error, 'the reassignments under way', { kind: 'cluster', name: '' }, 'Describe', context.grantee)
  const ongoing = value.topics.flatMap(({ topic, partitions }) => partitions.map((p): OngoingReassignment => ({ topic, ...p })))
  return { at, ongoing }
}

/** Brokers of a KRaft cluster list DescribeQuorum; those of ZooKeeper do not. */
const DESCRIBE_QUORUM = 55

/** Metadata, which may be large, is read only where it is needed to find the controller. */
async function brokerToAsk({ topology, cluster }: Context, signal: AbortSignal): Promise<BrokerId | undefined> {
  const up = cluster.statuses().find((b) => b.state === 'up')?.id
  if (up !== undefined && cluster.tables().some((table) => table.has(DESCRIBE_QUORUM))) return up
  const { controllerId } = await abortable(topology.refresh(), signal)
  return controllerId ?? cluster.ids()[0]
}

async function askOnce(context: Context, signal: AbortSignal) {
  const { cluster } = context
  const id = await brokerToAsk(context, signal)
  if (id === undefined) throw new AppError('kafka.noBroker', { tried: [] })
  return cluster.ask(id, { api: listPartitionReassignments, request: { timeoutMs: TIMEOUT_MS }, lane: 'interactive' }, signal)
}
