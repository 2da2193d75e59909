import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { addBackfilled } from '../../../electron/core/history/backfilled/store.ts'
import { packBlock } from '../../../electron/core/history/blocks.ts'
import { labelOf, openHistory, type HistoryDatabase, type StoredBlock } from '../../../electron/core/history/database.ts'
import { rowOf } from '../../../electron/core/history/moments/log.ts'
import { momentsOf } from '../../../electron/core/history/playback.ts'
import { heldSince, tidy } from '../../../electron/core/history/tidy.ts'
import { coarsest, finest, packStart, slotOf, slotStart, tiers } from '../../../electron/core/history/tiers.ts'
import { hourOf } from '../../../shared/domain/backfill.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BEGIN = Date.UTC(2026, 10, 24)
const PLACES = 40
const layout = [{ topic: 'orders', partitions: Int32Array.from({ length: PLACES }, (_, p) => p) }]
const subject = { kind: 'commits', name: 'billing' } as const

/** A minute of a group, six readings. */
function minuteAt(start: number): StoredBlock {
  const times = Float64Array.from({ length: 6 }, (_, n) => start + n * 10_000)
  const values = Float64Array.from({ length: 6 * PLACES }, (_, i) => 1e6 + ((i * 7_919 + start / 1_000) % 5_000))
  const bytes = packBlock({ times, topics: layout, values }, labelOf(subject, finest.tier))
  return { ...subject, tier: finest.tier, slot: slotOf(finest, start), n: 0, start, end: start + 50_000, bytes }
}

const finish = (work: Generator<undefined, void>): void => void [...work]

async function opened(): Promise<HistoryDatabase> {
  const db = openHistory(join(await tempFolder(), 'cluster.db'))
  onTestFinished(() => db.close())
  return db
}

/** Records so many minutes, each with its moment, and tidies after some of them. */
function record(db: HistoryDatabase, minutes: number, every: number, bytes: number, tidied = (): void => {}): void {
  for (let n = 0; n < minutes; n += every) {
    const starts = Array.from({ length: Math.min(every, minutes - n) }, (_, i) => BEGIN + (n + i) * MINUTE)
    db.write(starts.map(minuteAt))
    db.moments.add(starts.map(momentAt))
    finish(tidy(db, (starts.at(-1) ?? 0) + MINUTE, { bytes }))
    tidied()
  }
}

function momentAt(start: number): ReturnType<typeof rowOf> {
  const tables = new Map([['single', new Map([['"at"', String(start)]])]])
  return rowOf(start % (5 * MINUTE) === 0 ? 'keyframe' : 'changes', finest.tier, [{ time: start, tables }])
}

/** Hours in which not a single moment of the group is known. */
const holes = (db: HistoryDatabase, hours: number): readonly number[] => {
  const known = [...momentsOf(db, 'billing', BEGIN, BEGIN + hours * HOUR)].map(({ time }) => Math.floor((time - BEGIN) / HOUR))
  return Array.from({ length: hours }, (_, hour) => hour).filter((hour) => !known.includes(hour))
}

