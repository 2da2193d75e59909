/** A name that can be found. `lower` is made once, so that a keystroke costs no case folding. */
export interface Rankable {
  readonly title: string
  readonly lower: string
  /** Before others that match as well: a screen before a topic of the same name. */
  readonly weight: number
}

const EXACT = 1000
const PREFIX = 800
const WORD = 600
const INSIDE = 400
const SCATTERED = 100

const isBreak = (text: string, at: number): boolean => at === 0 || '.-_/ :'.includes(text.charAt(at - 1))

/** How well a name matches; 0: not at all. Short names and early matches come first. */
export function score(lower: string, wanted: string): number {
  const at = lower.indexOf(wanted)
  if (at === 0) return lower.length === wanted.length ? EXACT : PREFIX - Math.min(lower.length, 200)
  if (at > 0) {
    let place = at
    while (place > 0 && !isBreak(lower, place)) place = lower.indexOf(wanted, place + 1)
    if (place > 0) return WORD - Math.min(lower.length, 150)
    return INSIDE - Math.min(lower.length, 200)
  }
  return scattered(lower, wanted)
}

/** All letters in their order, with others between: `obl` finds `orders-billing`. */
function scattered(lower: string, wanted: string): number {
  if (wanted.length < 2) return 0
  let from = 0
  let gaps = 0
  for (const letter of wanted) {
    const at = lower.indexOf(letter, from)
    if (at < 0) return 0
    gaps += at - from
    from = at + 1
  }
  return Math.max(1, SCATTERED - gaps)
}

/** The best `limit`, best first. Several words must all match. */
export function rank<T extends Rankable>(
  items: readonly T[],
  query: string,
  limit: number,
  boost: (item: T) => number = () => 0,
): { readonly best: readonly T[]; readonly total: number } {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return { best: foremost(items, limit, boost), total: items.length }
  const hits: { readonly item: T; readonly score: number; readonly solid: boolean }[] = []
  for (const item of items) {
    let sum = 0
    let solid = true
    for (const word of words) {
      const found = score(item.lower, word)
      if (found === 0) {
        sum = 0
        break
      }
      sum += found
      solid &&= found > SCATTERED
    }
    if (sum > 0) hits.push({ item, score: sum + item.weight + boost(item), solid })
  }
  // Scattered letters only count where nothing matches better.
  const solid = hits.filter((hit) => hit.solid)
  const found = solid.length > 0 ? solid : hits
  found.sort((a, b) => b.score - a.score || (a.item.lower < b.item.lower ? -1 : 1))
  return { best: found.slice(0, limit).map((hit) => hit.item), total: found.length }
}

/** Those with a reason to stand before others, then the rest as they come. */
function foremost<T>(items: readonly T[], limit: number, boost: (item: T) => number): readonly T[] {
  const before = items.map((item) => ({ item, by: boost(item) })).filter(({ by }) => by > 0)
  if (before.length === 0) return items.slice(0, limit)
  const first = new Set(before.toSorted((a, b) => b.by - a.by).map(({ item }) => item))
  return [...first, ...items.slice(0, limit + first.size).filter((item) => !first.has(item))].slice(0, limit)
}
