import { roundedFigure } from '../../electron/core/history/moments/tables.ts'

/** A value with its numbers as figures are recorded. */
export function rounded(value: unknown): unknown {
  if (typeof value === 'number') return roundedFigure(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(rounded)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rounded(each)]))
}
