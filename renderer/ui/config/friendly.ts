import { bytes, count } from '../format/numbers.ts'
import { duration } from '../format/times.ts'
import { en } from '../../text/en.ts'

const t = en.config
/** Names that end in a unit say it; these few hold bytes without saying so (Kafka documentation, broker and topic configs). */
const bytesByName = new Set(['segment.bytes', 'log.segment.bytes', 'socket.request.max.bytes'])
const days = 86_400_000

/** A value in the unit that a person thinks in, or null when it is readable as it is: `604800000` of `retention.ms` is `7 d`. */
export function friendlyValue(name: string, value: string | null): string | null {
  if (value === null || !/^-?\d{1,19}$/.test(value)) return null
  const figure = Number(value)
  if (figure === -1 && /(retention|max|limit|quota|lifetime)/.test(name)) return t.unlimited
  // Kafka's “never”: the largest long.
  if (figure >= Number.MAX_SAFE_INTEGER) return t.unlimited
  if (figure < 0) return null
  if (name.endsWith('.ms')) return figure < 1000 ? null : wholeDays(figure)
  if (/\.(seconds|secs)$/.test(name)) return figure < 60 ? null : wholeDays(figure * 1000)
  if (name.endsWith('.minutes')) return figure < 60 ? null : wholeDays(figure * 60_000)
  if (name.endsWith('.hours')) return figure < 24 ? null : wholeDays(figure * 3_600_000)
  if (/(\.bytes|\.buffer\.size|\.bytes\.per\.second)$/.test(name) || bytesByName.has(name)) return figure < 1024 ? null : bytes(figure)
  return figure >= 10_000 ? count(figure) : null
}

/** `7 d` where `7 d 00 h` would say no more. */
function wholeDays(ms: number): string {
  const text = duration(ms)
  return ms % days === 0 ? text.replace(/ 00\u202Fh$/, '') : text.replace(/ 00\u202F[ms]$/, '')
}
