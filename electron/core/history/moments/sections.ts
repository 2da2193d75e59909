import { factOf } from './json.ts'
import type { FoundSections } from './log.ts'
import { valuesOf } from './steps.ts'
import { readTopic } from './topics.ts'

/** A moment but its offsets, as the history worker tells it. */
export interface ToldMoment {
  /** Of the newest thing in it. */
  readonly time: number
  readonly tables: readonly { readonly table: string; readonly sections: readonly ToldSection[] }[]
}

export interface ToldSection {
  /** The same content has the same id. */
  readonly id: string
  /** Null: it was not asked for. */
  readonly text: string | null
}

export const toldOf = ({ time, tables }: FoundSections, wanted: (table: string, id: string) => boolean): ToldMoment => ({
  time,
  tables: [...tables].map(([table, sections]) => ({
    table,
    sections: sections.map(({ id, text }) => ({ id, text: wanted(table, id) ? text() : null })),
  })),
})

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
export type ReadCells = Map<string, { readonly json: string; readonly fact: unknown }>

export function* readSection(table: string, text: string, last: ReadCells = new Map()): Generator<undefined, SectionFacts> {
  const facts = new Map<unknown, unknown>()
  let work = 0
  let looked = 0
  for (const [key, json] of valuesOf(text)) {
    const name = keyOf(key)
    looked += 1
    if (looked % VALUES_LOOKED_AT === 0) yield
    if (json === null) {
      facts.set(name, GONE)
      continue
    }
    const known = last.get(key)
    const again = known === undefined ? undefined : asBefore(known, json)
    const fact = again ?? (table === 'topics' ? readTopic(String(name), factOf(json)) : factOf(json))
    facts.set(name, fact)
    if (again === undefined || known?.json !== json) last.set(key, { json, fact })
    if (again !== undefined) continue
    work += 1
    if (work % VALUES_A_STEP === 0) yield
  }
  return facts
}

const AT = '{"at":'

/** The fact of the same text, or of one that differs in the time when it was read; undefined: it is another one. */
function asBefore({ json, fact }: { readonly json: string; readonly fact: unknown }, now: string): unknown {
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
