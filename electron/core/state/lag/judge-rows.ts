import type { DescriptionFact } from '../../../../shared/domain/cluster-state.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import type { TimeLag } from '../../../../shared/domain/time-lag/reading.ts'
import { createRowJudge, type RowSamples, type RowSetting } from '../../../../shared/domain/verdict/columns.ts'
import type { Counted, GroupTally } from '../../../../shared/domain/verdict/group-tally.ts'
import { bitsOf, CODES, NO_VERDICT, URGENT } from '../../../../shared/domain/verdict/ranks.ts'
import { ageBetweenEnds } from './age-between-ends.ts'
import type { GroupBlock } from './group-block.ts'
import type { FoundAge, GroupSums } from './group-sums.ts'
import type { Judging } from './judging.ts'
import { judgeRow, keepFor } from './judge-row.ts'
import { commitGapOf, usualPauseOf } from './rhythm.ts'
import { indexOf } from './samples.ts'
import { standing } from './row-alone.ts'
import { settleRow, type Settling } from './settle-row.ts'
import { flagsOf } from './shown.ts'
import { rowTimeLag } from './time-lag.ts'
import type { TopicCase } from './topic-case.ts'
import { startMoves } from './topic-facts.ts'

/** What all rows of a group share. */
export interface GroupOfRows {
  readonly judging: Judging
  readonly block: GroupBlock
  readonly description: DescriptionFact | undefined
  /** State of the group. */
  readonly word: string
  readonly empty: boolean
  /** Assignments are readable: a row without an owner is known to have none. */
  readonly readable: boolean
  readonly settling: Settling
}

/** Judges the rows of a group one by one and adds each to the tally and the sums. */
export interface JudgeRows {
  begin(group: GroupOfRows): void
  judge(topic: TopicCase, partition: number, row: number): void
}

type MutableSamples = { -readonly [K in keyof RowSamples]: RowSamples[K] }

