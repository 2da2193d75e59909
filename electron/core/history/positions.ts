import type { GroupMoment } from './playback.ts'
import { createTrack, stepAt, stepsOf } from './steps.ts'

/** Where a group stood in a partition, and where the log ended, step by step. NaN: nothing was recorded. */
export interface Positions {
  readonly from: number
  readonly step: number
  readonly committed: Float64Array
  readonly ends: Float64Array
  /** Commits that fell below the one before, oldest first. */
  readonly rewinds: readonly { readonly at: number; readonly from: number; readonly to: number }[]
}

const MOST_REWINDS = 100

/** Of each step the last reading is kept. */
export function positionsOf(
  moments: Iterable<GroupMoment>,
  topic: string,
  partition: number,
  span: { readonly from: number; readonly to: number; readonly points: number },
): Positions {
  const steps = stepsOf(span.from, span.to, span.points)
  const committed = new Float64Array(steps.count).fill(Number.NaN)
  const ends = new Float64Array(steps.count).fill(Number.NaN)
  const rewinds: { at: number; from: number; to: number }[] = []
  const track = createTrack(steps)
  let last = Number.NaN
  for (const moment of moments) {
    track.add(moment.time, moment.tier)
    const column = columnOf(moment, topic, partition)
    const at = column === null ? Number.NaN : (moment.committed[column] ?? Number.NaN)
    if (column === null || !(at >= 0)) continue
    if (at < last) rewinds.push({ at: moment.time, from: last, to: at })
    last = at
    const step = stepAt(steps, moment.time)
    committed[step] = at
    ends[step] = moment.ends[column] ?? Number.NaN
  }
  for (const [step, known] of track.held(span.to)) for (const series of [committed, ends]) series[step] = series[known] ?? Number.NaN
  return { from: span.from, step: steps.step, committed, ends, rewinds: rewinds.slice(-MOST_REWINDS) }
}

function columnOf({ layout }: GroupMoment, topic: string, partition: number): number | null {
  let column = 0
  for (const each of layout) {
    const place = each.topic === topic ? each.partitions.indexOf(partition) : -1
    if (place >= 0) return column + place
    column += each.partitions.length
  }
  return null
}
