import { clockTime, type Zone } from '../format/times.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const steps = [
  ...[5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7].map((n) => n * DAY),
]

export interface TimeTick {
  readonly at: number
  readonly text: string
}

/** Round moments of the chosen zone, at least `apart` pixels from each other. */
export function timeTicks(from: number, to: number, pixels: number, zone: Zone, apart = 84): readonly TimeTick[] {
  if (to <= from || pixels <= 0) return []
  const least = ((to - from) * apart) / pixels
  const step = steps.find((each) => each >= least) ?? 7 * DAY
  const shift = zone === 'utc' ? 0 : new Date(from).getTimezoneOffset() * MINUTE
  const ticks: TimeTick[] = []
  for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) ticks.push({ at, text: tickText(at, step, zone) })
  return ticks
}

function tickText(at: number, step: number, zone: Zone): string {
  const time = clockTime(at, zone)
  if (step < MINUTE) return time
  if (step < DAY) return time.slice(0, 5)
  const d = new Date(at)
  const options = { day: 'numeric', month: 'short', ...(zone === 'utc' ? { timeZone: 'UTC' } : {}) } as const
  return d.toLocaleDateString('en-GB', options)
}

/** 0 and round steps of 1, 2 or 5 times a power of ten up to `most`, about `wanted` of them. */
export function countTicks(most: number, wanted = 5): readonly number[] {
  if (!(most > 0)) return [0]
  const step = roundStep(most / wanted)
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, at) => at * step)
}

/** Round numbers between two, for an axis that does not begin at 0. */
export function numberTicks(least: number, most: number, wanted = 4): readonly number[] {
  if (!(most > least)) return [least]
  const step = Math.max(1, roundStep((most - least) / wanted))
  const first = Math.ceil(least / step) * step
  return first > most ? [least] : Array.from({ length: Math.floor((most - first) / step + 1e-9) + 1 }, (_, at) => first + at * step)
}

/** 1, 2 or 5 times a power of ten, at least so much. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return [1, 2, 5, 10].map((n) => n * power).find((each) => each >= least) ?? 10 * power
}

/** 0 and round times up to `most` seconds, three or four of them. */
export function spanTicks(most: number): readonly number[] {
  if (!(most > 0)) return [0]
  const step = spans.find((each) => most / each <= 4) ?? 7 * 86_400
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, at) => at * step)
}

const spans = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800]
