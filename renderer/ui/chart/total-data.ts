import { forecast, recentRate, type Forecast } from './forecast.ts'
import { END, LEFT, RIGHT, type TimeSpan } from './geometry.ts'

/** Total lag and rates over time, evenly spaced; null is a gap. */
export interface LagSeries {
  readonly from: number
  readonly step: number
  readonly lag: readonly (number | null)[]
  /** Partitions that the sum leaves out because they were not read: above 0 the lag is at least what it says. */
  readonly leftOut: readonly (number | null)[]
  readonly in: readonly (number | null)[]
  readonly out: readonly (number | null)[]
  /** What came in where nothing was observed, and how many partitions its sum leaves out. */
  readonly backfilled: { readonly in: readonly (number | null)[]; readonly leftOut: readonly (number | null)[] }
}

/** The moment at which the picture ends: right of now there is room for the forecast. */
export function horizonOf(span: TimeSpan, width: number): number {
  const past = Math.max(1, width - RIGHT - LEFT)
  return span.to + ((span.to - span.from) / past) * (RIGHT - END)
}

export const newest = (values: readonly (number | null)[]): number | null => values.findLast((value) => value !== null) ?? null

const MINUTE = 60_000

export function forecastOf(series: LagSeries, ms: number): Forecast | null {
  const newest = series.lag.at(-1) == null ? -2 : -1
  const lag = series.lag.at(newest) ?? null
  // From a sum that leaves something out nothing is foretold.
  if (lag === null || (series.leftOut.at(newest) ?? 0) > 0) return null
  const rates = [MINUTE, 5 * MINUTE].flatMap((window) => {
    const rateIn = recentRate(series.in, series.step, window)
    const rateOut = recentRate(series.out, series.step, window)
    return rateIn === null || rateOut === null ? [] : [{ in: rateIn, out: rateOut }]
  })
  return forecast(lag, rates, ms)
}

/** Rates have their own axis, so that they fill the lower third. */
export function rateRange(series: Pick<LagSeries, 'in' | 'out' | 'backfilled'>): readonly [number, number] {
  const read = [...series.in, ...series.out, ...series.backfilled.in].filter((value) => value !== null)
  if (read.length === 0) return [0, 1]
  const most = read.reduce((a, b) => Math.max(a, b), 0)
  const least = read.reduce((a, b) => Math.min(a, b), most)
  const pad = Math.max((most - least) * 0.3, most * 0.02, 0.5)
  const from = Math.max(0, least - pad)
  return [from, from + 3 * (most + pad - from)]
}

export function lagMost(series: Pick<LagSeries, 'lag'>, ahead: Forecast | null): number {
  const past = series.lag.reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  // A cone that shoots up would press what has been to the ground.
  return Math.max(10, past, Math.min(ahead?.high ?? 0, Math.max(past * 2.4, 10))) * 1.06
}

/** Value of the step that holds a moment. */
export function valueAt(series: LagSeries, values: readonly (number | null)[], at: number): number | null {
  return values[Math.floor((at - series.from) / series.step)] ?? null
}

/** Stretches of time in which the sum left something out, ms. */
export function partialSpans({
  from,
  step,
  leftOut,
}: Pick<LagSeries, 'from' | 'step' | 'leftOut'>): readonly (readonly [number, number])[] {
  const spans: [number, number][] = []
  for (const [at, count] of leftOut.entries()) {
    if ((count ?? 0) === 0) continue
    const [begin, end] = [from + at * step, from + (at + 1) * step]
    const last = spans.at(-1)
    if (last && leftOut[at - 1]) last[1] = end
    else spans.push([begin, end])
  }
  return spans
}

/** Columns as uPlot takes them: the middle of each step, in, out, lag, in as it was backfilled. */
export const dataOf = (series: LagSeries): [number[], ...(number | null)[][]] => [
  series.lag.map((_, at) => series.from + (at + 0.5) * series.step),
  [...series.in],
  [...series.out],
  [...series.lag],
  [...series.backfilled.in],
]
