import type { ClusterState, GroupFact } from '../../../shared/domain/cluster-state.ts'
import type { CommitsObserved } from '../../../shared/domain/observation.ts'
import { distinctProblems } from '../../../shared/domain/part-status.ts'
import type { GroupCommits } from '../clients/kafka/kafka-client.ts'
import { brokerCount, moment, toProblem, type Collecting } from './needs.ts'
import { dueGroups, dueTopics, intervalOf, tickOf } from './offset-plan.ts'
import type { Source } from './polling.ts'
import { readStables } from './stable-offsets.ts'
import { inSlices } from '../lib/slices.ts'
import { createZooKeeperReader } from './zookeeper-groups.ts'
import { createWanted, needsMetadata, type Asked } from './asked-partitions.ts'

const GROUPS_A_STEP = 500
/** Of those that are only looked at. */
const GROUPS_A_LOOK = 5_000
/** Groups may read topics of thousands of partitions. */
const COMMITS_A_STEP = 16
/** As the client asks coordinators for them. */
export const GROUPS_A_REQUEST = 500

export interface OffsetsSource extends Source {
  /** The next reading takes in every group. */
  all(): void
}

/** Committed offsets first, then the ends of their partitions: producers that race us can only make the lag larger, never negative. */
export function offsetsSource(collecting: Collecting): OffsetsSource {
  const { clock, client, sink, watching, open, wake } = collecting
  const zooKeeper = createZooKeeperReader(collecting)
  let tick = 0
  let everything = false
  /** Groups of the latest regular reading; null: there was none. */
  let read: number | null = null
  const interval = (): number | null => {
    if (!open() || sink.current().parts.groups.state === 'unread') return null
    return tickOf(watching)
  }

  return {
    name: 'offsets',
    interval,
    cost() {
      const state = sink.current()
      const due = everything || read === null ? state.groups.size : read
      const ends = (watching.groups().size > 0 ? 2 : 1) * brokerCount(state)
      // One a coordinator is filled in part only.
      return ends + brokerCount(state) + Math.floor(due / GROUPS_A_REQUEST)
    },
    all: () => void (everything = true),
    async read(signal) {
      tick += 1
      const state = sink.current()
      const anew = everything
      everything = false
      const due = anew ? state.groups.values() : await inSlices(dueGroups(state, watching, tick))
      const { inKafka, others } = await inSlices(byPlace(due))
      if (!anew) read = inKafka.length + others.length
      const told = await Promise.all([commitsOf(collecting, inKafka, signal), zooKeeper.read(others, anew, signal)])
      const commits = told.flat()
      const asked = await inSlices(askedFor(state, commits, { topics: dueTopics(state, watching, tick), groups: watching.groups() }))
      const ends = asked.size === 0 ? { topics: [], failed: [] } : await client.listOffsets(asked, 'latest', 'uncommitted', signal)
      const stables = await readStables(collecting, signal)
      if (stables) await sink.apply(stables)
      const failures = [...commits.flatMap((c) => c.error ?? []), ...ends.failed.map((f) => f.error)]
      // Ahead of what was read, so that the reading is over when that is shown.
      const planned = sink.apply({ kind: 'part', part: 'offsets', change: { interval: interval() } })
      await sink.apply({
        kind: 'offsets',
        ...moment(clock),
        commits: await inSlices(observed(state, commits, watching)),
        ends: ends.topics,
        // What a group may not be read for is told in its row, where it belongs.
        problems: distinctProblems(failures.filter((e) => e.code !== 'kafka.forbidden').map(toProblem)),
      })
      await planned
      if (needsMetadata(ends.topics)) wake('metadata')
      if (commits.some((c) => c.error !== null && c.error.code !== 'kafka.forbidden')) wake('groups')
    },
  }
}

/** By where a group keeps its offsets. */
function* byPlace(groups: Iterable<GroupFact>): Generator<undefined, { readonly inKafka: GroupFact[]; readonly others: GroupFact[] }> {
  const inKafka: GroupFact[] = []
  const others: GroupFact[] = []
  for (const group of groups) {
    if (group.offsetsIn === 'zookeeper') others.push(group)
    else inKafka.push(group)
    if (inKafka.length % GROUPS_A_LOOK === 0) yield
  }
  return { inKafka, others }
}

async function commitsOf(
  { client, sink }: Collecting,
  groups: readonly GroupFact[],
  signal: AbortSignal,
): Promise<readonly GroupCommits[]> {
  const commits: GroupCommits[] = []
  const first = sink.current().parts.offsets.readAt === null
  const total = groups.length
  if (total === 0) return commits
  await client.fetchCommits(
    groups,
    (batch) => {
      for (const group of batch.groups) commits.push(group)
      if (!first) return
      const progress = { done: Math.min(total, commits.length), total }
      // Shown when its turn comes; nothing waits for it.
      sink.apply({ kind: 'part', part: 'offsets', change: { progress } }).catch(() => undefined)
    },
    signal,
  )
  return commits
}

/** Each with the tier that its group is in. */
function* observed(
  state: ClusterState,
  commits: readonly GroupCommits[],
  watching: Collecting['watching'],
): Generator<undefined, CommitsObserved[]> {
  const seen: CommitsObserved[] = []
  for (const { group, at, error, topics } of commits) {
    const fact = state.groups.get(group)
    const interval = fact ? intervalOf(state, watching, fact) : watching.intervals().others
    seen.push({ group, at, interval, problem: error && toProblem(error), topics })
    if (seen.length % GROUPS_A_STEP === 0) yield
  }
  return seen
}

/** What somebody has open. */
interface Open {
  readonly topics: readonly string[]
  readonly groups: ReadonlySet<string>
}

/**
 * Partitions with a commit; all of the topics that are wanted anyway; and of open groups also those that a member owns or the
 * coordinator names without a commit: how far there is to read is shown beside “no commit”.
 */
function* askedFor(state: ClusterState, commits: readonly GroupCommits[], open: Open): Generator<undefined, Asked> {
  const wanted = createWanted(state)
  let asked = 0
  for (const commit of commits) {
    const all = open.groups.has(commit.group)
    for (const topic of commit.topics) wanted.addCommits(topic, all)
    asked += 1
    if (asked % COMMITS_A_STEP === 0) yield
  }
  for (const group of open.groups) {
    for (const member of state.descriptions.get(group)?.description?.members ?? []) {
      for (const { topic, partitions } of member.assigned ?? []) wanted.add(topic, partitions)
    }
    yield
  }
  for (const topic of open.topics) {
    wanted.addWhole(topic)
    yield
  }
  return yield* wanted.askable()
}
