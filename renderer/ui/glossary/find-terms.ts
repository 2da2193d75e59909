import { terms, type Term } from '../../text/glossary.ts'

const NAMED = 3
const CALLED = 2
const TOLD = 1

/** Those that a search is about: by their name first, then by what else they are called, then by what is said of them. */
export function findTerms(asked: string): readonly Term[] {
  const wanted = asked.trim().toLowerCase()
  if (wanted === '') return terms
  const rank = ({ term, also = [], text }: Term): number => {
    if (beginsWord(term, wanted)) return NAMED
    if (also.some((name) => beginsWord(name, wanted))) return CALLED
    return beginsWord(text, wanted) ? TOLD : 0
  }
  return terms
    .map((term) => ({ term, rank: rank(term) }))
    .filter((found) => found.rank > 0)
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ term }) => term)
}

/** Inside of words nothing is meant: “lag” is not in “flag”. */
function beginsWord(text: string, wanted: string): boolean {
  const lower = text.toLowerCase()
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) if (!/[a-z0-9]/.test(lower.charAt(at - 1))) return true
  return false
}
