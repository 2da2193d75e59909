/** The moment in a place: `/groups/billing?tab=lag&at=1764331331000`. */
export type At = 'live' | number

const LIVE = 'live'

export function atOf(path: string): At {
  const text = new URLSearchParams(path.split('?')[1] ?? '').get('at')
  const at = text === null || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(at) && at > 0 ? Math.round(at) : LIVE
}

/** The same place at another moment. */
export function withAt(path: string, at: At): string {
  const [bare = '/', search = ''] = path.split('?')
  const query = new URLSearchParams(search)
  if (at === LIVE) query.delete('at')
  else query.set('at', String(Math.round(at)))
  const text = query.toString()
  return text === '' ? bare : `${bare}?${text}`
}

/** Where a link leads: to the moment that is looked at, unless it names one itself. */
export const keepingAt = (path: string, at: At): string => (at === LIVE || atOf(path) !== LIVE ? path : withAt(path, at))

const FINE_MS = 2 * 3_600_000
const MIDDLE_MS = 48 * 3_600_000

/** Between two moments that are kept, by their age. */
export const tickAt = (at: number, now: number): number => (now - at <= FINE_MS ? 10_000 : now - at <= MIDDLE_MS ? 60_000 : 600_000)

export interface Reach {
  readonly first: number
  readonly last: number
}

/** Within what is recorded. */
export const within = (at: number, { first, last }: Reach): number => Math.min(last, Math.max(first, at))

/**
 * A time that was typed: `14:02`, `14:02:11`, `3pm`, `2026-11-22 14:02`, `yesterday 14:02`; null: that is none. The newest such moment up to
 * now.
 */
export function typedTime(text: string, zone: 'local' | 'utc', now: number): number | null {
  const found = /^(?:(yesterday|\d{4}-\d{2}-\d{2})[ T])?(\d{1,2})(?::(\d{2})(?::(\d{2}))?)? ?([ap]m)?$/i.exec(text.trim())
  if (!found) return null
  const [, day, hour, minutes = '0', seconds = '0', half] = found
  // A number alone is no time.
  if (half === undefined && found[3] === undefined) return null
  if (half !== undefined && (Number(hour) < 1 || Number(hour) > 12)) return null
  const hours = half === undefined ? hour : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const date = day !== undefined && /^\d/.test(day) ? dateParts(day) : partsOf(now, zone)
  const [year, month, dayOfMonth] = date
  const clock = [Number(hours), Number(minutes), Number(seconds)] as const
  const at = (back: number): number =>
    zone === 'utc' ? Date.UTC(year, month, dayOfMonth - back, ...clock) : new Date(year, month, dayOfMonth - back, ...clock).getTime()
  if (day !== undefined) return at(day.toLowerCase() === 'yesterday' ? 1 : 0)
  // Without a day: today, or yesterday when that is still to come.
  return at(0) <= now ? at(0) : at(1)
}

const dateParts = (day: string): readonly [number, number, number] => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return [year, month - 1, date]
}

function partsOf(at: number, zone: 'local' | 'utc'): readonly [number, number, number] {
  const date = new Date(at)
  return zone === 'utc'
    ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
    : [date.getFullYear(), date.getMonth(), date.getDate()]
}
