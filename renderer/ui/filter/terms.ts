import { parseFilter } from './parse.ts'

/** Facets and ready filters write into the filter itself, so that there is one filter, and it can be read, changed and linked to. */

const pieces = (text: string): readonly string[] => text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []

export const hasTerm = (text: string, term: string): boolean => pieces(text).includes(term)

export const withoutTerm = (text: string, term: string): string =>
  pieces(text)
    .filter((piece) => piece !== term)
    .join(' ')

export const toggleTerm = (text: string, term: string): string =>
  hasTerm(text, term) ? withoutTerm(text, term) : [...pieces(text), term].join(' ')

/** `state:empty`, with quotes where the value has spaces. */
export const fieldTerm = (field: string, value: string): string => `${field}:${/\s/.test(value) ? `"${value}"` : value}`

/** The value that the filter asks of a field, when it asks for one. */
export function fieldChoice(text: string, field: string): string | null {
  for (const term of parseFilter(text, [field])) if (term.kind === 'field' && !term.not && term.field === field) return term.text
  return null
}

/** Asks one value of a field instead of any other; the same value again takes it back. */
export function toggleChoice(text: string, field: string, value: string): string {
  const others = pieces(text).filter((piece) => !piece.toLowerCase().startsWith(`${field}:`))
  return fieldChoice(text, field)?.toLowerCase() === value.toLowerCase() ? others.join(' ') : [...others, fieldTerm(field, value)].join(' ')
}
