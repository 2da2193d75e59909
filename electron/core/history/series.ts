import { hasCommit } from '../../../shared/domain/lag.ts'
import { createAged, createBands, type AgedPartitions, type TimeLagBands } from './bands.ts'
import { createFlow } from './flow.ts'
import type { GroupMoment } from './playback.ts'
import { createTrack, stepAt, stepsOf, type Steps } from './steps.ts'

/** A group's lag over a span, thinned. NaN: nothing was recorded. */
export interface LagSeries {
  readonly from: number
  readonly step: number
  readonly lag: Float64Array
  /** Partitions with a commit that the sum leaves out: their log end was not read. */
  readonly leftOut: Float64Array
  /** Worst first; the last one, without a name, is the rest. */
  readonly topics: readonly { readonly topic: string | null; readonly lag: Float64Array }[]
  /** Messages per second. */
  readonly in: Float64Array
  readonly out: Float64Array
  readonly timeLag: TimeLagBands
}

const TOPICS_MAX = 8

const unknown = (count: number): Float64Array => new Float64Array(count).fill(Number.NaN)

/** Sum of what is known; NaN: nothing is. */
function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = Number.NaN
  for (let i = from; i < to; i++) {
    const value = values[i] ?? Number.NaN
    if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value
  }
  return sum
}

/** A sum without them would look like a group that caught up (lag.md 2). */
function leftOutOf({ committed, lag }: GroupMoment): number {
  let count = 0
  for (let i = 0; i < lag.length; i++) if (Number.isNaN(lag[i]) && hasCommit(committed[i] ?? Number.NaN)) count++
  return count
}

/**
 * Of each step one moment is kept, whole, so that topics add up to the total they are shown with: of those that leave out the fewest
 * partitions the one with the largest total.
 */
export function seriesOf(
  moments: Iterable<GroupMoment>,
  from: number,
  to: number,
  points: number,
  aged: AgedPartitions = createAged(),
): LagSeries {
  const steps = stepsOf(from, to, points)
  const lag = unknown(steps.count)
  const leftOut = unknown(steps.count)
  const topics = new Map<string, Float64Array>()
  const flow = createFlow(steps)
  const track = createTrack(steps)
  const bands = createBands(aged, steps)
  for (const moment of moments) {
    flow.add(moment, track.add(moment.time, moment.tier))
    const step = stepAt(steps, moment.time)
    bands.add(moment, step)
    const total = sumOf(moment.lag, 0, moment.lag.length)
    if (Number.isNaN(total)) continue
    const missing = leftOutOf(moment)
    const fewest = leftOut[step] ?? Number.NaN
    if (missing > fewest || (missing === fewest && total < (lag[step] ?? 0))) continue
    lag[step] = total
    leftOut[step] = missing
    for (const series of topics.values()) series[step] = Number.NaN
    keepTopics(topics, moment, step, steps)
  }
  const rates = flow.rates()
  const timeLag = bands.bands()
  const { worst, p90, median, error } = timeLag
  const all = [lag, leftOut, rates.in, rates.out, worst, p90, median, error, ...topics.values()]
  for (const [step, known] of track.held(to)) for (const series of all) series[step] = series[known] ?? Number.NaN
  return { from, step: steps.step, lag, leftOut, topics: worstTopics(topics, steps.count), in: rates.in, out: rates.out, timeLag }
}

function keepTopics(topics: Map<string, Float64Array>, { layout, lag }: GroupMoment, step: number, { count }: Steps): void {
  let column = 0
  for (const { topic, partitions } of layout) {
    const series = topics.get(topic) ?? unknown(count)
    topics.set(topic, series)
    series[step] = sumOf(lag, column, column + partitions.length)
    column += partitions.length
  }
}

const peak = (series: Float64Array): number => series.reduce((most, value) => (value > most ? value : most), -1)

function worstTopics(topics: ReadonlyMap<string, Float64Array>, count: number): LagSeries['topics'] {
  const sorted = [...topics]
    .map(([topic, lag]) => ({ topic, lag, peak: peak(lag) }))
    .sort((a, b) => b.peak - a.peak || (a.topic < b.topic ? -1 : 1))
  const shown = sorted.slice(0, TOPICS_MAX).map(({ topic, lag }) => ({ topic, lag }))
  const rest = sorted.slice(TOPICS_MAX)
  if (rest.length === 0) return shown
  const sum = unknown(count)
  for (const { lag } of rest)
    for (const [step, value] of lag.entries())
      if (!Number.isNaN(value)) sum[step] = Number.isNaN(sum[step]) ? value : (sum[step] ?? 0) + value
  return [...shown, { topic: null, lag: sum }]
}
