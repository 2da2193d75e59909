import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import { AppError } from '../../../../../shared/errors/error.ts'
import { abortable } from '../cluster.ts'
import { fetch as fetchApi, type FetchedPartition } from '../codecs/fetch.ts'
import { inParallel } from '../concurrency.ts'
import { errorName, LEADER_MOVED } from '../error-codes.ts'
import type { FetchedRecords, FetchLimits, PartitionToFetch } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import { groupedBy } from './changes/grouped.ts'
import { failureOf, type Context } from './context.ts'

const BROKERS_AT_ONCE = 8
const LEADER_NOT_AVAILABLE = 5

const nothing = (asked: PartitionToFetch, error: AppError): FetchedRecords => ({
  ...asked,
  error,
  highWatermark: null,
  lastStable: null,
  logStart: null,
  aborted: null,
  records: Buffer.alloc(0),
})

const known = (value: number): number | null => (value < 0 ? null : value)

function read(asked: PartitionToFetch, found: FetchedPartition, { grantee }: Context): FetchedRecords {
  const what = `the records of ${asked.topic}-${asked.partition}`
  return {
    ...asked,
    error: found.error === 0 ? null : kafkaError(found.error, what, { kind: 'topic', name: asked.topic }, 'Read', grantee),
    highWatermark: known(found.highWatermark),
    lastStable: known(found.lastStable),
    logStart: known(found.logStart),
    aborted: found.aborted,
    records: found.records,
  }
}

async function fromBroker(
  broker: BrokerId,
  here: readonly PartitionToFetch[],
  limits: FetchLimits,
  context: Context,
  signal: AbortSignal,
): Promise<FetchedRecords[]> {
  const noLeader = { code: LEADER_NOT_AVAILABLE, name: errorName(LEADER_NOT_AVAILABLE) }
  if (broker < 0)
    return here.map((p) => nothing(p, new AppError('kafka.error', { ...noLeader, what: `the records of ${p.topic}-${p.partition}` })))
  const topics = [...groupedBy(here, (p) => p.topic)].map(([topic, own]) => ({
    topic,
    partitions: own.map(({ partition, offset }) => ({ partition, offset, maxBytes: limits.partitionBytes })),
  }))
  const { maxWaitMs, minBytes, maxBytes, isolation } = limits
  try {
    const { value } = await context.cluster.ask(
      broker,
      { api: fetchApi, request: { maxWaitMs, minBytes, maxBytes, isolation, topics }, lane: 'browse' },
      signal,
    )
    return here.map((asked) => {
      const found = value.topics.find((t) => t.topic === asked.topic)?.partitions.find((p) => p.partition === asked.partition)
      return found
        ? read(asked, found, context)
        : nothing(asked, new AppError('kafka.error', { code: value.error, name: errorName(value.error), what: 'Fetch' }))
    })
  } catch (thrown) {
    const error = failureOf(thrown, signal)
    return here.map((asked) => nothing(asked, error))
  }
}

const placeOf = ({ topic, partition }: PartitionToFetch): string => `${partition}@${topic}`

/** One Fetch to each leader. Partitions that moved are asked for again, once. Joins nothing, commits nothing, creates nothing (E-05). */
export async function fetchRecords(
  partitions: readonly PartitionToFetch[],
  limits: FetchLimits,
  context: Context,
  signal: AbortSignal,
): Promise<readonly FetchedRecords[]> {
  const round = async (asked: readonly PartitionToFetch[]): Promise<FetchedRecords[]> => {
    const leaderOf = ({ topic, partition }: PartitionToFetch): BrokerId =>
      context.topology.topic(topic)?.partitions.find((p) => p.partition === partition)?.leader ?? -1
    const answers = await inParallel([...groupedBy(asked, leaderOf)], BROKERS_AT_ONCE, ([broker, here]) =>
      fromBroker(broker, here, limits, context, signal),
    )
    // They came leader by leader.
    const places = new Map(asked.map((p, i) => [placeOf(p), i]))
    return answers.flat().toSorted((a, b) => (places.get(placeOf(a)) ?? 0) - (places.get(placeOf(b)) ?? 0))
  }
  if (partitions.some((p) => !context.topology.topic(p.topic))) await abortable(context.topology.refresh(), signal)
  const first = await round(partitions)
  const moved = first.filter(
    ({ error }) => error?.code === 'kafka.error' && 'code' in error.about && LEADER_MOVED.has(Number(error.about.code)),
  )
  if (moved.length === 0) return first
  await abortable(context.topology.refresh(), signal)
  const again = await round(moved.map(({ topic, partition, offset }) => ({ topic, partition, offset })))
  return first.map((one) => again.find((other) => placeOf(one) === placeOf(other)) ?? one)
}
