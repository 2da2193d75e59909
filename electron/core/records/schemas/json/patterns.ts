import type { Walk } from '../walk.ts'

const LONGEST_PATTERN = 500
/** Ways in which a text may be tried. */
const MOST_WAYS = 1_000_000
/** As long as a value takes to be looked at. */
const WAYS_OF_A_STEP = 1_000

/**
 * Whether a text has the pattern of a schema; null: that is not looked at. A pattern is text of strangers and could take years: only
 * those without repeats of groups and without looking back or around, on texts so short that all ways of trying them are soon through. They
 * count as steps.
 */
export function hasPattern(pattern: string, text: string, { steps }: Pick<Walk, 'steps'>): boolean | null {
  const ways = pattern.length > LONGEST_PATTERN ? Infinity : waysOf(pattern, text.length)
  if (ways > MOST_WAYS) return null
  steps.left -= Math.ceil(ways / WAYS_OF_A_STEP)
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    // Other dialects have patterns that this one does not know.
    return null
  }
}

const ALTERNATIVES = /\((?:\?:)?([^()]*)\)/

/** At most: each repeat may end anywhere, each `?` and `|` is a choice, and without `^` it may begin anywhere. */
function waysOf(pattern: string, length: number): number {
  // Classes and escaped characters are single characters, whatever stands in them.
  if (/\\[1-9k]/.test(pattern)) return Infinity
  let bare = pattern.replaceAll(/\\[pP]\{[^}]*\}|\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x')
  if (/\)[*+?{]|\(\?(?!:)/.test(bare)) return Infinity
  const anywhere = bare.startsWith('^') && !bare.includes('|') ? 0 : 1
  const repeats = (bare.match(/[*+]|\{\d*,\d*\}/g) ?? []).length
  let ways = 2 ** (bare.replaceAll('(?:', '(').match(/\?/g) ?? []).length
  for (let group = ALTERNATIVES.exec(bare); group !== null; group = ALTERNATIVES.exec(bare)) {
    ways *= (group[1] ?? '').split('|').length
    bare = bare.replace(ALTERNATIVES, 'x')
  }
  return ways * bare.split('|').length * (length + 1) ** (repeats + anywhere)
}
