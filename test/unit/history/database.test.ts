import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openHistory, type HistoryDatabase, type StoredBlock } from '../../../electron/core/history/database.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const MINUTE = 60_000

async function opened(): Promise<{ db: HistoryDatabase; file: string; reopen: () => HistoryDatabase }> {
  const file = join(await tempFolder(), 'cluster.db')
  let db = openHistory(file)
  onTestFinished(() => db.close())
  return {
    ...{ db, file },
    reopen() {
      db.close()
      db = openHistory(file)
      return db
    },
  }
}

const block = (name: string, slot: number, more: Partial<StoredBlock> = {}): StoredBlock => ({
  kind: 'commits',
  name,
  tier: 10,
  slot,
  n: 0,
  start: slot * MINUTE,
  end: slot * MINUTE + 59_000,
  bytes: new TextEncoder().encode(`${name} ${slot}`),
  ...more,
})
const texts = (blocks: readonly Uint8Array[]): string[] => blocks.map((bytes) => new TextDecoder().decode(bytes))
const of = (name: string): { kind: 'commits'; name: string } => ({ kind: 'commits', name })

describe('F-08 history on disk', () => {
  it('gives back what lies in the slots asked for, in order, of that subject and tier only', async () => {
    const { db } = await opened()
    db.write([block('a', 1), block('a', 0), block('a', 2), block('b', 0), block('a', 0, { tier: 60 }), block('a', 0, { kind: 'ends' })])
    expect(texts(db.read(of('a'), 10, 0, 1))).toEqual(['a 0', 'a 1'])
    expect(db.subjectsIn(10, 1, 2)).toEqual([of('a')])
    expect(db.subjectsIn(10, 0, 0)).toEqual([of('a'), of('b'), { kind: 'ends', name: 'a' }])
    expect([db.oldest(10), db.oldest(10, 1), db.newestSlot(10), db.oldest(600)]).toEqual([0, 1, 2, null])
    expect(db.newest()).toBe(2 * MINUTE + 59_000)
  })

  it('replaces the block in the same place and keeps others of its slot', async () => {
    const { db } = await opened()
    db.write([block('a', 0, { bytes: new Uint8Array([1]) })])
    db.write([block('a', 0, { bytes: new Uint8Array([2, 3]) }), block('a', 0, { n: 1 })])
    expect(db.read(of('a'), 10, 0, 0)).toEqual([new Uint8Array([2, 3]), new TextEncoder().encode('a 0')])
    expect([db.count(of('a'), 10, 0), db.count(of('a'), 10, 1), db.count(of('x'), 10, 0)]).toEqual([2, 0, 0])
  })

  it('writes all or nothing', async () => {
    const { db } = await opened()
    // A block without bytes breaks the table's rule in the middle of the transaction.
    const broken = { ...block('b', 0), bytes: null as unknown as Uint8Array }
    expect(() => db.write([block('a', 0), broken])).toThrow('NOT NULL')
    expect(db.newest()).toBeNull()
    expect(db.first(of('a'))).toBeNull()
    db.write([block('a', 0)])
    expect(texts(db.read(of('a'), 10, 0, 0))).toEqual(['a 0'])
  })

  it('drops what is older, by tier, and forgets subjects that have nothing left', async () => {
    const { db } = await opened()
    db.write([block('a', 0), block('a', 5), block('a', 9), block('b', 0), block('a', 0, { tier: 60 })])
    expect(db.drop(10, 9, 2)).toBe(true)
    expect(db.read(of('a'), 10, 0, 20)).toHaveLength(2)
    expect(db.drop(10, 9, 100)).toBe(false)
    expect(texts(db.read(of('a'), 10, 0, 20))).toEqual(['a 9'])
    expect(db.read(of('a'), 60, 0, 0)).toHaveLength(1)
    db.forgetSubjects(10 * MINUTE)
    expect(db.first(of('b'))).toBeNull()
    expect(db.first(of('a'))).toBe(0)
  })

  it('F-09 gives room back', async () => {
    const { db } = await opened()
    const bytes = new Uint8Array(200_000)
    db.write(Array.from({ length: 20 }, (_, slot) => block('a', slot, { bytes })))
    expect(db.size()).toBeGreaterThan(4_000_000)
    db.drop(10, 19, 100)
    db.shrink(10_000)
    expect(db.size()).toBeLessThan(500_000)
  })

  it('F-09 empties its log while it is written and read', async () => {
    const { db, file } = await opened()
    const bytes = new Uint8Array(100_000)
    for (let slot = 0; slot < 400; slot++) {
      db.write([block('a', slot, { bytes })])
      // What is known of subjects is looked up again after it was tidied.
      db.forgetSubjects(0)
      expect(db.read(of('a'), 10, slot, slot)).toHaveLength(1)
      expect(db.drop(10, slot, 100)).toBe(false)
    }
    expect(statSync(`${file}-wal`).size).toBeLessThan(20_000_000)
  })

  it('is there after it was closed and opened again', async () => {
    const { db, reopen } = await opened()
    db.write([block('__proto__', 1)])
    db.setRolledTo(60, 7)
    const again = reopen()
    expect(texts(again.read(of('__proto__'), 10, 1, 1))).toEqual(['__proto__ 1'])
    expect([again.rolledTo(60), again.rolledTo(600)]).toEqual([7, 0])
    expect(again.isSound()).toBe(true)
  })
})
