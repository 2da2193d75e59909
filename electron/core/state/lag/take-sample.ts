import type { ClusterState, GroupSample } from '../../../../shared/domain/cluster-state.ts'
import { isHeld, lagOf } from '../../../../shared/domain/lag.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { advanceAt, breakRateAt } from '../../../../shared/domain/rates.ts'
import { stableBeside } from '../../../../shared/domain/stable-offset.ts'
import { createBlock, rebuilt, type GroupBlock } from './group-block.ts'
import { beat, forgetRhythm, noteRow } from './rhythm.ts'
import { cutRows, fitsRows, makeRoom, noteSteadiness, setStart } from './samples.ts'

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

/** The block of a group with the sample in it. */
export function takeSample(
  known: GroupBlock | undefined,
  state: ClusterState,
  sample: GroupSample,
  t: number,
  interval: number,
  settings: LagSettings,
): GroupBlock {
  const backwards = known !== undefined && t < (known.samples.t[known.samples.count - 1] ?? -Infinity)
  const block =
    known === undefined || backwards ? createBlock(sample, t) : fitsRows(known.samples, sample) ? known : rebuilt(known, sample, t)
  const { samples } = block
  const pairInterval = Math.max(block.interval, interval)
  block.interval = interval
  makeRoom(samples)
  cutTopicsMadeAnew(block, state)
  const place = samples.count
  samples.t[place] = t
  samples.count += 1
  beat(block.rhythm, t, interval)
  let total = Number.NaN
  for (const rows of samples.topics) {
    const read = sample.topics.get(rows.topic)
    if (read) total = takeTopic({ block, state, sample, place, t, pairInterval, settings }, rows, read, total)
  }
  samples.total[place] = total
  return block
}

function cutTopicsMadeAnew(block: GroupBlock, state: ClusterState): void {
  for (const rows of block.samples.topics) {
    const id = state.topics.get(rows.topic)?.topicId ?? null
    const before = block.topicIds.get(rows.topic)
    if (id === null || id === before) continue
    block.topicIds.set(rows.topic, id)
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

function takeTopic({ block, state, sample, place, t, pairInterval, settings }: Taking, rows: Rows, read: Read, sum: number): number {
  const { samples, rhythm, out } = block
  const { committed, ends } = samples
  const from = place * samples.rows
  const starts = state.starts.get(rows.topic)?.offsets
  const stables = state.stables.get(rows.topic)
  const committedAt = sample.committedAt ?? Number.NaN
  const pairedUntil = committedAt + settings.pairWithin * 1_000
  let total = sum
  for (let i = 0; i < rows.partitions.length; i += 1) {
    const row = rows.base + i
    const p = rows.partitions[i] ?? 0
    const c = read.committed[i] ?? Number.NaN
    const endAt = read.endAt[i] ?? Number.NaN
    const e = endAt <= pairedUntil ? (read.ends[i] ?? Number.NaN) : Number.NaN
    if (starts !== undefined) setStart(samples, row, starts[p] ?? Number.NaN)
    committed[from + row] = c
    ends[from + row] = e
    noteSteadiness(samples, row, place)
    if (samples.starts) samples.starts[from + row] = samples.start[row] ?? Number.NaN
    if (!(c >= 0)) continue
    const before = out.offset[row] ?? Number.NaN
    advanceAt(out, row, committedAt / 1_000, c, pairInterval, settings)
    if (c > before) block.aliveAt = t
    if (Number.isNaN(e)) continue
    const start = samples.start[row] ?? Number.NaN
    const lag = lagOf(c, start, e)
    const stable = stables === undefined ? Number.NaN : stableBeside(state, rows.topic, p, endAt)
    noteRow(rhythm, row, t, c > before, isHeld(c, start, e, stable) ? 0 : lag)
    total = (Number.isNaN(total) ? 0 : total) + lag
  }
  return total
}
