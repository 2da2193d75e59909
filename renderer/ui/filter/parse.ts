/**
 * The filter language: words parted by spaces, all must hold. `billing` looks into every text; `state:empty` and `topic:orders*` look
 * into one field; `lag>1000` compares; `"two words"` keeps spaces; a `-` before a term turns it round.
 */
export type Comparison = '>' | '>=' | '<' | '<=' | '='

export type Term =
  | { readonly kind: 'text'; readonly not: boolean; readonly text: string }
  | { readonly kind: 'field'; readonly not: boolean; readonly field: string; readonly text: string }
  | { readonly kind: 'compare'; readonly not: boolean; readonly field: string; readonly by: Comparison; readonly value: number }

const token = /-?(?:[A-Za-z][\w-]*(?::|>=|<=|>|<|=))?(?:"[^"]*"?|[^\s"]+)/g
const shape = /^(-?)(?:([A-Za-z][\w-]*)(:|>=|<=|>|<|=))?(.*)$/s
const units: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9, t: 1e12 }

/** `1000`, `1.5k`, `2M`. */
function readNumber(text: string): number | null {
  const found = /^(-?\d+(?:\.\d+)?)([kmgt]?)$/i.exec(text)
  if (!found) return null
  return Number(found[1]) * (units[(found[2] ?? '').toLowerCase()] ?? 1)
}

/** `fields`: the names that may stand before an operator; another name is part of the text (`host:9092`). */
export function parseFilter(text: string, fields: readonly string[]): readonly Term[] {
  const known = new Set(fields.map((f) => f.toLowerCase()))
  return (text.match(token) ?? []).flatMap((piece) => {
    const term = readTerm(piece, known)
    return term === null ? [] : [term]
  })
}

/** Whether whatever `after` lets through, `before` let through too: the same terms, of which texts may have grown, and further ones. */
export function narrows(before: string, after: string, fields: readonly string[]): boolean {
  const now = parseFilter(after, fields)
  return parseFilter(before, fields).every((term) => now.some((other) => implies(other, term)))
}

function implies(narrow: Term, wide: Term): boolean {
  if (narrow.kind === 'text' && wide.kind === 'text' && !narrow.not && !wide.not) {
    return !wide.text.includes('*') && !narrow.text.includes('*') && narrow.text.toLowerCase().includes(wide.text.toLowerCase())
  }
  return JSON.stringify(narrow) === JSON.stringify(wide)
}

function readTerm(piece: string, known: ReadonlySet<string>): Term | null {
  const [, minus, field, operator, rest = ''] = shape.exec(piece) ?? []
  const not = minus === '-' && piece.length > 1
  const name = field?.toLowerCase()
  if (name === undefined || operator === undefined || !known.has(name)) {
    const text = unquote(not ? piece.slice(1) : piece)
    return text === '' ? null : { kind: 'text', not, text }
  }
  const value = unquote(rest)
  // A field whose value is still being written matches everything.
  if (value === '') return null
  if (operator === ':') return { kind: 'field', not, field: name, text: value }
  const number = readNumber(value)
  if (number === null) return operator === '=' ? { kind: 'field', not, field: name, text: value } : null
  // The operator is one of the five: the expression allows no other.
  return { kind: 'compare', not, field: name, by: operator as Comparison, value: number }
}

const unquote = (text: string): string => text.replaceAll('"', '')
