import { createEnds, type Ends } from './ends.ts'
import type { Layout } from './layouts.ts'
import type { GroupMoment } from './playback.ts'
import type { Steps } from './steps.ts'

/** How old the next record of a group's partitions was, step by step, seconds. NaN: not known. By recorded log ends (`interp`). */
export interface TimeLagBands {
  readonly worst: Float64Array
  readonly p90: Float64Array
  readonly median: Float64Array
  /** Of the worst. */
  readonly error: Float64Array
  /** True: the worst is older than anything recorded, in some step. */
  readonly atLeast: boolean
}

type TimeLag = NonNullable<ReturnType<Ends['timeLag']>>

/** Time lag by partition, from end readings in order of time. */
export interface AgedPartitions {
  /** Only its ends are taken: what was recorded before the span tells how old positions in it are. */
  before(moment: GroupMoment): void
  /** One place a column of the layout; null: not known. */
  of(moment: GroupMoment): readonly (TimeLag | null)[]
}

const nothingBehind: TimeLag = { seconds: 0, error: 0, atLeast: false }

export function createAged(): AgedPartitions {
  const known = new Map<string, Ends>()
  let last: { readonly layout: Layout; readonly ends: readonly Ends[] } | null = null
  const endsOf = (topic: string, partition: number): Ends => {
    const key = `${topic} ${partition}`
    const one = known.get(key) ?? createEnds()
    known.set(key, one)
    return one
  }
  const of = (layout: Layout): readonly Ends[] => {
    if (last?.layout !== layout) last = { layout, ends: layout.flatMap((t) => [...t.partitions].map((p) => endsOf(t.topic, p))) }
    return last.ends
  }
  const add = ({ layout, ends, endAt, committedAt }: GroupMoment): readonly Ends[] => {
    const all = of(layout)
    let column = 0
    for (const [i, { partitions }] of layout.entries()) {
      const at = endAt[i] ?? Number.NaN
      for (let n = 0; n < partitions.length; n += 1, column += 1)
        all[column]?.add((Number.isNaN(at) ? committedAt : at) / 1_000, ends[column] ?? Number.NaN)
    }
    return all
  }
  return {
    before: (moment) => void add(moment),
    of(moment) {
      const all = add(moment)
      return all.map((ends, column) => {
        const lag = moment.lag[column] ?? Number.NaN
        if (Number.isNaN(lag)) return null
        return lag === 0 ? nothingBehind : ends.timeLag(moment.committed[column] ?? Number.NaN, moment.time / 1_000)
      })
    },
  }
}

export interface BandsBuilder {
  add(moment: GroupMoment, step: number): void
  bands(): TimeLagBands
}

/** Of each step the moment with the worst time lag is kept, whole. */
export function createBands(aged: AgedPartitions, { count }: Steps): BandsBuilder {
  const unknown = (): Float64Array => new Float64Array(count).fill(Number.NaN)
  const [worst, p90, median, error] = [unknown(), unknown(), unknown(), unknown()]
  let atLeast = false
  return {
    add(moment, step) {
      const told = aged.of(moment).filter((one) => one !== null)
      const sorted = told.sort((a, b) => a.seconds - b.seconds)
      const most = sorted.at(-1)
      if (most === undefined || most.seconds < (worst[step] ?? Number.NaN)) return
      worst[step] = most.seconds
      error[step] = most.error
      p90[step] = at(sorted, 0.9)
      median[step] = at(sorted, 0.5)
      atLeast ||= most.atLeast
    },
    bands: () => ({ worst, p90, median, error, atLeast }),
  }
}

const at = (sorted: readonly TimeLag[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]?.seconds ?? Number.NaN
