import { parsed, refused, type Parsed } from './parsed.ts'

/**
 * The scheduler's text form of a map, `k1=v1,k2=v2`, used for options, log4j options, constraints, attributes and topic options. A backslash
 * escapes the next character.
 *
 * The scheduler's own parser keeps only what stands before a second `=` and says nothing; we refuse such text instead, because what
 * would be stored is not what was written.
 */
export type MapText = ReadonlyMap<string, string | null>

interface Token {
  readonly text: string
  /** Places of unescaped `=` within the text. */
  readonly equals: readonly number[]
}

function tokens(text: string): Parsed<readonly Token[]> {
  const found: Token[] = []
  let current = ''
  let equals: number[] = []
  let escaped = false
  for (const character of text) {
    if (escaped) {
      current += character
      escaped = false
    } else if (character === '\\') escaped = true
    else if (character === ',') {
      found.push({ text: current, equals })
      current = ''
      equals = []
    } else {
      if (character === '=') equals.push(current.length)
      current += character
    }
  }
  if (escaped) return refused('A backslash at the end escapes nothing.')
  // A trailing comma is tolerated.
  if (current.length > 0) found.push({ text: current, equals })
  return parsed(found)
}

/** @param values `required`, or `optional` as in attribute filters, where a name alone means "has the attribute" (null) */
export function parseMapText(text: string, values: 'required' | 'optional' = 'required'): Parsed<MapText> {
  const split = tokens(text)
  if (!split.ok) return split
  const map = new Map<string, string | null>()
  for (const { text: entry, equals } of split.value) {
    if (entry.trim() === '') return refused('There is an empty entry between two commas.')
    if (equals.length > 1) return refused(`“${entry.trim()}” has more than one “=”: write \\= inside a value.`)
    const at = equals[0] ?? entry.length
    const key = entry.slice(0, at).trim()
    const value = entry.slice(at + 1).trim()
    if (key === '') return refused(`“${entry.trim()}” has no name before “=”.`)
    if (value === '' && values === 'required') return refused(`“${key}” has no value; the scheduler cannot store an empty one.`)
    map.set(key, value === '' ? null : value)
  }
  return parsed(map)
}

const escape = (text: string): string => text.replace(/[\\,=]/g, (character) => `\\${character}`)

/** The same map as text, with what needs it escaped; order is kept. */
export const printMapText = (map: MapText): string =>
  [...map].map(([key, value]) => (value === null ? escape(key) : `${escape(key)}=${escape(value)}`)).join(',')
