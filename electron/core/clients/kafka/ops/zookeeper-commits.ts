import { AppError } from '../../../../../shared/errors/error.ts'
import { offsetFetch, offsetFetchInZooKeeper, type TopicPartitions } from '../codecs/offset-fetch.ts'
import { inParallel } from '../concurrency.ts'
import type { GroupCommits, TopicCommits, ZooKeeperGroup } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import { codeOf, committedOnly } from './commits.ts'
import { failureOf, type Context } from './context.ts'

/** The broker reads one node of ZooKeeper a partition, one after the other, in a thread that others wait for. */
const PARTITIONS_A_REQUEST = 250
const PIPELINED = 2
const UNSUPPORTED_VERSION = 35

/**
 * Offsets in `/consumers/<group>/offsets/<topic>/<partition>`, through a broker: OffsetFetch v0 reads them there, v1+ in
 * `__consumer_offsets` (KafkaApis.handleOffsetFetchRequest, 0.8.2 to 3.9; gone with 4.0, KIP-896). Any broker answers, there is no
 * coordinator. A partition without a node is told as −1 with error 3, which is no commit.
 */
export function fetchZooKeeperCommits(
  groups: readonly ZooKeeperGroup[],
  context: Context,
  signal: AbortSignal,
): Promise<readonly GroupCommits[]> {
  return inParallel(groups, PIPELINED, async (group) => {
    try {
      return await fetchGroup(group, context, signal)
    } catch (thrown) {
      return { group: group.name, at: context.clock.wall(), error: failureOf(thrown, signal), topics: [] }
    }
  })
}

async function fetchGroup({ name, topics }: ZooKeeperGroup, context: Context, signal: AbortSignal): Promise<GroupCommits> {
  const { cluster, clock, grantee } = context
  const broker = await brokerFor(context, signal)
  let at = clock.wall()
  const found: TopicCommits[] = []
  for (const asked of pieces(topics)) {
    const question = { api: offsetFetchInZooKeeper, request: { groups: [name], topics: asked }, lane: 'bulk' } as const
    const answer = await cluster.ask(broker, question, signal)
    at = answer.at
    for (const fetched of answer.value.groups) {
      const code = codeOf(fetched)
      // A broker without ZooKeeper (KRaft, 3.x) still speaks the version, and refuses.
      if (code === UNSUPPORTED_VERSION) throw new AppError('kafka.noZooKeeper', {})
      if (code !== 0) throw kafkaError(code, `the offsets of ${name}`, { kind: 'group', name }, 'Describe', grantee)
      for (const topic of fetched.topics) found.push(...committedOnly(topic))
    }
  }
  return { group: name, at, error: null, topics: found }
}

/** One that speaks version 0, those that are connected first. */
async function brokerFor({ cluster }: Context, signal: AbortSignal): Promise<number> {
  let failed: unknown = new AppError('kafka.noBroker', { tried: [] })
  for (const id of cluster.ids()) {
    try {
      await cluster.channel(id, 'bulk')
    } catch (thrown) {
      failed = failureOf(thrown, signal)
      continue
    }
    if ((cluster.tableOf(id)?.get(offsetFetch.key)?.min ?? Infinity) === 0) return id
    failed = new AppError('kafka.noZooKeeper', {})
  }
  throw failed
}

/** A topic is asked for whole. */
function pieces(topics: readonly TopicPartitions[]): TopicPartitions[][] {
  const made: TopicPartitions[][] = []
  let room = 0
  for (const topic of topics) {
    if (room <= 0) {
      made.push([])
      room = PARTITIONS_A_REQUEST
    }
    made.at(-1)?.push(topic)
    room -= topic.partitions.length
  }
  return made
}
