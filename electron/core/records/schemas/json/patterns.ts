const LONGEST_PATTERN = 200
const LONGEST_TEXT = 1_000
const MOST_REPEATS = 3

/**
 * Whether a text has the pattern of a schema; null: that is not looked at. A pattern is text of strangers and could take years: only those
 * without repeats in repeats, without looking back or around, and with few repeats, on texts that are not long.
 */
export function hasPattern(pattern: string, text: string): boolean | null {
  if (pattern.length > LONGEST_PATTERN || text.length > LONGEST_TEXT || !isPlain(pattern)) return null
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    // Other dialects have patterns that this one does not know.
    return null
  }
}

function isPlain(pattern: string): boolean {
  // Classes and escaped characters are single characters, whatever stands in them.
  if (/\\[1-9k]/.test(pattern)) return false
  const bare = pattern.replaceAll(/\\[pP]\{[^}]*\}|\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x')
  if (/\)\s*[*+?{]|\(\?(?!:)/.test(bare)) return false
  const counts = [...bare.matchAll(/\{\d*,?(\d*)\}/g)].map(([, most]) => Number(most))
  return (bare.match(/[*+]|\{\d+,\}/g) ?? []).length <= MOST_REPEATS && counts.every((most) => most <= LONGEST_TEXT)
}
