import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHistory, type HistoryDatabase, type StoredBlock } from '../../../electron/core/history/database.ts'

let folder: string
let db: HistoryDatabase

const file = (): string => join(folder, 'cluster.db')
const block = (name: string, start: number, more: Partial<StoredBlock> = {}): StoredBlock => ({
  kind: 'commits',
  name,
  tier: 10,
  start,
  end: start + 59_000,
  bytes: new TextEncoder().encode(`${name} ${start}`),
  ...more,
})
const texts = (blocks: readonly Uint8Array[]): string[] => blocks.map((bytes) => new TextDecoder().decode(bytes))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'samsa-history-'))
  db = openHistory(file())
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

describe('F-08 history on disk', () => {
  it('gives back what overlaps a span, in order, of that subject and tier only', () => {
    db.write([
      block('a', 60_000),
      block('a', 0),
      block('a', 120_000),
      block('b', 0),
      block('a', 0, { tier: 60 }),
      block('a', 0, { kind: 'ends' }),
    ])
    expect(texts(db.read({ kind: 'commits', name: 'a' }, 10, 30_000, 60_000))).toEqual(['a 0', 'a 60000'])
    expect(db.subjects('commits')).toEqual(['a', 'b'])
    expect(db.extent()).toEqual({ from: 0, to: 179_000 })
  })

  it('replaces the open block of a minute', () => {
    db.write([block('a', 0, { bytes: new Uint8Array([1]) })])
    db.write([block('a', 0, { bytes: new Uint8Array([2]) })])
    expect(db.read({ kind: 'commits', name: 'a' }, 10, 0, 1)).toEqual([new Uint8Array([2])])
  })

  it('writes all or nothing', () => {
    // A block without bytes breaks the table's rule in the middle of the transaction.
    const broken = { ...block('b', 0), bytes: null as unknown as Uint8Array }
    expect(() => db.write([block('a', 0), broken])).toThrow('NOT NULL')
    expect(db.extent()).toBeNull()
    db.write([block('a', 0)])
    expect(texts(db.read({ kind: 'commits', name: 'a' }, 10, 0, 0))).toEqual(['a 0'])
  })

  it('drops what is older, by tier', () => {
    db.write([block('a', 0), block('a', 600_000), block('a', 0, { tier: 60 })])
    db.drop(10, 300_000)
    expect(db.read({ kind: 'commits', name: 'a' }, 10, 0, 1e9)).toHaveLength(1)
    expect(db.read({ kind: 'commits', name: 'a' }, 60, 0, 1e9)).toHaveLength(1)
  })

  it('is there after it was closed and opened again', () => {
    db.write([block('__proto__', 1_000)])
    db.close()
    db = openHistory(file())
    expect(texts(db.read({ kind: 'commits', name: '__proto__' }, 10, 0, 1e9))).toEqual(['__proto__ 1000'])
  })
})
