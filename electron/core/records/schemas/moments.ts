/** Numbers of Avro's logical types as a person writes them, and back. Null: it is none, or lies beyond what dates can say. */

const SECONDS_A_DAY = 86_400n
/** What a date of the language can say, in seconds. */
const FARTHEST = 8_640_000_000_000n

const floorDiv = (a: bigint, b: bigint): bigint => (a >= 0n || a % b === 0n ? a / b : a / b - 1n)

/** Whole seconds as `2026-11-28T20:24:37`, in UTC. */
export function secondsText(seconds: bigint): string | null {
  if (seconds > FARTHEST || seconds < -FARTHEST) return null
  return new Date(Number(seconds) * 1_000).toISOString().replace(/\.000Z$/, '')
}

export function timestampText(value: bigint, digits: 3 | 6 | 9, local: boolean): string | null {
  const unit = 10n ** BigInt(digits)
  const seconds = floorDiv(value, unit)
  const text = secondsText(seconds)
  return text === null ? null : `${text}.${String(value - seconds * unit).padStart(digits, '0')}${local ? '' : 'Z'}`
}

const MOMENT = /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/

/** Seconds and the fraction behind them, of a moment as text. */
export function momentOf(text: string): { readonly seconds: bigint; readonly nanos: bigint; readonly zoned: boolean } | null {
  const [, year, month, day, clock, fraction = '', zone] = MOMENT.exec(text) ?? []
  if (year === undefined) return null
  const ms = Date.parse(`${year}-${month}-${day}T${clock}.000${zone ?? 'Z'}`)
  if (Number.isNaN(ms)) return null
  return { seconds: BigInt(ms / 1_000), nanos: BigInt(fraction.padEnd(9, '0')), zoned: zone !== undefined }
}

export function timestampOf(text: string, digits: 3 | 6 | 9, local: boolean): bigint | null {
  const moment = momentOf(text)
  if (moment === null || moment.zoned === local) return null
  const below = 10n ** BigInt(9 - digits)
  // What would be lost is not dropped in silence.
  if (moment.nanos % below !== 0n) return null
  return moment.seconds * 10n ** BigInt(digits) + moment.nanos / below
}

export const dateText = (days: bigint): string | null => secondsText(days * SECONDS_A_DAY)?.replace(/T.*$/, '') ?? null

export function dateOf(text: string): bigint | null {
  const moment = /^([+-]\d{6}|\d{4})-\d\d-\d\d$/.test(text) ? momentOf(`${text}T00:00:00`) : null
  return moment && moment.seconds / SECONDS_A_DAY
}

export function timeText(value: bigint, digits: 3 | 6): string | null {
  const unit = 10n ** BigInt(digits)
  if (value < 0n || value >= SECONDS_A_DAY * unit) return null
  return timestampText(value, digits, true)?.replace(/^.*T/, '') ?? null
}

export function timeOf(text: string, digits: 3 | 6): bigint | null {
  return /^\d\d:/.test(text) ? timestampOf(`1970-01-01T${text}`, digits, true) : null
}

export function decimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  const at = digits.length - scale
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, at)}${scale > 0 ? `.${digits.slice(at)}` : ''}`
}

export function decimalOf(text: string, scale: number): bigint | null {
  const [, sign, before, behind = ''] = /^(-?)(\d{1,1000})(?:\.(\d{1,1000}))?$/.exec(text) ?? []
  if (before === undefined || /[1-9]/.test(behind.slice(scale))) return null
  const value = BigInt(before + behind.slice(0, scale).padEnd(scale, '0'))
  return sign === '-' ? -value : value
}

/** Two's complement, the most significant byte first. */
export function bigOf(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`))
}

/** In as many bytes as it takes, or in `size`. Null: it takes more. */
export function bytesOfBig(value: bigint, size: number | null): Buffer | null {
  let least = 1
  while (BigInt.asIntN(least * 8, value) !== value) least++
  if (size !== null && least > size) return null
  const length = size ?? least
  return Buffer.from(
    BigInt.asUintN(length * 8, value)
      .toString(16)
      .padStart(length * 2, '0'),
    'hex',
  )
}