/** Nearly all rows go through columns, without an object; those that have more to them are asked of the rules. */
export function createJudgeRows(settings: LagSettings, tally: GroupTally, sums: GroupSums): JudgeRows {
  const rules = createRowJudge(settings)
  const { found } = rules
  const columns: MutableSamples = {
    ...{ t: NONE, committed: NONE, ends: NONE, starts: null },
    ...{ tFrom: 0, startsFrom: 0, start: Number.NaN, from: 0, stride: 1, count: 0, steadySince: Number.NaN },
  }
  const setting: RowSetting = {
    ...{ interval: 0, commitGap: 0, usualPause: 0, ownedSince: Number.NaN, ownerless: false, empty: false },
    ...{ rebalancingFor: 0, rebalances: 0, age: Number.NaN, ageError: 0 },
  }
  const age: FoundAge = { kind: 'unknown', seconds: Number.NaN, error: 0, method: 'interp', atLeast: false }
  const raw = { code: 0, flags: 0, also: 0 }
  const counted: Counted = { topic: '', partition: 0, row: 0, code: 0, flags: 0, age: Number.NaN, ageError: 0, lag: 0, owed: 0 }
  let group: GroupOfRows

  const ageOf = (topic: TopicCase, partition: number, row: number, committed: number, end: number, lag: number): void => {
    const { block, judging } = group
    const facts = topic.probes?.get(partition)
    if (facts === undefined) {
      ageBetweenEnds(block.samples, row, committed, judging.t, age)
      age.method = 'interp'
      age.atLeast = false
    } else takeAge(age, rowTimeLag(block.samples, row, { position: committed, end, lag, lost: false }, facts, judging.t, settings))
  }

  const inColumns = (topic: TopicCase, partition: number, row: number, committed: number, end: number): void => {
    const { block, empty, readable, settling } = group
    const { rhythm, owners } = block
    const lag = Math.max(0, end - committed)
    if (lag > 0) ageOf(topic, partition, row, committed, end, lag)
    else age.kind = 'unknown'
    const isAge = age.kind === 'value'
    columns.from = indexOf(block.samples, 0, row)
    columns.startsFrom = columns.from - block.samples.at
    columns.start = block.samples.start[row] ?? Number.NaN
    columns.steadySince = block.samples.steadySince[row] ?? Number.NaN
    setting.commitGap = commitGapOf(rhythm, row, settings)
    setting.usualPause = rhythm.pauses === null ? 0 : usualPauseOf(rhythm, row, settling.t)
    setting.ownedSince = owners.since[row] ?? Number.NaN
    setting.ownerless = empty || (readable && owners.member[row] === 0)
    setting.age = isAge ? age.seconds : Number.NaN
    setting.ageError = age.error
    rules.judge(columns, setting)
    block.allowed[row] = found.allowed
    block.edge[row] = Number.NaN
    keepFor(block, found.width, found.patience, settings)
    raw.code = found.code
    raw.flags = found.urgent ? URGENT : 0
    raw.also = found.also
    settleRow(block, row, raw, settling)
    add(topic, partition, row, lag, lag)
  }

  const byRules = (topic: TopicCase, partition: number, row: number): void => {
    const { judging, block, word, settling } = group
    const { state, facts, timing, t } = judging
    const now = standing(judging, block, topic.topic, partition, row)
    if (!topic.forbidden) {
      const one = { ...now, block, state, facts, settings, group: { state: word, ...timing }, topic: topic.topic, partition, row, t }
      const judged = judgeRow(one)
      settleRow(block, row, { code: CODES[judged.verdict], flags: flagsOf(judged), also: bitsOf(judged.also) }, settling)
    }
    takeAge(age, now.lag > 0 ? now.timeLag() : NOT_READ)
    add(topic, partition, row, now.lag, now.owed)
  }

  const add = ({ topic, forbidden, rates }: TopicCase, partition: number, row: number, lag: number, owed: number): void => {
    const { block } = group
    const isAge = age.kind === 'value'
    counted.topic = topic
    counted.partition = partition
    counted.row = row
    counted.code = forbidden ? NO_VERDICT : (block.shown.code[row] ?? NO_VERDICT)
    counted.flags = forbidden ? 0 : (block.shown.flags[row] ?? 0)
    counted.age = isAge ? age.seconds : Number.NaN
    counted.ageError = age.error
    counted.lag = lag
    counted.owed = owed
    tally.add(counted)
    sums.add(block, row, rates, partition, lag, owed, age)
  }

  return {
    begin(next) {
      group = next
      const { block, judging } = next
      const { committed, ends, starts, count, stride, at } = block.samples
      columns.t = committed
      columns.tFrom = at
      columns.committed = committed
      columns.ends = ends
      columns.starts = starts
      columns.count = count
      columns.stride = stride
      rules.begin()
      setting.interval = block.interval
      setting.empty = next.empty
      setting.rebalancingFor = judging.timing.rebalancingFor
      setting.rebalances = judging.timing.rebalances
    },
    judge(topic, partition, row) {
      const { block, judging, readable } = group
      const { samples, owners } = block
      const place = indexOf(samples, samples.count - 1, row)
      const committed = samples.committed[place] ?? Number.NaN
      const end = samples.ends[place] ?? Number.NaN
      // A place without a commit or an owner is none of the group's.
      if (committed < 0 && owners.member[row] === 0 && readable) return
      // Also false where one of them is unknown, or cannot be told exactly.
      const isWhole = committed >= 0 && committed <= Number.MAX_SAFE_INTEGER && end <= Number.MAX_SAFE_INTEGER
      const { leaderless, stables, starts } = topic
      const hasMore = stables !== undefined || leaderless?.has(partition) || (samples.start[row] ?? Number.NaN) > committed
      if (isWhole && topic.inColumns && !hasMore && !startMoves(starts, partition, judging.t, settings))
        inColumns(topic, partition, row, committed, end)
      else byRules(topic, partition, row)
    },
  }
}

const NONE = new Float64Array(0)
const NOT_READ: TimeLag = { kind: 'unknown' }

function takeAge(age: FoundAge, known: TimeLag): void {
  age.kind = known.kind
  age.seconds = known.kind === 'unknown' ? Number.NaN : known.seconds
  age.error = known.kind === 'value' ? known.error : 0
  age.method = known.kind === 'value' ? known.method : 'interp'
  age.atLeast = known.kind === 'value' && known.atLeast
}
