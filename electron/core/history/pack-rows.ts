import { blocksOfPacks, noBlocks, type FlatBlocks } from './flat-blocks.ts'
import { blocksIn, type Pack, type SlotBlock } from './packs.ts'
import { asNumber, type SubjectKind } from './subjects.ts'
import { spanOf, type Tier } from './tiers.ts'

export const PACK_SCHEMA = `
  CREATE TABLE IF NOT EXISTS pack (
    id INTEGER PRIMARY KEY, tier INTEGER NOT NULL, slot INTEGER NOT NULL, kind INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, subjects BLOB NOT NULL, bytes BLOB NOT NULL
  );
  CREATE INDEX IF NOT EXISTS pack_place ON pack (tier, slot, kind, low, high);
`

// One row for all: each row of its own costs more than what is in it. Bytes are put together as a text that nobody looks into.
const SLOTS = `
  SELECT group_concat(LENGTH(subjects)) AS heads, group_concat(LENGTH(bytes)) AS sizes,
    CAST(group_concat(CAST(subjects AS TEXT), '') AS BLOB) AS subjects, CAST(group_concat(CAST(bytes AS TEXT), '') AS BLOB) AS bytes
  FROM (SELECT subjects, bytes FROM pack WHERE tier = ? AND slot BETWEEN ? AND ? AND kind = ? ORDER BY id)
`

const KINDS: readonly SubjectKind[] = ['commits', 'ends', 'starts']
const numberOf = (kind: SubjectKind): number => KINDS.indexOf(kind)
export const kindNumbered = (value: unknown): SubjectKind => KINDS[asNumber(value)] ?? 'commits'

type Values = (number | string | Uint8Array)[]
type Row = Readonly<Record<string, unknown>>

/** Of SQLite as much as is needed here. */
export interface PackSql {
  prepare(sql: string): { all(values: number[]): readonly Row[]; finalize(): void }
  all(sql: string, values: Values): readonly Row[]
  run(sql: string, values: Values): { readonly changes: number }
}

interface Place {
  readonly id: number
  readonly low: number
  readonly high: number
}

/** Lists of the packs of a slot that are kept: an hour of slots is looked through subject by subject. */
const PLACES_KEPT = 400

/** Packs in a history file. Slots are given as those of their tier; a pack spans several of the finest. */
export function packRows(sql: PackSql) {
  const places = new Map<string, readonly Place[]>()
  const byId = sql.prepare('SELECT subjects, bytes FROM pack WHERE id = ?')
  const number = (text: string, values: Values): number | null => {
    const value = sql.all(text, values)[0]?.['value']
    return value == null ? null : asNumber(value)
  }
  const content = (row: Row | null): readonly SlotBlock[] => {
    const { subjects, bytes } = row ?? {}
    return subjects instanceof Uint8Array && bytes instanceof Uint8Array ? blocksIn({ subjects, bytes }) : []
  }
  const placesIn = (kind: SubjectKind, tier: Tier, slot: number): readonly Place[] => {
    const key = `${tier} ${slot} ${kind}`
    const known = places.get(key)
    if (known) return known
    const text = 'SELECT id, low, high FROM pack WHERE tier = ? AND slot = ? AND kind = ? ORDER BY id'
    const found = sql
      .all(text, [tier, slot, numberOf(kind)])
      .map((row) => ({ id: asNumber(row['id']), low: asNumber(row['low']), high: asNumber(row['high']) }))
    if (places.size >= PLACES_KEPT) places.clear()
    places.set(key, found)
    return found
  }
  /** The first slots of packs that reach into a span. */
  const starts = (tier: Tier, from: number, to: number): readonly number[] =>
    sql
      .all('SELECT DISTINCT slot FROM pack WHERE tier = ? AND slot BETWEEN ? AND ? ORDER BY slot', [tier, from - spanOf(tier) + 1, to])
      .map((row) => asNumber(row['slot']))

  return {
    add(packs: readonly Pack[]): void {
      places.clear()
      for (const { tier, slot, kind, low, high, start, end, subjects, bytes } of packs)
        sql.run('INSERT INTO pack (tier, slot, kind, low, high, start, end, subjects, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', [
          ...[tier, slot, numberOf(kind), low, high, start, end],
          subjects,
          bytes,
        ])
    },
    read(kind: SubjectKind, subject: number, tier: Tier, from: number, to: number): readonly Uint8Array[] {
      return starts(tier, from, to).flatMap((slot) =>
        placesIn(kind, tier, slot)
          .filter(({ low, high }) => low <= subject && subject <= high)
          .flatMap(({ id }) => byId.all([id]).flatMap(content))
          .filter((block) => block.subject === subject)
          .map(({ bytes }) => bytes),
      )
    },
    /** All blocks of a kind. */
    slots(kind: SubjectKind, tier: Tier, from: number, to: number): FlatBlocks {
      const [row] = sql.all(SLOTS, [tier, from - spanOf(tier) + 1, to, numberOf(kind)])
      const { heads, sizes, subjects, bytes } = row ?? {}
      if (typeof heads !== 'string' || typeof sizes !== 'string' || !(subjects instanceof Uint8Array) || !(bytes instanceof Uint8Array))
        return noBlocks
      return blocksOfPacks(subjects, heads.split(',').map(Number), bytes, sizes.split(',').map(Number))
    },
    subjectsIn(tier: Tier, from: number, to: number): readonly number[] {
      const text = 'SELECT subjects FROM pack WHERE tier = ? AND slot BETWEEN ? AND ?'
      const found = new Set<number>()
      for (const { subjects } of sql.all(text, [tier, from - spanOf(tier) + 1, to]))
        if (subjects instanceof Uint8Array) for (const { subject } of blocksIn({ subjects, bytes: new Uint8Array() })) found.add(subject)
      return [...found]
    },
    /** The first slot of a pack that reaches to a slot or beyond. */
    oldest: (tier: Tier, from: number): number | null =>
      number('SELECT MIN(slot) AS value FROM pack WHERE tier = ? AND slot >= ?', [tier, from - spanOf(tier) + 1]),
    /** The last slot of the newest pack. */
    newestSlot(tier: Tier): number | null {
      const slot = number('SELECT MAX(slot) AS value FROM pack WHERE tier = ?', [tier])
      return slot === null ? null : slot + spanOf(tier) - 1
    },
    /** The newest moment. */
    newest: (): number | null =>
      number('SELECT MAX(end) AS value FROM pack WHERE (tier, slot) IN (SELECT tier, MAX(slot) FROM pack GROUP BY tier)', []),
    /** Those that lie before a slot as a whole. Answers how many there were. */
    drop(tier: Tier, before: number): number {
      places.clear()
      return sql.run('DELETE FROM pack WHERE tier = ? AND slot <= ?', [tier, before - spanOf(tier)]).changes
    },
    close: (): void => byId.finalize(),
  }
}
