import type { DescriptionFact } from '../../../../shared/domain/cluster-state.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { createEnvelope } from '../../../../shared/domain/verdict/envelope.ts'
import { createGroupTally, type Counted } from '../../../../shared/domain/verdict/group-tally.ts'
import { CODES, NOTICE } from '../../../../shared/domain/verdict/ranks.ts'
import { ownedPartitions } from '../derive/owned-partitions.ts'
import type { GroupBlock, OwnedPartition } from './group-block.ts'
import { groupFigures, noteTrend, type GroupLagFigures } from './group-figures.ts'
import { createGroupSums } from './group-sums.ts'
import { stateOf } from './group-states.ts'
import { createJudgeRows } from './judge-rows.ts'
import type { Judging } from './judging.ts'
import { canReadOwners, readOwners } from './owners.ts'
import { createQuickRows } from './quick-rows.ts'
import { createTopicCases } from './topic-case.ts'

const NO_MEMBERS: ReadonlySet<string> = new Set(['Empty', 'Dead'])
/** Rows between two chances to let others run. */
const ROWS_A_STEP = 64
/** Places of a topic that are not judged in one loop. */
const left = new Int32Array(ROWS_A_STEP)

/** Judges groups, one after the other, with what is needed for it made once. */
export interface GroupJudge {
  /** Before groups are judged: something was read since. */
  begin(): void
  /** By the newest sample. Yields between rows; the last thing it yields is the group's figures. */
  judge(judging: Judging, block: GroupBlock, before: GroupLagFigures | undefined): Generator<GroupLagFigures | null, void>
}

export function createGroupJudge(settings: LagSettings): GroupJudge {
  const tally = createGroupTally()
  const sums = createGroupSums(settings)
  const envelope = createEnvelope()
  const rows = createJudgeRows(settings, tally, sums)
  const quick = createQuickRows(settings, tally, sums)
  const cases = createTopicCases()

  return {
    begin: () => cases.clear(),
    *judge(judging, block, before) {
      const { state, group, t } = judging
      const fact = state.groups.get(group)
      const description = state.descriptions.get(group)
      readOwners(block, description)
      const word = fact ? stateOf(fact, description) : ''
      const { samples } = block
      tally.clear()
      sums.clear()
      const groupCase = {
        ...{ judging, block, word },
        empty: NO_MEMBERS.has(word),
        readable: canReadOwners(block.owners),
        settling: { t, before: samples.t[samples.count - 2] ?? t, hold: Math.max(settings.hold, block.interval) },
      }
      rows.begin(groupCase)
      quick.begin(groupCase)
      let work = 0
      for (const place of samples.topics) {
        const { topic, partitions, base } = place
        const one = cases.of(judging, topic)
        for (let from = 0; from < partitions.length; from += ROWS_A_STEP) {
          const to = Math.min(partitions.length, from + ROWS_A_STEP)
          const others = one.isPlain ? quick.judge(one, place, from, to, left) : allOf(from, to)
          for (let n = 0; n < others; n += 1) rows.judge(one, partitions[left[n] ?? 0] ?? 0, base + (left[n] ?? 0))
          work += others + (to - from) / 8
          if (work < ROWS_A_STEP) continue
          work = 0
          yield null
        }
      }
      for (const one of ownedOnly(judging, block)) tally.add(withoutCommit(one))
      if ((description?.description?.members.length ?? 0) > 0) block.aliveAt = t
      const total = samples.total[samples.count - 1] ?? Number.NaN
      noteTrend(block, t, total)
      yield groupFigures({ block, tally, sums, envelope, state: word, t, total, before, settings })
    },
  }
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
function ownedOnly({ state, group }: Judging, block: GroupBlock): readonly OwnedPartition[] {
  const description = state.descriptions.get(group)
  if (block.ownedOnly.from !== description) block.ownedOnly = { from: description, partitions: withoutRow(description, block) }
  return block.ownedOnly.partitions
}

function withoutRow(description: DescriptionFact | undefined, { samples }: GroupBlock): OwnedPartition[] {
  const read = new Map(samples.topics.map((rows) => [rows.topic, new Set(rows.partitions)]))
  return Array.from(ownedPartitions(description) ?? [], ([topic, partitions]) =>
    Array.from(partitions, (partition) => ({ topic, partition })).filter((one) => !read.get(topic)?.has(one.partition)),
  ).flat()
}
