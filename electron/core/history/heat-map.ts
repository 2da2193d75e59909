import { createAged, type AgedPartitions } from './bands.ts'
import type { Layout } from './layouts.ts'
import type { GroupMoment } from './playback.ts'
import { createTrack, stepAt, stepsOf } from './steps.ts'

/** Lag by partition and step. NaN: nothing was recorded. */
export interface HeatGrid {
  readonly from: number
  readonly step: number
  readonly columns: number
  readonly rows: readonly HeatRow[]
}

export interface HeatRow {
  readonly topic: string
  readonly partition: number
  readonly values: Float64Array
}

export type HeatMetric = 'lag' | 'timeLag' | 'slope'

/** Worst lag in each step, or the age of the next record in seconds, or how fast lag grows at its end, msg/min. */
export function heatGridOf(
  moments: Iterable<GroupMoment>,
  from: number,
  to: number,
  columns: number,
  metric: HeatMetric,
  aged: AgedPartitions = createAged(),
): HeatGrid {
  const steps = stepsOf(from, to, columns)
  const rows = createRows(steps.count)
  const track = createTrack(steps)
  for (const moment of moments) {
    track.add(moment.time, moment.tier)
    const step = stepAt(steps, moment.time)
    const ages = metric === 'timeLag' ? aged.of(moment) : null
    for (const [column, row] of rows.of(moment.layout).entries()) {
      const value = (ages === null ? moment.lag[column] : ages[column]?.seconds) ?? Number.NaN
      if (Number.isNaN(value)) continue
      const known = row.values[step] ?? Number.NaN
      // The slope is told by the newest reading of each step.
      if (metric === 'slope' || !(known > value)) row.values[step] = value
    }
  }
  const all = rows.all()
  for (const [step, known] of track.held(to)) for (const { values } of all) values[step] = values[known] ?? Number.NaN
  if (metric === 'slope') for (const { values } of all) toSlopes(values, steps.step)
  return { from, step: steps.step, columns: steps.count, rows: all }
}

function createRows(count: number) {
  const byTopic = new Map<string, Map<number, HeatRow>>()
  let last: { readonly layout: Layout; readonly rows: readonly HeatRow[] } | null = null
  const rowOf = (topic: string, partition: number): HeatRow => {
    const known = byTopic.get(topic) ?? new Map<number, HeatRow>()
    byTopic.set(topic, known)
    const row = known.get(partition) ?? { topic, partition, values: new Float64Array(count).fill(Number.NaN) }
    known.set(partition, row)
    return row
  }
  return {
    of(layout: Layout): readonly HeatRow[] {
      if (last?.layout !== layout) last = { layout, rows: layout.flatMap((t) => [...t.partitions].map((p) => rowOf(t.topic, p))) }
      return last.rows
    },
    all: (): readonly HeatRow[] => [...byTopic.values()].flatMap((rows) => [...rows.values()]),
  }
}

const SLOPE_MS = 300_000
const MINUTE = 60_000
/** More points would move a median little, and there are 10,000 rows. */
const POINTS_MAX = 6

/** Theil–Sen over the last five minutes, or over two steps where these are longer. */
function toSlopes(values: Float64Array, step: number): void {
  const span = Math.max(1, Math.round(SLOPE_MS / step))
  const stride = Math.max(1, Math.floor(span / (POINTS_MAX - 1)))
  const lags = values.slice()
  const slopes: number[] = []
  for (let at = 0; at < values.length; at++) {
    slopes.length = 0
    for (let b = at; b > 0 && b > at - span; b -= stride) {
      const later = lags[b] ?? Number.NaN
      for (let a = b - stride; a >= 0 && a >= at - span; a -= stride) {
        const slope = (later - (lags[a] ?? Number.NaN)) / (((b - a) * step) / MINUTE)
        if (!Number.isNaN(slope)) slopes.push(slope)
      }
    }
    // Without a reading here nothing is said of here.
    values[at] = Number.isNaN(lags[at]) ? Number.NaN : median(slopes)
  }
}

function median(values: number[]): number {
  if (values.length === 0) return Number.NaN
  values.sort((a, b) => a - b)
  const middle = values.length >> 1
  const upper = values[middle] ?? Number.NaN
  return values.length % 2 === 1 ? upper : (upper + (values[middle - 1] ?? Number.NaN)) / 2
}
