/** How figures are written. Unknown is a dash, never a zero; U+202F parts thousands and units, U+2212 is the minus. */

export const UNKNOWN = '—'
const THIN = '\u202F'
const MINUS = '\u2212'

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, THIN)

/** `12 408 331`. */
export function count(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN
  const whole = Math.round(Math.abs(value))
  return (value < 0 && whole > 0 ? MINUS : '') + grouped(String(whole))
}

/** An offset is decimal digits and is never shortened. */
export function offset(value: string | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN
  return value.startsWith('-') ? MINUS + grouped(value.slice(1)) : grouped(value)
}

const steps = [
  ['P', 1e15],
  ['T', 1e12],
  ['G', 1e9],
  ['M', 1e6],
  ['k', 1e3],
] as const

/** `12.4 M`; below 1,000 the figure itself. */
export function short(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN
  const size = Math.abs(value)
  const sign = value < 0 ? MINUS : ''
  for (const [unit, step] of steps) {
    // 999,950 rounds to 1000.0 k: it is written as 1.0 M.
    if (size >= step * 0.99995) return sign + digits(size / step) + THIN + unit
  }
  return count(value)
}

const digits = (value: number): string => (value >= 99.95 ? value.toFixed(0) : value.toFixed(1))

/** A change is written with its sign: `+168 k`, `−882 k`, `0`. */
export const change = (value: number | null | undefined): string =>
  typeof value === 'number' && value > 0 ? `+${short(value)}` : short(value)

/** `1.2 k msg/s`: the unit is the caller's. */
export function rate(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN
  if (Math.abs(value) >= 1000) return `${short(value)}${THIN}${unit}`
  return `${Math.abs(value) >= 9.95 || value === 0 ? count(value) : value.toFixed(1)}${THIN}${unit}`
}

const iec = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const

/** IEC: `4.2 MiB`. */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return UNKNOWN
  let size = Math.abs(value)
  let unit = 0
  while (size >= 1023.95 && unit < iec.length - 1) {
    size /= 1024
    unit++
  }
  const figure = unit === 0 ? String(Math.round(size)) : digits(size)
  return `${value < 0 ? MINUS : ''}${figure}${THIN}${iec[unit] ?? ''}`
}

/** `11.4 %`. */
export function percent(fraction: number | null | undefined): string {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return UNKNOWN
  const value = fraction * 100
  return `${value === 0 || value >= 9.95 ? value.toFixed(0) : value.toFixed(1)}${THIN}%`
}
