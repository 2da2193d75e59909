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

/** Most keys are names without anything to escape. */
const keyOf = (json: string): unknown => (json.startsWith('"') && !json.includes('\\') ? json.slice(1, -1) : factOf(json))

export function* readSection(table: string, text: string): Generator<undefined, SectionFacts> {
  const facts = new Map<unknown, unknown>()
  let work = 0
  for (const [key, json] of valuesOf(text)) {
    const name = keyOf(key)
    facts.set(name, json === null ? GONE : table === 'topics' ? readTopic(String(name), factOf(json)) : factOf(json))
    work += 1
    if (work % VALUES_A_STEP === 0) yield
  }
  return facts
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
