import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openHistory, type HistoryDatabase } from '../../../electron/core/history/database.ts'
import { momentAt } from '../../../electron/core/history/moments/log.ts'
import { offsetsAt } from '../../../electron/core/history/moments/offsets-at.ts'
import { momentsOf } from '../../../electron/core/history/playback.ts'
import { tidy } from '../../../electron/core/history/tidy.ts'
import { tiers } from '../../../electron/core/history/tiers.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const MINUTE = 60_000
const BEGIN = Date.UTC(2026, 10, 24, 5)
const MINUTES = 9 * 60
const stored = fileURLToPath(new URL('../../support/fixtures/history-1.db.gz', import.meta.url))

/** Nine hours that the first version of the store wrote, a reading each three minutes, tidied as it did. */
async function opened(): Promise<HistoryDatabase> {
  const file = join(await tempFolder(), 'cluster.db')
  await writeFile(file, gunzipSync(await readFile(stored)))
  const db = openHistory(file)
  onTestFinished(() => db.close())
  return db
}

/** What that reading was. */
const truth = (minute: number): unknown => ({
  at: BEGIN + minute * MINUTE,
  committed: [...[0, 1, 2].map((p) => 900 + minute * (p + 1)), 400 + minute, 400 + 2 * minute],
  ends: [...[0, 1, 2].map((p) => 1_000 + minute * (p + 1)), 500, 500 + minute * 2],
})

function expectTruth(db: HistoryDatabase): void {
  const moments = [...momentsOf(db, 'billing', BEGIN, BEGIN + MINUTES * MINUTE)]
  expect(moments.length).toBeGreaterThan(100)
  for (const { committedAt, committed, ends } of moments)
    expect({ at: committedAt, committed: [...committed], ends: [...ends] }).toEqual(truth((committedAt - BEGIN) / MINUTE))
  for (const minute of [30, 200, 330, 500, MINUTES]) {
    const { commits, ends, starts } = offsetsAt(db, BEGIN + minute * MINUTE + 1_000)
    expect([commits.groups, ends.topics, starts.topics]).toEqual([['billing'], ['orders', 'payments'], ['orders']])
    expect(commits.committed[0]).toBe(900 + Math.round(((commits.times[0] ?? 0) - BEGIN) / MINUTE))
    expect(ends.values[0]).toBe(1_000 + Math.round(((ends.times[0] ?? 0) - BEGIN) / MINUTE))
    expect(
      momentAt(db.moments, BEGIN + minute * MINUTE)
        ?.cells.get('single')
        ?.get('"minute"'),
    ).toBeDefined()
  }
}

describe('F-08 a history that an older version wrote', () => {
  it('is read as it is, and packed without a difference', async () => {
    const db = await opened()
    expectTruth(db)
    const before = db.size()
    const now = BEGIN + (MINUTES + 10) * MINUTE
    for (const _ of tidy(db, now));
    expect(tiers.map(({ tier }) => db.oldestLoose(tier))).toEqual([null, null, null])
    expectTruth(db)
    expect(db.size()).toBeLessThanOrEqual(before)
    expect(db.isSound()).toBe(true)
  })
})
