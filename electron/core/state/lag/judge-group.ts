import type { ClusterState, DescriptionFact, GroupFact } from '../../../../shared/domain/cluster-state.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { createEnvelope } from '../../../../shared/domain/verdict/envelope.ts'
import { createGroupTally, type Counted } from '../../../../shared/domain/verdict/group-tally.ts'
import { CODES, NOTICE } from '../../../../shared/domain/verdict/ranks.ts'
import { ownedPartitions } from '../derive/owned-partitions.ts'
import type { GroupBlock, OwnedPartition } from './group-block.ts'
import type { GroupLagFigures } from './figures.ts'
import { groupFigures, noteTrend } from './group-figures.ts'
import { createGroupSums } from './group-sums.ts'
import { stateOf } from './group-states.ts'
import { createJudgeRows, type GroupOfRows } from './judge-rows.ts'
import type { Judging } from './judging.ts'
import { readOwners } from './owners.ts'
import { createQuickRows } from './quick-rows.ts'
import { timeAt, totalAt, type TopicRows } from './samples.ts'
import { createTopicCases, type TopicCase } from './topic-case.ts'

const NO_MEMBERS: ReadonlySet<string> = new Set(['Empty', 'Dead'])
/** Rows between two chances to let others run. */
const ROWS_A_STEP = 64
/** Places of a topic that are not judged in one loop. */
const left = new Int32Array(ROWS_A_STEP)

/** Judges groups, one after the other, with what is needed for it made once. */
export interface GroupJudge {
  /** Before groups are judged: something was read since. */
  begin(state: ClusterState): void
  /** The next group, by its newest sample. */
  open(judging: Judging, block: GroupBlock): void
  /** Judges some more of its rows. @returns how much work that was; 0: there are none left */
  step(): number
  /** All rows were judged: what they come to. */
  close(): GroupLagFigures
}

type Filled = Mutable<Omit<GroupOfRows, 'settling'>> & { readonly settling: Mutable<GroupOfRows['settling']> }
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export function createGroupJudge(settings: LagSettings): GroupJudge {
  const tally = createGroupTally()
  const sums = createGroupSums(settings)
  const envelope = createEnvelope()
  const rows = createJudgeRows(settings, tally, sums)
  const quick = createQuickRows(settings, tally, sums)
  const cases = createTopicCases()
  /** The topic that is being judged, and how far its rows are. */
  const at = { topic: 0, row: 0 }
  /** One for all, filled anew for each: tens of thousands are judged one after the other. */
  let made: Filled | null = null
  let group: Filled

  /** @returns places that are left to be judged one by one, in `left` */
  const takeTogether = (one: TopicCase, place: TopicRows, to: number): number =>
    one.isPlain ? quick.judge(one, place, at.row, to, left) : allOf(at.row, to)

  return {
    begin: cases.begin,
    open(judging, block) {
      const { state, t } = judging
      const fact = listedIn(state.groups, judging.group, block)
      const description = state.descriptions.get(judging.group)
      readOwners(block, description)
      const word = fact ? stateOf(fact, description) : ''
      const { samples } = block
      made ??= { judging, block, word, description, empty: false, readable: false, settling: { t, before: t, hold: 0 } }
      group = made
      group.judging = judging
      group.block = block
      group.word = word
      group.description = description
      group.empty = NO_MEMBERS.has(word)
      group.readable = block.owners.readable
      group.settling.t = t
      group.settling.before = samples.count < 2 ? t : timeAt(samples, samples.count - 2)
      group.settling.hold = Math.max(settings.hold, block.interval)
      tally.clear()
      sums.clear()
      rows.begin(group)
      quick.begin(group)
      at.topic = at.row = 0
    },
    step() {
      const { judging, block } = group
      const { topics } = block.samples
      let work = 0
      for (; at.topic < topics.length; at.topic += 1, at.row = 0) {
        const place = topics[at.topic]
        if (place === undefined) continue
        const { partitions, base } = place
        const one = cases.of(judging, place)
        while (at.row < partitions.length) {
          const to = Math.min(partitions.length, at.row + ROWS_A_STEP)
          const others = takeTogether(one, place, to)
          for (let n = 0; n < others; n += 1) rows.judge(one, partitions[left[n] ?? 0] ?? 0, base + (left[n] ?? 0))
          work += 1 + others + (to - at.row) / 8
          at.row = to
          if (work >= ROWS_A_STEP) return work
        }
      }
      return work
    },
    close() {
      const { block, description, word } = group
      const { samples } = block
      const { t } = group.judging
      for (const one of ownedOnly(description, block)) tally.add(withoutCommit(one))
      if ((description?.description?.members.length ?? 0) > 0) block.aliveAt = t
      const total = totalAt(samples, samples.count - 1)
      noteTrend(block, t, total)
      const figures = groupFigures({ block, tally, sums, envelope, state: word, t, total, before: block.figures, settings })
      block.figures = figures
      return figures
    },
  }
}

/** While the list is the same it says the same of the group. */
function listedIn(groups: ClusterState['groups'], group: string, { listed }: GroupBlock): GroupFact | undefined {
  if (listed.groups !== groups) {
    listed.groups = groups
    listed.fact = groups.get(group)
  }
  return listed.fact
}

function allOf(from: number, to: number): number {
  for (let i = from; i < to; i += 1) left[i - from] = i
  return to - from
}

/** An owner, and no commit. */
const withoutCommit = ({ topic, partition }: OwnedPartition): Counted => ({
  ...{ topic, partition, row: -1 },
  code: CODES.NO_COMMIT,
  flags: NOTICE,
  age: Number.NaN,
  ageError: 0,
  lag: Number.NaN,
  owed: Number.NaN,
})

/** Partitions with an owner and without any commit. */
function ownedOnly(description: DescriptionFact | undefined, block: GroupBlock): readonly OwnedPartition[] {
  if (block.ownedOnly.from !== description) block.ownedOnly = { from: description, partitions: withoutRow(description, block) }
  return block.ownedOnly.partitions
}

function withoutRow(description: DescriptionFact | undefined, { samples }: GroupBlock): OwnedPartition[] {
  const read = new Map(samples.topics.map((rows) => [rows.topic, new Set(rows.partitions)]))
  return Array.from(ownedPartitions(description) ?? [], ([topic, partitions]) =>
    Array.from(partitions, (partition) => ({ topic, partition })).filter((one) => !read.get(topic)?.has(one.partition)),
  ).flat()
}
