import { unpackBlock } from './blocks.ts'
import { asKind, asText, labelOf, openRows, type StoredBlock } from './database.ts'
import { looseBlocks, rowsIn } from './loose-blocks.ts'
import { momentRow, type StoredMoment } from './moments/rows.ts'
import { kindNumbered } from './pack-rows.ts'
import { blocksIn } from './packs.ts'
import { asNumber } from './subjects.ts'
import type { Tier } from './tiers.ts'
import { DamagedBlock } from './varint.ts'

/** A file that may be damaged, for what can still be read of it. */
export interface StoredBlocks {
  /** Null: that cannot be told. */
  lastId(table: 'block' | 'pack' | 'backfilled'): number | null
  /** At most `most` rows from `from` on, and the first row that was left. Null: a row among them cannot be read. */
  blocks(from: number, to: number, most: number): { readonly blocks: readonly StoredBlock[]; readonly next: number | null } | null
  /** The same of packs: what is sound of them, unpacked. */
  packs(from: number, to: number, most: number): { readonly blocks: readonly StoredBlock[]; readonly next: number | null } | null
  /** The same of moments, by their ids. */
  moments(from: number, to: number, most: number): { readonly moments: readonly StoredMoment[]; readonly next: number | null } | null
  /** The same of what was backfilled, by rows. */
  backfilled(from: number, to: number, most: number): { readonly rows: readonly StoredBackfilled[]; readonly next: number | null } | null
  close(): void
}

export interface StoredBackfilled {
  readonly topic: string
  readonly bytes: Uint8Array
}

type Row = Readonly<Record<string, unknown>>

const READ_BLOCKS = `
  SELECT block.id, tier, slot, n, start, end, bytes, kind, name FROM block JOIN subject ON subject.id = block.subject
  WHERE block.id BETWEEN ? AND ? ORDER BY block.id LIMIT ?
`

export function openStored(file: string): StoredBlocks {
  const db = openRows(file)
  const tryTo = <T>(act: () => T): T | null => {
    try {
      return act()
    } catch {
      return null
    }
  }
  const nameOf = (table: 'subject' | 'topic', id: number): string | undefined => {
    const name = tryTo(() => db.all(`SELECT name FROM ${table} WHERE id = ?`, [id])[0]?.['name'])
    return typeof name === 'string' ? name : undefined
  }
  return {
    lastId: (table) => tryTo(() => asNumber(db.all(`SELECT MAX(id) AS value FROM ${table}`, [])[0]?.['value'])),
    blocks: (from, to, most) =>
      tryTo(() => {
        const { rows, next } = inOrder(db.all(READ_BLOCKS, [from, to, most]), from, most)
        return { blocks: rows.flatMap(storedBlock), next }
      }),
    packs: (from, to, most) =>
      tryTo(() => {
        const { rows, next } = inOrder(
          db.all('SELECT * FROM pack WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?', [from, to, most]),
          from,
          most,
        )
        return { blocks: rows.flatMap((row) => packedBlocks(row, nameOf)), next }
      }),
    moments: (from, to, most) =>
      tryTo(() => {
        const { rows, next } = inOrder(
          db.all('SELECT * FROM moment WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?', [from, to, most]),
          from,
          most,
        )
        return { moments: rows.flatMap((row) => momentRow(row) ?? []), next }
      }),
    backfilled: (from, to, most) =>
      tryTo(() => {
        const text = 'SELECT * FROM backfilled WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?'
        const { rows, next } = inOrder(db.all(text, [from, to, most]), from, most)
        return {
          rows: rows.flatMap(({ topic, bytes }) => (typeof topic === 'string' && bytes instanceof Uint8Array ? [{ topic, bytes }] : [])),
          next,
        }
      }),
    close: () => db.close(),
  }
}

/** Of pages in the wrong place rows come in the wrong order, and whoever reads on after the last of them comes back to the first for ever. */
function inOrder(rows: readonly Row[], from: number, most: number): { readonly rows: readonly Row[]; readonly next: number | null } {
  let next = from
  for (const { id } of rows) {
    if (asNumber(id) < next) throw new Error('rows are not in their order')
    next = asNumber(id) + 1
  }
  return { rows, next: rows.length < most ? null : next }
}

function storedBlock(row: Row): readonly StoredBlock[] {
  const { bytes } = row
  const tier = asNumber(row['tier'])
  if (!(bytes instanceof Uint8Array) || !isTier(tier)) return []
  const of = (name: string): number => asNumber(row[name])
  return [
    { kind: asKind(row['kind']), name: asText(row['name']), tier, slot: of('slot'), n: of('n'), start: of('start'), end: of('end'), bytes },
  ]
}

const isTier = (tier: number): tier is Tier => tier === 10 || tier === 60 || tier === 600

/** Blocks of a pack as they are before they are packed, for another file: numbers of topics are its own. */
function packedBlocks(row: Row, nameOf: (table: 'subject' | 'topic', id: number) => string | undefined): StoredBlock[] {
  const { subjects, bytes } = row
  const tier = asNumber(row['tier'])
  if (!(subjects instanceof Uint8Array) || !(bytes instanceof Uint8Array) || !isTier(tier)) return []
  const kind = kindNumbered(row['kind'])
  return blocksIn({ subjects, bytes }).flatMap((block) => {
    const name = nameOf('subject', block.subject)
    if (name === undefined) return []
    try {
      const series = unpackBlock(block.bytes, labelOf({ kind, name }, tier), { name: (id) => nameOf('topic', id) })
      return looseBlocks({ kind, name }, tier, rowsIn(series), asNumber(row['slot']))
    } catch (error) {
      if (error instanceof DamagedBlock) return []
      throw error
    }
  })
}
