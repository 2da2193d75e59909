import type { ClusterState, GroupSample } from '../../../../shared/domain/cluster-state.ts'
import { isHeld, lagOf } from '../../../../shared/domain/lag.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { advanceAll, breakRateAt } from '../../../../shared/domain/rates.ts'
import { stableBeside } from '../../../../shared/domain/stable-offset.ts'
import { carryOver, createBlock, type GroupBlock } from './group-block.ts'
import type { RowPages } from './row-pages.ts'
import { countFromStart } from './late-start.ts'
import { beat, forgetRhythm, noteRows } from './rhythm.ts'
import { cutRows, fitsRows, indexOf, makeRoom, setStart, timeAt, writeRows } from './samples.ts'

/** When the ends of a sample arrived: its time, in seconds. Null: there is nothing in it. */
export function timeOf(sample: GroupSample): number | null {
  let newest = sample.committedAt ?? Number.NaN
  for (const { endAt } of sample.topics.values()) newest = newestOf(endAt, newest)
  return Number.isNaN(newest) ? null : newest / 1_000
}

function newestOf(times: Float64Array, than: number): number {
  let newest = than
  for (let i = 0; i < times.length; i += 1) {
    const at = times[i] ?? Number.NaN
    if (at > newest || (Number.isNaN(newest) && !Number.isNaN(at))) newest = at
  }
  return newest
}

/** The group has another block, or is gone: what it held is there for others. */
export function forget({ places, samples }: GroupBlock, pages: RowPages): void {
  pages.give(places)
  pages.samples.give({ page: samples.page, at: samples.at })
}

/** The block of a group with the sample in it. */
export function takeSample(
  pages: RowPages,
  known: GroupBlock | undefined,
  state: ClusterState,
  sample: GroupSample,
  t: number,
  interval: number,
  settings: LagSettings,
): GroupBlock {
  const backwards = known !== undefined && t < timeAt(known.samples, known.samples.count - 1)
  const block = backwards || !known || !fitsRows(known.samples, sample) ? createBlock(sample, t, pages) : known
  if (known && known !== block) {
    block.figures = known.figures
    if (!backwards) carryOver(known, block)
    forget(known, pages)
  }
  const { samples } = block
  const pairInterval = Math.max(block.interval, interval)
  block.interval = interval
  makeRoom(samples)
  cutTopicsMadeAnew(block, state)
  const place = samples.count
  const at = samples.at + place * samples.stride
  samples.committed[at] = t
  samples.count += 1
  beat(block.rhythm, t, interval)
  let total = Number.NaN
  for (const rows of samples.topics) {
    const read = sample.topics.get(rows.topic)
    if (read) total = takeTopic({ block, state, sample, place, t, pairInterval, settings }, rows, read, total)
  }
  samples.ends[at] = total
  return block
}

function cutTopicsMadeAnew(block: GroupBlock, state: ClusterState): void {
  if (block.layout === state.topics) return
  block.layout = state.topics
  for (const rows of block.samples.topics) {
    const id = state.topics.get(rows.topic)?.topicId ?? null
    const before = rows.topicId
    if (id === null || id === before) continue
    rows.topicId = id
    if (before === undefined || before === null) continue
    cutRows(block.samples, rows)
    for (let i = 0; i < rows.partitions.length; i += 1) {
      breakRateAt(block.out, rows.base + i)
      forgetRhythm(block.rhythm, rows.base + i)
    }
  }
}

interface Taking {
  readonly block: GroupBlock
  readonly state: ClusterState
  readonly sample: GroupSample
  readonly place: number
  readonly t: number
  readonly pairInterval: number
  readonly settings: LagSettings
}

type Rows = GroupBlock['samples']['topics'][number]
type Read = NonNullable<ReturnType<GroupSample['topics']['get']>>

const NOT_READ = -1
/** Of the rows of a topic: which of them rose, and what they owe. Used again for each. */
let rose = new Uint8Array(64)
let owed = new Float64Array(64)

/** Step by step over all rows of the topic: columns that lie side by side are gone through in one go each. */
function takeTopic(taking: Taking, rows: Rows, read: Read, sum: number): number {
  const { block, state, sample, place, t, pairInterval, settings } = taking
  const { samples } = block
  const count = rows.partitions.length
  if (count > rose.length) {
    rose = new Uint8Array(2 * count)
    owed = new Float64Array(2 * count)
  }
  const committedAt = sample.committedAt ?? Number.NaN
  writeRows(samples, rows, place, read, committedAt + settings.pairWithin * 1_000)
  const starts = state.starts.get(rows.topic)?.offsets
  if (starts !== undefined)
    for (let i = 0; i < count; i += 1)
      if (setStart(samples, rows.base + i, starts[rows.partitions[i] ?? 0] ?? Number.NaN)) countFromStart(block, rows.base + i, place)
  if (samples.starts)
    samples.starts.set(samples.start.subarray(rows.base, rows.base + count), indexOf(samples, place, rows.base) - samples.at)
  const at = indexOf(samples, place, rows.base)
  const seen = { from: rows.base, count, read: samples.committed, at, t: committedAt / 1_000, interval: pairInterval }
  advanceAll(block.out, seen, rose, settings)
  const total = sumRows(taking, rows, read, sum)
  noteRows(block.rhythm, rows.base, count, t, rose, owed)
  return total
}

/** What each row owes, and the lag of all. */
function sumRows({ block, state, place, t }: Taking, { topic, partitions, base }: Rows, read: Read, sum: number): number {
  const { committed, ends, start } = block.samples
  const at = indexOf(block.samples, place, base)
  const isAsked = state.stables.has(topic)
  let total = sum
  let anyRose = false
  for (let i = 0; i < partitions.length; i += 1) {
    const c = committed[at + i] ?? Number.NaN
    const e = ends[at + i] ?? Number.NaN
    if (rose[i] === 1) anyRose = true
    owed[i] = NOT_READ
    if (!(c >= 0) || Number.isNaN(e)) continue
    const l = start[base + i] ?? Number.NaN
    const lag = lagOf(c, l, e)
    const stable = isAsked ? stableBeside(state, topic, partitions[i] ?? 0, read.endAt[i] ?? Number.NaN) : Number.NaN
    owed[i] = isAsked && isHeld(c, l, e, stable) ? 0 : lag
    total = (Number.isNaN(total) ? 0 : total) + lag
  }
  if (anyRose) block.aliveAt = t
  return total
}
