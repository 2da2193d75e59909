import { isSameLayout } from './layouts.ts'
import type { GroupMoment } from './playback.ts'
import { stepAt, type Steps } from './steps.ts'

/** Rates of a group over a span, from neighbouring moments, each step the mean over its time. */
export interface Flow {
  /** @param since ms since the moment before; null: there is none to compare with */
  add(moment: GroupMoment, since: number | null): void
  rates(): { readonly in: Float64Array; readonly out: Float64Array }
}

interface Sums {
  readonly messages: Float64Array
  readonly seconds: Float64Array
}

export function createFlow(steps: Steps): Flow {
  const sums = (): Sums => ({ messages: new Float64Array(steps.count), seconds: new Float64Array(steps.count) })
  const into = sums()
  const out = sums()
  let before: GroupMoment | null = null

  const note = ({ messages, seconds }: Sums, time: number, rate: number, ms: number): void => {
    if (Number.isNaN(rate)) return
    const step = stepAt(steps, time)
    messages[step] = (messages[step] ?? 0) + (rate * ms) / 1_000
    seconds[step] = (seconds[step] ?? 0) + ms / 1_000
  }
  return {
    add(moment, since) {
      const last = before
      before = moment
      // Readings closer than a second tell no rate.
      if (last === null || since === null || since < 1_000 || !isSameLayout(last.layout, moment.layout)) return
      note(into, moment.time, rateIn(last, moment), since)
      note(out, moment.time, rateOut(last, moment), since)
    },
    rates: () => ({ in: means(into), out: means(out) }),
  }
}

const means = ({ messages, seconds }: Sums): Float64Array =>
  messages.map((sum, step) => ((seconds[step] ?? 0) > 0 ? sum / (seconds[step] ?? 1) : Number.NaN))

/** A fall of an offset says nothing about a rate: that partition is left out, as is one that was not read. */
function advance(before: Float64Array, after: Float64Array, from: number, to: number): number {
  let sum = Number.NaN
  for (let i = from; i < to; i++) {
    const a = before[i] ?? Number.NaN
    const step = (after[i] ?? Number.NaN) - a
    if (a >= 0 && step >= 0) sum = Number.isNaN(sum) ? step : sum + step
  }
  return sum
}

function rateIn(before: GroupMoment, after: GroupMoment): number {
  let rate = Number.NaN
  let column = 0
  for (const [i, { partitions }] of after.layout.entries()) {
    const seconds = ((after.endAt[i] ?? Number.NaN) - (before.endAt[i] ?? Number.NaN)) / 1_000
    const own = advance(before.ends, after.ends, column, column + partitions.length) / seconds
    if (seconds >= 1 && !Number.isNaN(own)) rate = Number.isNaN(rate) ? own : rate + own
    column += partitions.length
  }
  return rate
}

function rateOut(before: GroupMoment, after: GroupMoment): number {
  const seconds = (after.committedAt - before.committedAt) / 1_000
  return seconds >= 1 ? advance(before.committed, after.committed, 0, after.committed.length) / seconds : Number.NaN
}
