import type { Fields } from '../../http/fields.ts'
import { nextTurn } from '../../http/json.ts'

/** Seconds since 1970 → ms; 0 is how the older interface says "never". */
export function secondsAt(of: Fields, name: string): number | null {
  const seconds = of.number(name)
  return seconds === null || seconds === 0 ? null : Math.round(seconds * 1_000)
}

/** `{"nanoseconds": n}` → ms. Beyond 2^53, so good for a microsecond, and only ever used in ms. */
export function nanosAt(of: Fields, name: string): number | null {
  const nanos = of.part(name).number('nanoseconds')
  return nanos === null || nanos === 0 ? null : Math.round(nanos / 1e6)
}

export function durationMs(of: Fields, name: string): number | null {
  const part = of.part(name)
  const nanos = part.number('nanoseconds')
  const seconds = part.number('seconds')
  if (nanos !== null) return Math.round(nanos / 1e6)
  return seconds === null ? null : seconds * 1_000
}

/** `{"value": …}`, or plain text; 0.27 wrote executors in either form. */
export const idOf = (of: Fields, name: string): string | null =>
  typeof of.raw(name) === 'string' ? of.filled(name) : of.part(name).filled('value')

/** Labels are a list in one place and wrapped in an object of the same name in another. */
export function labelsOf(of: Fields): ReadonlyMap<string, string> {
  const labels = Array.isArray(of.raw('labels')) ? of.list('labels') : of.part('labels').list('labels')
  return new Map(labels.flatMap((label) => (label.text('key') === null ? [] : [[label.text('key') ?? '', label.text('value') ?? '']])))
}

/** `slave(1)@10.0.0.5:5051` or `[…]:5051`. */
export function pidAddress(pid: string | null): { readonly ip: string | null; readonly port: number | null } {
  const match = /@(\[[^\]]+\]|[^@:]+):(\d{1,5})$/.exec(pid ?? '')
  return { ip: match?.[1] ?? null, port: match?.[2] === undefined ? null : Number(match[2]) }
}

export const faultDomain = (of: Fields): { readonly region: string | null; readonly zone: string | null } => {
  const domain = of.part('domain').part('fault_domain')
  return { region: domain.part('region').text('name'), zone: domain.part('zone').text('name') }
}

export interface Rows<T> {
  readonly good: readonly T[]
  /** How many had nothing to know them by. */
  readonly dropped: number
}

/** As many rows as are decoded in a few milliseconds. */
const AT_ONCE = 200

/** Decodes a list; between stretches of it others get their turn (M-1). */
export async function rows<T>(list: readonly Fields[], decode: (of: Fields) => T | null): Promise<Rows<T>> {
  const good: T[] = []
  for (const [i, of] of list.entries()) {
    if (i % AT_ONCE === AT_ONCE - 1) await nextTurn()
    const made = decode(of)
    if (made !== null) good.push(made)
  }
  return { good, dropped: list.length - good.length }
}

export const join = <T>(a: Rows<T>, b: Rows<T>): Rows<T> => ({ good: [...a.good, ...b.good], dropped: a.dropped + b.dropped })
