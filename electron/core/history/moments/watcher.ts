import { createFlatWriter, type FlatFacts } from './flat-facts.ts'
import { factJson, type Hiding } from './json.ts'
import type { Step } from './steps.ts'
import { createTables, grainOf, SINGLE, type Source, type Table } from './tables.ts'

/** Finds what changed in a cluster since it was last asked. What did not change is the same object, so that it costs next to nothing. */
export interface Watcher {
  /** Null: nothing did. `all`: also what is recorded less often. */
  changes(source: Source, time: number, wallAhead: number, all: boolean): Generator<undefined, Changes | null>
  /** The next changes are everything there is. */
  forget(): void
  /** A connection ended: the next one begins with nothing. */
  again(): void
}

/** A step, but for those of its values of which the worker writes the text. */
export interface Changes {
  readonly step: Step
  readonly flat: readonly FlatFacts[]
}

const VALUES_A_STEP = 50
const FLAT_A_STEP = 200
const NEW = { seen: new Map<string, unknown>(), takenAt: Number.NEGATIVE_INFINITY, fresh: true }
/** The names of monotonic times in facts: they are stored as times of the wall clock. */
const MONOTONIC = ['readAt', 'missingSince'] as const

interface Watched {
  readonly table: Table
  seen: ReadonlyMap<string | number, unknown>
  takenAt: number
  /** Nothing was in it since the connection began. */
  fresh: boolean
}

export function createWatcher(hiding: Hiding): Watcher {
  let tables: readonly Watched[] = []
  const writer = createFlatWriter(hiding)

  function* changesOf(watched: Watched, now: ReadonlyMap<string | number, unknown>, wallAhead: number) {
    const { table, seen } = watched
    const cells = new Map<string, string | null>()
    let written = 0
    let looked = 0
    for (const [key, value] of now) {
      looked += 1
      if (looked % 2_000 === 0) yield
      if (seen.get(key) === value && seen.has(key)) continue
      if (table.flat && typeof key === 'string' && writer.add(key, value)) {
        written += 1
        if (written % FLAT_A_STEP === 0) yield
        continue
      }
      const json = factJson(inWallTime(table.write(value), wallAhead), hiding, table.numbers)
      // Made anew and still the same, as single values are.
      if (!sameJson(seen.get(key), json, table, wallAhead, hiding)) cells.set(JSON.stringify(key), json)
      written += 1
      if (written % VALUES_A_STEP === 0) yield
    }
    if (seen.size > 0) for (const key of seen.keys()) if (!now.has(key)) cells.set(JSON.stringify(key), null)
    watched.seen = now
    return cells
  }

  return {
    *changes(source, time, wallAhead, all) {
      if (tables.length === 0) tables = createTables(source.state).map((table) => ({ table, ...NEW }))
      const changed = new Map<string, ReadonlyMap<string, string | null>>()
      const flat: FlatFacts[] = []
      for (const watched of tables) {
        if (!all && Math.abs(time - watched.takenAt) < grainOf(watched.table.name, 10)) continue
        const now = watched.table.of(source)
        // Empty right after connecting is not read yet: what was known before stays.
        if (now === watched.seen || (now.size === 0 && watched.fresh)) continue
        watched.fresh = false
        watched.takenAt = time
        const cells = yield* changesOf(watched, now, wallAhead)
        if (cells.size > 0) changed.set(watched.table.name, cells)
        if (!writer.isEmpty()) flat.push(writer.take(watched.table.name))
        yield
      }
      return changed.size + flat.length === 0 ? null : { step: { time, tables: changed }, flat }
    },
    forget: () => void (tables = []),
    again() {
      for (const watched of tables) watched.fresh = true
    },
  }
}

function inWallTime(value: unknown, wallAhead: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if (!MONOTONIC.some((name) => name in value)) return value
  const record: Record<string, unknown> = { ...value }
  for (const name of MONOTONIC) {
    const own = record[name]
    if (typeof own === 'number') record[name] = Math.round(own + wallAhead)
  }
  return record
}

/** Small values only, and those that are alone: large ones keep their identity while they are the same. */
function sameJson(before: unknown, json: string, { name, write, numbers }: Table, wallAhead: number, hiding: Hiding): boolean {
  return (
    before !== undefined &&
    (json.length < 200 || name === SINGLE) &&
    factJson(inWallTime(write(before), wallAhead), hiding, numbers) === json
  )
}
