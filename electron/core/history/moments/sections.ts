import type { Tier } from '../tiers.ts'
import { factOf } from './json.ts'
import { piecesLater, piecesOf, unpackedLines, type Lines, type Section, type Unpacked } from './packed.ts'
import { patchedIn, patchedValues, placeValues, type PlacedValues } from './patches.ts'
import { valuesOf } from './steps.ts'
import { readTopic } from './topics.ts'

/** A moment but its offsets, as the history worker tells it. */
export interface ToldMoment {
  /** Of the newest thing in it. */
  readonly time: number
  readonly tables: readonly { readonly table: string; readonly sections: readonly ToldSection[] }[]
}

/** What a section says, and what it is to be read with. */
export interface BasedLines {
  readonly lines: Lines
  /** Of the section that its values are patches of; null: they are whole. */
  readonly before: Lines | null
}

export type BasedSection = Omit<Section, 'base'> & BasedLines

/** What a moment is made of: by table its sections, the oldest first; each says what it sets or takes away. */
export interface FoundSections {
  /** Of the newest step in it. */
  readonly time: number
  readonly tier: Tier
  /** Checksum of the newest row in it. */
  readonly sum: number
  readonly tables: ReadonlyMap<string, readonly BasedSection[]>
}

export interface ToldSection {
  /** The same content has the same id. */
  readonly id: string
  /** Null: it was not asked for. Unpacked by whoever asked: the worker reads offsets meanwhile. */
  readonly told: BasedLines | null
}

export const toldOf = ({ time, tables }: FoundSections, wanted: (table: string, id: string) => boolean): ToldMoment => ({
  time,
  tables: [...tables].map(([table, sections]) => ({
    table,
    sections: sections.map(({ id, lines, before }) => ({
      id,
      told: wanted(table, id) ? { lines: own(lines), before: own(before) } : null,
    })),
  })),
})

/** Bytes of their own: a part of a row would take the whole row to the other thread. */
const own = <T extends Lines | null>(lines: T): T => (lines instanceof Uint8Array ? (lines.slice() as T) : lines)

export type Values = Iterable<readonly [key: string, value: string | null]>

function* valuesFrom(unpacked: Unpacked, before: Unpacked | null): Values {
  if (before === null) for (const piece of piecesOf(unpacked)) yield* valuesOf(piece)
  else yield* patchedValues(piecesOf(before), piecesOf(unpacked))
}

export const valuesIn = ({ lines, before }: BasedLines): Values =>
  valuesFrom(unpackedLines(lines), before === null ? null : unpackedLines(before))

/** The same with unpacking beside the thread, begun at once; pieces of it, as they come. */
export function valuesLater({ lines, before }: BasedLines): AsyncIterable<Values> {
  return before === null ? plainValues(piecesLater(lines)) : valuesOfPatches(piecesLater(before), piecesLater(lines))
}

async function* plainValues(pieces: AsyncIterable<string>): AsyncGenerator<Values, void> {
  for await (const piece of pieces) yield valuesOf(piece)
}

async function* valuesOfPatches(before: AsyncIterable<string>, pieces: AsyncIterable<string>): AsyncGenerator<Values, void> {
  const old: PlacedValues = new Map()
  for await (const piece of before) placeValues(old, piece)
  for await (const piece of pieces) yield patchedIn(old, piece)
}

/** What a key is set to; `GONE`: it is taken away. */
export type SectionFacts = ReadonlyMap<unknown, unknown>
export const GONE = Symbol('gone')

/** Facts of one table by key. */
export type TableFacts = ReadonlyMap<unknown, unknown>

const VALUES_A_STEP = 60
const VALUES_LOOKED_AT = 1_000

/** Most keys are names without anything to escape. */
const keyOf = (json: string): unknown => (json.startsWith('"') && !json.includes('\\') ? json.slice(1, -1) : factOf(json))

/** Values of a table as they were read last: those that are the same text are the same facts, and are not read again. */
export type ReadCells = Map<string, ReadCell>

interface ReadCell {
  /** The same text for every section that has it. */
  readonly name: unknown
  json: string
  fact: unknown
}

export interface SectionReader {
  add(values: Values): Generator<undefined, void>
  /** When all of it was added. */
  end(): SectionFacts
}

export function createSectionReader(table: string, last: ReadCells): SectionReader {
  const facts = new Map<unknown, unknown>()
  const changed: ReadCell[] = []
  let work = 0
  let looked = 0
  /** Whether it was to be read anew. */
  const take = (key: string, json: string | null): boolean => {
    const known = last.get(key)
    const name = known === undefined ? keyOf(key) : known.name
    if (json === null) {
      facts.set(name, GONE)
      return false
    }
    const again = known === undefined ? undefined : asBefore(known, json)
    const fact = again ?? (table === 'topics' ? readTopic(String(name), factOf(json)) : factOf(json))
    facts.set(name, fact)
    if (known === undefined) last.set(key, { name, json, fact })
    else if (again === undefined || known.json !== json) {
      known.json = json
      known.fact = fact
      changed.push(known)
    }
    return again === undefined
  }
  return {
    *add(values) {
      for (const [key, json] of values) {
        looked += 1
        if (take(key, json)) work += 1
        if (looked % VALUES_LOOKED_AT !== 0 && work < VALUES_A_STEP) continue
        work = 0
        yield
      }
    },
    end() {
      // A value keeps the piece of text that it was read from: where few have changed, that were much for each moment.
      if (changed.length * FEW < looked) for (const cell of changed) cell.json = ownText(cell.json)
      return facts
    },
  }
}

/** One in so many. */
const FEW = 4
const ENCODER = new TextEncoder()
const DECODER = new TextDecoder()
const ownText = (piece: string): string => DECODER.decode(ENCODER.encode(piece))

const AT = '{"at":'

/** The fact of the same text, or of one that differs in the time when it was read; undefined: it is another one. */
function asBefore({ json, fact }: ReadCell, now: string): unknown {
  if (json === now) return fact
  if (!json.startsWith(AT) || !now.startsWith(AT)) return undefined
  const [before, own] = [json.indexOf(','), now.indexOf(',')]
  if (before < 0 || own < 0 || json.slice(before) !== now.slice(own)) return undefined
  const at = Number(now.slice(AT.length, own))
  return Number.isNaN(at) || typeof fact !== 'object' || fact === null ? undefined : { ...fact, at }
}

/** A table as it stands after its sections. */
export function mergedFacts(sections: readonly SectionFacts[]): TableFacts {
  const [only] = sections
  if (only !== undefined && sections.length === 1 && !hasGone(only)) return only
  const merged = new Map<unknown, unknown>()
  for (const section of sections)
    for (const [key, fact] of section) {
      if (fact === GONE) merged.delete(key)
      else merged.set(key, fact)
    }
  return merged
}

function hasGone(section: SectionFacts): boolean {
  for (const fact of section.values()) if (fact === GONE) return true
  return false
}
