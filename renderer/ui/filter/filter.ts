import { parseFilter, type Comparison, type Term } from './parse.ts'

export type FieldValue = string | number | boolean | readonly string[] | null
/** What a filter can ask of a row, by the name that the user writes. */
export type FilterFields<Row> = Readonly<Record<string, (row: Row) => FieldValue>>
export type Predicate<Row> = (row: Row) => boolean

/** Compiled once a keystroke, then asked once a row. An empty filter is null: nothing to ask. */
export function compileFilter<Row>(text: string, fields: FilterFields<Row>): Predicate<Row> | null {
  const terms = parseFilter(text, Object.keys(fields))
  if (terms.length === 0) return null
  const byName = new Map(Object.entries(fields).map(([name, read]) => [name.toLowerCase(), read]))
  const words = wordsOf(fields)
  const tests = terms.map((term) => compileTerm(term, byName, words))
  return (row) => tests.every((test) => test(row))
}

function compileTerm<Row>(term: Term, fields: ReadonlyMap<string, (row: Row) => FieldValue>, words: (row: Row) => string): Predicate<Row> {
  const positive = compilePositive(term, fields, words)
  return term.not ? (row) => !positive(row) : positive
}

function compilePositive<Row>(
  term: Term,
  fields: ReadonlyMap<string, (row: Row) => FieldValue>,
  words: (row: Row) => string,
): Predicate<Row> {
  if (term.kind === 'text') {
    const matches = textTest(term.text, false)
    return (row) => matches(words(row))
  }
  const read = fields.get(term.field) ?? (() => null)
  if (term.kind === 'field') {
    const matches = textTest(term.text, true)
    return (row) => holdsField(read(row), matches, term.text)
  }
  return (row) => {
    const value = read(row)
    // Unknown is neither more nor less than anything.
    return typeof value === 'number' && compare(value, term.by, term.value)
  }
}

/** `*` stands for anything; without it the text may stand anywhere. Case does not count. */
function textTest(text: string, whole: boolean): (value: string) => boolean {
  const wanted = text.toLowerCase()
  if (!wanted.includes('*')) return (value) => value.toLowerCase().includes(wanted)
  const pattern = wanted.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')
  const expression = new RegExp(whole ? `^${pattern}$` : pattern)
  return (value) => expression.test(value.toLowerCase())
}

/** Words of rows that were looked into, by the fields they come from. Rows that nothing changed are the same objects. */
const known = new WeakMap<object, WeakMap<object, string>>()

/**
 * Free text looks into words only: a number in it would match nearly every row of figures. All of a row as one text, in lower case, made
 * once a row and not once a keystroke; no word that is searched for can span a line.
 */
function wordsOf<Row>(fields: FilterFields<Row>): (row: Row) => string {
  const reads = Object.values(fields)
  const rows = known.get(fields) ?? new WeakMap<object, string>()
  known.set(fields, rows)
  const make = (row: Row): string => {
    const values = reads.flatMap((read): readonly string[] => {
      const value = read(row)
      return typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
    })
    return values.join('\n').toLowerCase()
  }
  return (row) => {
    if (typeof row !== 'object' || row === null) return make(row)
    const kept = rows.get(row)
    if (kept !== undefined) return kept
    const made = make(row)
    rows.set(row, made)
    return made
  }
}

function holdsText(value: FieldValue, matches: (value: string) => boolean): boolean {
  if (typeof value === 'string') return matches(value)
  return Array.isArray(value) && value.some(matches)
}

function holdsField(value: FieldValue, matches: (value: string) => boolean, wanted: string): boolean {
  if (value === null) return wanted.toLowerCase() === 'unknown'
  if (typeof value === 'boolean') return value === ['yes', 'true', '1'].includes(wanted.toLowerCase())
  if (typeof value === 'number') return String(value) === wanted
  return holdsText(value, matches)
}

function compare(value: number, by: Comparison, limit: number): boolean {
  switch (by) {
    case '>':
      return value > limit
    case '>=':
      return value >= limit
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '=':
      return value === limit
  }
}
