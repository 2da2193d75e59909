import type { GroupFact } from '../../../shared/domain/cluster-state.ts'
import { distinctProblems } from '../../../shared/domain/part-status.ts'
import { brokerCount, moment, toProblem, type Collecting } from './needs.ts'
import { dueGroups, dueTopics, tickOf } from './offset-plan.ts'
import type { Source } from './polling.ts'
import { readStables } from './stable-offsets.ts'
import { inSlices } from '../lib/slices.ts'
import { createZooKeeperReader } from './zookeeper-groups.ts'
import { needsMetadata } from './asked-partitions.ts'
import { createTakenCommits, type TakenCommits } from './taken-commits.ts'

/** Of those that are only looked at. */
const GROUPS_A_LOOK = 5_000
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
      const { inKafka, elsewhere } = await inSlices(byPlace(due))
      if (!anew) read = inKafka.length + elsewhere.length
      const taken = createTakenCommits(state, watching)
      const [others] = await Promise.all([zooKeeper.read(elsewhere, anew, signal), readCommits(collecting, inKafka, taken, signal)])
      await taken.take(others)
      const asked = await inSlices(taken.asked(dueTopics(state, watching, tick)))
      const ends = asked.size === 0 ? { topics: [], failed: [] } : await client.listOffsets(asked, 'latest', 'uncommitted', signal)
      const stables = await readStables(collecting, signal)
      if (stables) await sink.apply(stables)
      const failures = [...taken.failures, ...ends.failed.map((f) => f.error)]
      // Ahead of what was read, so that the reading is over when that is shown.
      const planned = sink.apply({ kind: 'part', part: 'offsets', change: { interval: interval() } })
      await sink.apply({
        kind: 'offsets',
        ...moment(clock),
        commits: taken.seen,
        ends: ends.topics,
        // What a group may not be read for is told in its row, where it belongs.
        problems: distinctProblems(failures.filter((e) => e.code !== 'kafka.forbidden').map(toProblem)),
      })
      await planned
      if (needsMetadata(ends.topics)) wake('metadata')
      if (taken.failures.some((e) => e.code !== 'kafka.forbidden')) wake('groups')
    },
  }
}

/** By where a group keeps its offsets. */
function* byPlace(groups: Iterable<GroupFact>): Generator<undefined, { readonly inKafka: GroupFact[]; readonly elsewhere: GroupFact[] }> {
  const inKafka: GroupFact[] = []
  const elsewhere: GroupFact[] = []
  for (const group of groups) {
    if (group.offsetsIn === 'zookeeper') elsewhere.push(group)
    else inKafka.push(group)
    if (inKafka.length % GROUPS_A_LOOK === 0) yield
  }
  return { inKafka, elsewhere }
}

async function readCommits(
  { client, sink }: Collecting,
  groups: readonly GroupFact[],
  taken: TakenCommits,
  signal: AbortSignal,
): Promise<void> {
  const first = sink.current().parts.offsets.readAt === null
  const total = groups.length
  if (total === 0) return
  let read = 0
  const takings: Promise<void>[] = []
  await client.fetchCommits(
    groups,
    (batch) => {
      takings.push(taken.take(batch.groups))
      read += batch.groups.length
      if (!first) return
      const progress = { done: Math.min(total, read), total }
      // Shown when its turn comes; nothing waits for it.
      sink.apply({ kind: 'part', part: 'offsets', change: { progress } }).catch(() => undefined)
    },
    signal,
  )
  await Promise.all(takings)
}
