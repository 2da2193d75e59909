import type { VerdictView } from '../../../../shared/contract/figures.ts'
import type { GroupPartitionRow } from '../../../../shared/contract/groups.ts'
import type { ClusterState, MemberFact, TopicSample } from '../../../../shared/domain/cluster-state.ts'
import { NO_LEADER, partitionKey } from '../../../../shared/domain/ids.ts'
import { aheadOf, lagFigures, lagOf, lostOf } from '../../../../shared/domain/lag.ts'
import { inSyncOf, leaderOf } from '../../../../shared/domain/partitions.ts'
import { stableBeside } from '../../../../shared/domain/stable-offset.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import type { PartitionLagFigures } from '../lag/figures.ts'
import type { LagFigures } from '../lag/tracker.ts'
import { asOf } from '../derive/group-row.ts'
import { readingOf, type Reading } from '../derive/group-lag.ts'
import { forbiddenTopic } from '../derive/topics.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { readingProblem } from './reading-problem.ts'
import { clusterView, createRowMemo } from './view.ts'

/** Every partition with a commit or an owner. */
export function groupPartitions(cluster: LiveCluster, group: string): ViewSource<GroupPartitionRow> {
  const memo = createRowMemo<GroupPartitionRow>()
  return clusterView(cluster, {
    watched: { kind: 'group', group },
    needs: ['metadata', 'groups', 'offsets'],
    adds: ['descriptions', 'starts'],
    asOf: ({ groups }) => asOf(groups.get(group)),
    rows({ state, lag }) {
      const sample = state.samples.get(group)
      const description = state.descriptions.get(group)
      const inputs = [
        sample,
        description,
        state.gone,
        state.topics,
        state.brokers,
        state.starts,
        state.ends,
        state.stables,
        lag.groups.get(group),
      ]
      return memo.rows(inputs, () => rowsOf(state, lag, group))
    },
  })
}

function* rowsOf(state: ClusterState, lag: LagFigures, group: string): Generator<readonly [string, GroupPartitionRow]> {
  const sample = state.samples.get(group)
  const owners = ownersOf(state.descriptions.get(group)?.description?.members ?? [])
  for (const [topic, read] of sample?.topics ?? []) {
    for (let i = 0; i < read.partitions.length; i += 1) {
      const partition = read.partitions[i] ?? 0
      const key = partitionKey(topic, partition)
      yield [
        key,
        rowOf(state, {
          topic,
          partition,
          owner: owners.get(key)?.member,
          read,
          place: i,
          committedAt: sample?.committedAt ?? null,
          figures: lag.partition(group, topic, partition),
        }),
      ]
      owners.delete(key)
    }
  }
  for (const [key, { topic, partition, member }] of owners) {
    const committedAt = sample?.committedAt ?? null
    // An owner and no commit: that is what there is to say, once the group's commits were read.
    const verdict: VerdictView | null =
      committedAt === null ? null : { verdict: 'NO_COMMIT', urgent: false, notice: true, since: committedAt, also: [] }
    const figures = { ...NOTHING_KNOWN, verdict, in: lag.rateIn(topic, partition) }
    yield [key, rowOf(state, { topic, partition, owner: member, read: undefined, place: 0, committedAt, figures })]
  }
}

function ownersOf(members: readonly MemberFact[]): Map<string, { topic: string; partition: number; member: MemberFact }> {
  const owners = new Map<string, { topic: string; partition: number; member: MemberFact }>()
  for (const member of members) {
    for (const { topic, partitions } of member.assigned ?? []) {
      for (const partition of partitions) owners.set(partitionKey(topic, partition), { topic, partition, member })
    }
  }
  return owners
}

interface Place {
  readonly topic: string
  readonly partition: number
  readonly owner: MemberFact | undefined
  readonly read: TopicSample | undefined
  readonly place: number
  /** Of the whole group; null: its commits were never read. */
  readonly committedAt: number | null
  /** Null: it was not sampled yet. */
  readonly figures: PartitionLagFigures | null
}

const NOTHING_KNOWN: PartitionLagFigures = {
  verdict: null,
  timeLag: { kind: 'unknown' },
  in: null,
  out: null,
  eta: { kind: 'unknown' },
  edge: { kind: 'unknown' },
}

function rowOf(state: ClusterState, { topic, partition, owner, read, place, committedAt, figures }: Place): GroupPartitionRow {
  const fact = state.topics.get(topic)
  const metadata = fact?.partitions[partition]
  // The commits of a group are read as a whole: what they do not name has no commit.
  const committed = read?.committed[place] ?? (committedAt === null ? Number.NaN : -1)
  // Only where no lag is computed from it may the end be of another reading than the commit.
  const latest = read === undefined ? state.ends.get(topic) : undefined
  const end = read?.ends[place] ?? latest?.offsets[partition] ?? Number.NaN
  const start = state.starts.get(topic)?.offsets[partition] ?? Number.NaN
  const stable = stableBeside(state, topic, partition, read?.endAt[place] ?? Number.NaN)
  const errors = { commit: read?.commitErrors.get(place), end: read?.endErrors.get(place) ?? latest?.errors.get(partition) }
  const reading = readingOf(state, fact, partition, committed, end, errors)
  const complete = reading === 'complete'
  const leader = metadata ? leaderOf(metadata, state.gone) : NO_LEADER
  return {
    key: partitionKey(topic, partition),
    topic,
    partition,
    leader,
    inSync: metadata ? inSyncOf(metadata, state.gone) : 0,
    replicas: metadata?.replicas.length ?? 0,
    start: text(start),
    committed: committed < 0 ? null : text(committed),
    end: leader === NO_LEADER ? null : text(end),
    lag: complete ? number(lagOf(committed, start, end)) : null,
    lost: number(lostOf(committed, start)),
    ahead: complete ? number(aheadOf(committed, end)) : null,
    blocked: complete ? number(lagFigures({ committed, start, end, stable }).blocked) : null,
    ...(figures ?? NOTHING_KNOWN),
    reading,
    member: owner?.member ?? null,
    clientId: owner?.clientId ?? null,
    host: owner?.host ?? null,
    metadata: read?.metadata.get(place) ?? null,
    committedAsOf: committedAt,
    endAsOf: number(read?.endAt[place] ?? latest?.at[partition] ?? Number.NaN),
    error: problemOf(state, reading, topic, metadata?.leader ?? NO_LEADER, errors.commit ?? errors.end),
  }
}

function problemOf(
  state: ClusterState,
  reading: Reading,
  topic: string,
  leader: number,
  code: number | undefined,
): GroupPartitionRow['error'] {
  if (reading === 'forbidden') return forbiddenTopic(topic)
  return reading === 'notRead' && code !== undefined ? readingProblem(state, leader, code) : null
}

const text = (offset: number): string | null => (Number.isNaN(offset) ? null : String(offset))
const number = (value: number): number | null => (Number.isNaN(value) ? null : value)
