import { STEP_MS } from '../../../../shared/domain/backfill.ts'
import type { Layout } from '../layouts.ts'
import type { StoredRow } from '../loose-blocks.ts'
import { offsetIn } from '../pairing.ts'
import { momentsOf, type GroupMoment, type HistoryReader } from '../playback.ts'
import type { LagSeries } from '../series.ts'
import type { Steps } from '../steps.ts'
import { backfilledOf, type BackfilledHeld } from './store.ts'

/** Partitions of which a group's picture tells, by topic. */
export type Wanted = ReadonlyMap<string, ReadonlySet<number>>

/** What was produced where nothing was observed, step by step. NaN: not backfilled. */
export interface BackfilledRates {
  /** Messages a second. */
  readonly in: Float64Array
  /** Partitions that the sum leaves out, because the time index could not tell. */
  readonly leftOut: Float64Array
}

interface Stretch {
  known: number
  messages: number
}

/** By the log ends at both ends of each five minutes; across anything longer nothing is told. */
export function backfilledRates(db: BackfilledHeld, wanted: Wanted, steps: Steps, observed: Float64Array): BackfilledRates {
  const to = steps.from + steps.step * steps.count
  const stretches = new Map<number, Stretch>()
  let partitions = 0
  for (const [topic, own] of wanted) {
    partitions += own.size
    const rows = backfilledOf(db, topic, steps.from - STEP_MS, to + STEP_MS)
    for (const [i, row] of rows.entries()) addStretch(stretches, row, rows[i + 1], own)
  }
  const messages = new Float64Array(steps.count)
  const seconds = new Float64Array(steps.count)
  const leftOut = new Float64Array(steps.count).fill(Number.NaN)
  for (const [begin, stretch] of stretches)
    for (const [step, ms] of overlaps(steps, begin, begin + STEP_MS)) {
      if (!Number.isNaN(observed[step])) continue
      messages[step] = (messages[step] ?? 0) + (stretch.messages * ms) / STEP_MS
      seconds[step] = (seconds[step] ?? 0) + ms / 1_000
      const before = leftOut[step] ?? Number.NaN
      leftOut[step] = Math.max(Number.isNaN(before) ? 0 : before, partitions - stretch.known)
    }
  return { in: messages.map((sum, i) => ((seconds[i] ?? 0) > 0 ? sum / (seconds[i] ?? 1) : Number.NaN)), leftOut }
}

function addStretch(stretches: Map<number, Stretch>, row: StoredRow, next: StoredRow | undefined, own: ReadonlySet<number>): void {
  if (next === undefined || next.time - row.time > STEP_MS) return
  for (const partition of own) {
    const more = offsetIn(next, partition) - offsetIn(row, partition)
    // A fall says that the log is another one.
    if (!(more >= 0)) continue
    const stretch = stretches.get(row.time) ?? { known: 0, messages: 0 }
    stretches.set(row.time, stretch)
    stretch.known += 1
    stretch.messages += more
  }
}

/** Steps that a stretch of time falls into, with how many ms of it. */
function* overlaps({ from, step, count }: Steps, begin: number, end: number): Generator<readonly [step: number, ms: number]> {
  const first = Math.max(0, Math.floor((begin - from) / step))
  for (let i = first; i < count && from + i * step < end; i += 1) {
    const ms = Math.min(end, from + (i + 1) * step) - Math.max(begin, from + i * step)
    if (ms > 0) yield [i, ms]
  }
}

/** Log ends of one partition where none was observed; each holds until the next one, as observed ones do. */
export function backfilledEnds(db: BackfilledHeld, topic: string, partition: number, steps: Steps, observed: Float64Array): Float64Array {
  const to = steps.from + steps.step * steps.count
  const ends = new Float64Array(steps.count).fill(Number.NaN)
  for (const row of backfilledOf(db, topic, steps.from - STEP_MS, to)) {
    const end = offsetIn(row, partition)
    for (const [step] of overlaps(steps, row.time, row.time + STEP_MS)) if (Number.isNaN(observed[step])) ends[step] = end
  }
  return ends
}

/** How far before a span the group's newest reading is looked for, where the span has none. */
const BEFORE_MS = 3_600_000

/** What a group reads, as its moments pass by. */
export function createSeenLayouts() {
  const wanted = new Map<string, Set<number>>()
  const note = (layout: Layout): void => {
    for (const { topic, partitions } of layout) {
      const own = wanted.get(topic) ?? new Set<number>()
      wanted.set(topic, own)
      for (const partition of partitions) own.add(partition)
    }
  }
  return {
    *of(moments: Iterable<GroupMoment>): Generator<GroupMoment> {
      let last: Layout | null = null
      for (const moment of moments) {
        if (moment.layout !== last) note(moment.layout)
        last = moment.layout
        yield moment
      }
    },
    /** What was produced for it where nothing was observed; of a span without any reading by what it reads soon after, or read before. */
    rates(db: HistoryReader, group: string, { from, step, in: observed }: Pick<LagSeries, 'from' | 'step' | 'in'>): BackfilledRates {
      const steps = { from, step, count: observed.length }
      const to = from + step * steps.count
      if (wanted.size === 0)
        for (const { layout } of momentsOf(db, group, to, Number.MAX_SAFE_INTEGER)) {
          note(layout)
          break
        }
      if (wanted.size === 0) for (const { layout } of momentsOf(db, group, from - BEFORE_MS, from)) note(layout)
      return backfilledRates(db, wanted, steps, observed)
    },
  }
}
