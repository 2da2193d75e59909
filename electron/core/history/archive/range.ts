import { hourOf } from '../../../../shared/domain/backfill.ts'
import type { LogLine } from '../../lib/log-lines.ts'
import { backfilledOf } from '../backfilled/store.ts'
import type { HistoryDatabase } from '../database.ts'
import { createStepReader, momentAt } from '../moments/log.ts'
import type { Happening } from '../moments/happenings.ts'
import type { Step } from '../moments/steps.ts'
import { rowsOf, type StoredRow } from '../stored-rows.ts'
import type { Subject } from '../subjects.ts'
import { finest, slotOf, slotStart, tiers, type TierFacts } from '../tiers.ts'

export interface SubjectRows {
  readonly subject: Subject
  readonly rows: readonly StoredRow[]
}

/** Everything that is recorded of a span of time, in the finest tier that reaches back to it. */
export interface RecordedRange {
  /** When it begins: the first step has everything that was there. */
  readonly from: number
  readonly to: number
  readonly steps: readonly Step[]
  readonly offsets: readonly SubjectRows[]
  readonly events: readonly Happening[]
  /** Log ends that were asked for later, by topic: never among what was observed. */
  /** What Samsa's own log says of it, where it was kept. */
  readonly log: readonly LogLine[]
  readonly backfilled: readonly { readonly topic: string; readonly rows: readonly StoredRow[] }[]
}

const EVENTS_MAX = 10_000
/** Readings that were known when the span began, in slots of their tier. */
const BEFORE = { 10: 15, 60: 1, 600: 1 } as const

/** Null: nothing is recorded of that span. */
export function rangeOf(db: HistoryDatabase, from: number, to: number): RecordedRange | null {
  const begin = beginOf(db, from, to)
  if (begin === null) return null
  const { first, tier, sum } = begin
  const steps: Step[] = [first]
  const stepsOfRow = createStepReader(db.moments, sum)
  for (const row of db.moments.after(tier.tier, first.time, to)) {
    for (const step of stepsOfRow(row) ?? []) if (step.time > first.time && step.time <= to) steps.push(step)
  }
  const { events } = db.moments.happened(from, to, EVENTS_MAX)
  return {
    from: first.time,
    to,
    steps,
    offsets: offsetsOf(db, first.time, to),
    events,
    backfilled: backfilledIn(db, first.time, to),
    log: db.log.read(from, to),
  }
}

function backfilledIn(db: HistoryDatabase, from: number, to: number): RecordedRange['backfilled'] {
  return db.backfilled
    .topics(hourOf(from), hourOf(to))
    .map((topic) => ({ topic, rows: backfilledOf(db, topic, from, to) }))
    .filter(({ rows }) => rows.length > 0)
}

interface Begin {
  readonly first: Step
  readonly tier: TierFacts
  /** Checksum of the row that it ends with. */
  readonly sum: number
}

function beginOf(db: HistoryDatabase, from: number, to: number): Begin | null {
  const found = momentAt(db.moments, from)
  const at = found === null ? (db.moments.after(finest.tier, from, to)[0]?.start ?? null) : from
  const moment = at === null ? null : momentAt(db.moments, at)
  if (moment === null || at === null) return null
  const tier = tiers.find((each) => each.tier === moment.tier) ?? finest
  return { first: { time: at, tables: moment.cells }, tier, sum: moment.sum }
}

function offsetsOf(db: HistoryDatabase, from: number, to: number): readonly SubjectRows[] {
  const tier = tiers.find((each) => (db.oldest(each.tier) ?? Number.POSITIVE_INFINITY) <= slotOf(each, from)) ?? finest
  const begin = slotOf(tier, from) - BEFORE[tier.tier]
  return db.subjectsIn(tier.tier, begin, slotOf(tier, to)).map((subject) => ({
    subject,
    rows: rowsOf(db, subject, tier.tier, begin, slotOf(tier, to)).filter((row) => row.time >= slotStart(tier, begin) && row.time <= to),
  }))
}
