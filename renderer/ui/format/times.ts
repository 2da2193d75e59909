import { UNKNOWN } from './numbers.ts'

const THIN = '\u202F'
export type Zone = 'local' | 'utc'

const two = (value: number): string => String(value).padStart(2, '0')
const part = (value: number | string, unit: string): string => `${value}${THIN}${unit}`

/** The two largest units, the second with two digits: `4 m 06 s`, `3 d 02 h`. Below a second: `840 ms`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return UNKNOWN
  const size = Math.abs(ms)
  if (size < 1000) return part(Math.round(size), 'ms')
  // Rounded once, in the smaller of the units shown: 59 m 59.6 s is 1 h 00 m.
  const seconds = Math.round(size / 1000)
  if (seconds < 60) return part(seconds, 's')
  if (seconds < 3600) return `${part(Math.floor(seconds / 60), 'm')} ${part(two(seconds % 60), 's')}`
  const minutes = Math.round(size / 60_000)
  if (minutes < 1440) return `${part(Math.floor(minutes / 60), 'h')} ${part(two(minutes % 60), 'm')}`
  const hours = Math.round(size / 3_600_000)
  return `${part(Math.floor(hours / 24), 'd')} ${part(two(hours % 24), 'h')}`
}

/** `48 s ago`; a moment that is not past yet (clocks differ) reads as now. */
export function age(at: number | null | undefined, now: number): string {
  if (at === null || at === undefined) return UNKNOWN
  const ms = now - at
  // `2 h 00 m` says no more than `2 h`.
  return ms < 1000 ? 'now' : `${duration(ms).replace(/ 00\u202f[a-z]+$/, '')} ago`
}

/** `14:02:11`. */
export function clockTime(at: number | null | undefined, zone: Zone): string {
  if (at === null || at === undefined) return UNKNOWN
  const d = new Date(at)
  return zone === 'utc'
    ? `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`
    : `${two(d.getHours())}:${two(d.getMinutes())}:${two(d.getSeconds())}`
}

/** `14:02`. */
export const hourMinute = (at: number, zone: Zone): string => clockTime(at, zone).slice(0, 5)

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

/** `18 Nov 02:10`, with the year when it is not this one. */
export function dateTime(at: number | null | undefined, zone: Zone, now: number): string {
  if (at === null || at === undefined) return UNKNOWN
  return `${day(at, zone, now)} ${hourMinute(at, zone)}`
}

/** `18 Nov 02:10:45`, with the year when it is not this one. */
export const dateTimeSeconds = (at: number, zone: Zone, now: number): string => `${day(at, zone, now)} ${clockTime(at, zone)}`

/** `18 Nov`, with the year when it is not this one. */
export function day(at: number, zone: Zone, now: number): string {
  const d = new Date(at)
  const utc = zone === 'utc'
  const year = utc ? d.getUTCFullYear() : d.getFullYear()
  const thisYear = utc ? new Date(now).getUTCFullYear() : new Date(now).getFullYear()
  const ofMonth = utc ? d.getUTCDate() : d.getDate()
  const month = months[utc ? d.getUTCMonth() : d.getMonth()] ?? ''
  return `${ofMonth} ${month}${year === thisYear ? '' : ` ${year}`}`
}

/** For hovering: the whole moment with its zone. */
export function fullTime(at: number | null | undefined, zone: Zone): string {
  if (at === null || at === undefined) return UNKNOWN
  const d = new Date(at)
  if (zone === 'utc') return `${d.toISOString().slice(0, 10)} ${clockTime(at, 'utc')} UTC`
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())} ${clockTime(at, 'local')} ${zoneName('local', at)}`
}

/** `CET`, `UTC`, `GMT+5:30`. */
export function zoneName(zone: Zone, at: number): string {
  if (zone === 'utc') return 'UTC'
  return localZoneName(at, new Date(at).getTimezoneOffset())
}

/** Making a format takes longer than all else on a line of figures; it is made again when the computer's zone is another one. */
const localZoneName = (() => {
  let made: { readonly offset: number; readonly format: Intl.DateTimeFormat } | null = null
  return (at: number, offset: number): string => {
    if (made?.offset !== offset) made = { offset, format: new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }) }
    return made.format.formatToParts(at).find((p) => p.type === 'timeZoneName')?.value ?? 'local'
  }
})()
