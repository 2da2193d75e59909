/**
 * What changed in the recorded tables, as text: keys and values are the JSON they were written as and are not looked into here, so that
 * keyframes are made, merged and thinned without knowing what a table is about.
 */
export interface Step {
  /** Wall clock ms. */
  readonly time: number
  /** By table and key; null: it is gone. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string | null>>
  /** Tables of which it holds all there is. */
  readonly whole?: ReadonlySet<string>
}

/** All values of a moment, by table and key. */
export type Cells = Map<string, Map<string, string>>

const TIME = 'T'
const TABLE = '#'
const SET = '='
const GONE = '-'

export const lineOf = (key: string, value: string | null): string => (value === null ? `${GONE}${key}` : `${SET}${key}\t${value}`)

/** What follows is of this table. */
export const tableLine = (table: string): string => `${TABLE}${table}`

/** Values of one table, one line each; JSON has neither line ends nor tabs in it. */
export function linesOf(cells: ReadonlyMap<string, string | null>): string {
  const lines: string[] = []
  for (const [key, value] of cells) lines.push(lineOf(key, value))
  return lines.join('\n')
}

/** What `linesOf` wrote; null: it is gone. @throws NotSteps */
export function* valuesOf(text: string): Generator<readonly [key: string, value: string | null], void> {
  for (let from = 0; from < text.length;) {
    const found = text.indexOf('\n', from)
    const to = found < 0 ? text.length : found
    const kind = text[from]
    if (kind === GONE) yield [text.slice(from + 1, to), null]
    else {
      const tab = text.indexOf('\t', from)
      if (kind !== SET || tab < 0 || tab > to) throw new NotSteps('a value is missing')
      yield [text.slice(from + 1, tab), text.slice(tab + 1, to)]
    }
    from = to + 1
  }
}

/** One line a value. */
export const stepsText = (steps: Iterable<Step>): string => [...partsOf(steps)].join('\n')

/** The same for another thread: a part after the other, since figures of tens of thousands of groups are megabytes. */
export function* bytesInSteps(steps: Iterable<Step>): Generator<undefined, Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (const part of partsOf(steps)) {
    parts.push(ENCODER.encode(part))
    yield
  }
  return parts
}

/** What `bytesInSteps` wrote. */
export const textOf = (parts: readonly Uint8Array[]): string => parts.map((part) => DECODER.decode(part)).join('\n')

const ENCODER = new TextEncoder()
const DECODER = new TextDecoder()

/** About half a millisecond. */
const LINES_A_PART = 200

function* partsOf(steps: Iterable<Step>): Generator<string, void> {
  let lines: string[] = []
  for (const { time, tables } of steps) {
    lines.push(`${TIME}${time}`)
    for (const [table, cells] of tables) {
      if (cells.size === 0) continue
      lines.push(tableLine(table))
      for (const [key, value] of cells) {
        lines.push(lineOf(key, value))
        if (lines.length < LINES_A_PART) continue
        yield lines.join('\n')
        lines = []
      }
    }
  }
  if (lines.length > 0) yield lines.join('\n')
}

/** A text that no `stepsText` wrote. */
export class NotSteps extends Error {}

/** @throws NotSteps */
export function* stepsOf(text: string): Generator<Step, void> {
  let time = Number.NaN
  let tables = new Map<string, Map<string, string | null>>()
  let cells = new Map<string, string | null>()
  for (const line of linesIn(text)) {
    const rest = line.slice(1)
    switch (line[0]) {
      case TIME:
        if (!Number.isNaN(time)) yield { time, tables }
        time = Number(rest)
        tables = new Map()
        if (!Number.isFinite(time)) throw new NotSteps('a time is none')
        break
      case TABLE:
        cells = tables.get(rest) ?? new Map<string, string | null>()
        tables.set(rest, cells)
        break
      case SET: {
        const tab = rest.indexOf('\t')
        if (tab < 0) throw new NotSteps('a value is missing')
        cells.set(rest.slice(0, tab), rest.slice(tab + 1))
        break
      }
      case GONE:
        cells.set(rest, null)
        break
      default:
        throw new NotSteps('a line is of no kind')
    }
  }
  if (!Number.isNaN(time)) yield { time, tables }
}

function* linesIn(text: string): Generator<string, void> {
  if (text === '') return
  for (let from = 0; from <= text.length;) {
    const to = text.indexOf('\n', from)
    yield text.slice(from, to < 0 ? text.length : to)
    if (to < 0) return
    from = to + 1
  }
}

export function applyStep(cells: Cells, { tables }: Step): void {
  for (const [table, changes] of tables) {
    const own = cells.get(table) ?? new Map<string, string>()
    cells.set(table, own)
    for (const [key, value] of changes) {
      if (value === null) own.delete(key)
      else own.set(key, value)
    }
  }
}