describe('F-09 a history that is too large', () => {
  it('holds a day although two fine hours alone are more than it may be', async () => {
    const db = await opened()
    // An hour is about 110 kB in the finest tier, 15 kB in the middle one.
    record(db, 24 * 60, 60, 300_000)
    expect(db.size()).toBeLessThan(300_000 + 8_192)
    expect(holes(db, 24)).toEqual([])
    expect(heldSince(db, coarsest)).toBe(BEGIN)
    expect(heldSince(db, finest)).toBeGreaterThan(BEGIN + 22 * HOUR)
  })

  it('lets fine hours go before those of the next tier, and the coarsest last', async () => {
    const db = await opened()
    record(db, 13 * 60, 60, 1e9)
    finish(tidy(db, BEGIN + 13 * HOUR + 2 * MINUTE, { bytes: 1e9 }))
    const held = (): readonly (number | null)[] => tiers.map((tier) => db.oldest(tier.tier))
    const seen: string[] = []
    let before = held()
    for (let bytes = db.size(); bytes > 0; bytes -= 8_192) {
      finish(tidy(db, BEGIN + 13 * HOUR + 2 * MINUTE, { bytes }))
      const now = held()
      for (const [i, tier] of tiers.entries()) if (now[i] !== before[i] && seen.at(-1) !== String(tier.tier)) seen.push(String(tier.tier))
      before = now
    }
    // What the middle tier alone has goes after the coarsest: it is newer.
    expect(seen.slice(0, 3)).toEqual(['10', '60', '600'])
    // What the newest minute is packed with stays.
    expect(db.oldest(finest.tier)).toBe(packStart(finest.tier, db.newestSlot(finest.tier) ?? 0))
  })

  it('counts what the time index told, which goes by the hour when it is the oldest, and before what is newer', async () => {
    const db = await opened()
    record(db, 3 * 60, 60, 1e9)
    const alone = db.size()
    for (let hour = -20; hour < 0; hour++) {
      const times = Array.from({ length: 12 }, (_, i) => BEGIN + hour * HOUR + i * 5 * MINUTE)
      const ends = Array.from({ length: 60 }, (_, t) => {
        const values = Float64Array.from({ length: 12 * PLACES }, (__, i) => 1e6 + ((i * 7_919 + t * hour) % 5_000))
        return { topic: `topic ${t}`, partitions: Array.from({ length: PLACES }, (__, p) => p), times, values }
      })
      addBackfilled(db, ends)
    }
    const now = BEGIN + 3 * HOUR
    const bytes = alone + Math.floor((db.size() - alone) / 2)
    finish(tidy(db, now, { bytes }))
    expect(db.size()).toBeLessThanOrEqual(bytes)
    const since = db.backfilled.oldest() ?? Number.NaN
    // Fine hours that a coarser tier has go first; nothing that stands only once does.
    expect(Math.min(...tiers.flatMap((tier) => heldSince(db, tier) ?? []))).toBe(BEGIN)
    expect(since).toBeGreaterThan(hourOf(BEGIN) - 20)
    expect(since).toBeLessThan(hourOf(BEGIN))
    finish(tidy(db, now, { bytes: 0 }))
    expect(db.backfilled.oldest()).toBeNull()
  })

  it('never lets go of what only one tier has while another has something twice', async () => {
    const day = fc.tuple(fc.integer({ min: 61, max: 300 }), fc.integer({ min: 20, max: 90 }), fc.integer({ min: 30, max: 300 }))
    await fc.assert(
      fc.asyncProperty(day, async ([minutes, every, kilobytes]) => {
        const db = await opened()
        let before = tiers.map((tier) => db.oldest(tier.tier))
        record(db, minutes, every, kilobytes * 1_000, () => {
          const now = tiers.map((tier) => db.oldest(tier.tier))
          const lost = tiers.findLast((_, i) => before[i] !== null && now[i] !== before[i])
          // Whatever is finer than the tier that lost something last is not in a coarser one, but for the minute that is being recorded.
          for (const [i, tier] of tiers.slice(0, lost ? tiers.indexOf(lost) : 0).entries()) {
            const slot = now[i] ?? null
            const coarser = tiers[i + 1]
            if (slot !== null && coarser !== undefined && slot + tier.packSlots <= (db.newestSlot(tier.tier) ?? 0))
              expect(slotStart(tier, slot + tier.packSlots)).toBeGreaterThan(slotStart(coarser, db.rolledTo(coarser.tier)))
          }
          before = now
        })
        const first = Math.min(...tiers.flatMap((tier) => heldSince(db, tier) ?? []))
        expect(holes(db, Math.floor(minutes / 60)).filter((hour) => BEGIN + hour * HOUR >= first)).toEqual([])
      }),
      { numRuns: 5, endOnFailure: true },
    )
  }, 60_000)
})
