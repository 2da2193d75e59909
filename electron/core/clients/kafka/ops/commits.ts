import type { BrokerId } from '../../../../../shared/domain/ids.ts'
import type { AppError } from '../../../../../shared/errors/error.ts'
import { offsetFetch, type FetchedGroup, type TopicPartitions } from '../codecs/offset-fetch.ts'
import { chunks, inParallel } from '../concurrency.ts'
import { COORDINATOR_MOVED } from '../error-codes.ts'
import type { CommitsBatch, GroupAtCoordinator, GroupCommits, TopicCommits } from '../kafka-client.ts'
import { kafkaError } from '../translate.ts'
import { byCoordinator } from './coordinators.ts'
import { failureOf, type Context } from './context.ts'

/** Keeps a reply near 1 MB, and gives rows to show early. */
const GROUPS_A_REQUEST = 500
const PIPELINED = 3
/** From here on the broker tells which partitions have a commit; before, it must be told which to look up. */
const ALL_TOPICS_SINCE = 2
const MANY_GROUPS_SINCE = 8

/** Partitions of every topic, for brokers that want to be told. */
const everyPartition = ({ topology }: Context): TopicPartitions[] =>
  [...topology.topics()].map((t) => ({ topic: t.name, partitions: t.partitions.map((p) => p.partition) }))

/** Without the partitions that were asked for and have no commit: −1, or error 3 from the oldest brokers. */
export function committedOnly(topic: TopicCommits): TopicCommits[] {
  const places = Array.from(topic.partitions.keys()).filter((i) => (topic.offsets[i] ?? -1) >= 0 || (topic.errors.get(i) ?? 3) !== 3)
  if (places.length === topic.partitions.length) return [topic]
  if (places.length === 0) return []
  const moved = <T>(from: ReadonlyMap<number, T>): Map<number, T> =>
    new Map(
      places.flatMap((old, place) => {
        const value = from.get(old)
        return value === undefined ? [] : [[place, value]]
      }),
    )
  return [
    {
      topic: topic.topic,
      partitions: Int32Array.from(places, (i) => topic.partitions[i] ?? 0),
      offsets: Float64Array.from(places, (i) => topic.offsets[i] ?? Number.NaN),
      metadata: moved(topic.metadata),
      errors: moved(topic.errors),
    },
  ]
}

interface Round {
  readonly context: Context
  readonly onBatch: (batch: CommitsBatch) => void
  readonly signal: AbortSignal
  /** Groups whose coordinator moved are asked for once more. */
  readonly last: boolean
}

/** One request to one coordinator. Answers the groups to ask for elsewhere. */
async function fetchBatch(
  broker: BrokerId,
  groups: readonly GroupAtCoordinator[],
  explicit: boolean,
  { context, onBatch, signal, last }: Round,
): Promise<GroupAtCoordinator[]> {
  const { cluster, clock, grantee } = context
  const names = groups.map((g) => g.group)
  try {
    const request = { groups: names, topics: explicit ? everyPartition(context) : null }
    const { value, at } = await cluster.ask(broker, { api: offsetFetch, request, lane: 'bulk' }, signal)
    const read = (fetched: FetchedGroup, place: number): GroupCommits => {
      const group = nameOf(fetched, names, place)
      const error = codeOf(fetched)
      const failed = error !== 0 && kafkaError(error, `the offsets of ${group}`, { kind: 'group', name: group }, 'Describe', grantee)
      return { group, at, error: failed || null, topics: failed ? [] : explicit ? fetched.topics.flatMap(committedOnly) : fetched.topics }
    }
    const isMoved = (fetched: FetchedGroup): boolean => !last && COORDINATOR_MOVED.has(codeOf(fetched))
    const settled = value.groups.flatMap((g, place) => (isMoved(g) ? [] : read(g, place)))
    if (settled.length > 0) onBatch({ coordinator: broker, groups: settled })
    return value.groups.filter(isMoved).map((g) => ({ group: g.group ?? names[0] ?? '', coordinator: null }))
  } catch (thrown) {
    const error = failureOf(thrown, signal)
    onBatch({ coordinator: broker, groups: names.map((group) => failedGroup(group, error, clock.wall())) })
    return []
  }
}

/** The very name it was asked by, as brokers answer in that order: whoever looks it up then compares no text. */
function nameOf({ group }: FetchedGroup, names: readonly string[], place: number): string {
  const asked = names[place]
  return group === null ? (names[0] ?? '') : group === asked ? asked : group
}

const failedGroup = (group: string, error: AppError, at: number): GroupCommits => ({ group, at, error, topics: [] })

/** No right to the group, and a version that is not spoken. */
const OF_THE_GROUP: ReadonlySet<number> = new Set([30, 35])

/** Below v2 there is no code for the group; what concerns it stands at every partition. */
export function codeOf({ error, topics }: FetchedGroup): number {
  if (error !== 0) return error
  const first = topics[0]?.errors.get(0) ?? 0
  return COORDINATOR_MOVED.has(first) || OF_THE_GROUP.has(first) ? first : 0
}

async function fetchRound(groups: readonly GroupAtCoordinator[], round: Round): Promise<GroupAtCoordinator[]> {
  const { context, signal, onBatch } = round
  const { cluster, clock } = context
  const sorted = await byCoordinator(groups, context, signal, ({ group, coordinator }, error) =>
    onBatch({ coordinator: coordinator ?? -1, groups: [failedGroup(group, error, clock.wall())] }),
  )
  const moved = await Promise.all(
    [...sorted].map(async ([broker, here]) => {
      // Opens the connection if need be: the version decides how to ask. What is wrong with it the question itself will tell.
      await cluster.channel(broker, 'bulk').catch(() => undefined)
      const version = Math.min(offsetFetch.versions.max, cluster.tableOf(broker)?.get(offsetFetch.key)?.max ?? offsetFetch.versions.max)
      const batches = chunks(here, version >= MANY_GROUPS_SINCE ? GROUPS_A_REQUEST : 1)
      const explicit = version < ALL_TOPICS_SINCE
      return (await inParallel(batches, PIPELINED, (batch) => fetchBatch(broker, batch, explicit, round))).flat()
    }),
  )
  return moved.flat()
}

export async function fetchCommits(
  groups: readonly GroupAtCoordinator[],
  onBatch: (batch: CommitsBatch) => void,
  context: Context,
  signal: AbortSignal,
): Promise<void> {
  const moved = await fetchRound(groups, { context, onBatch, signal, last: false })
  if (moved.length > 0) await fetchRound(moved, { context, onBatch, signal, last: true })
}
