import { parsed, refused, type Parsed } from './parsed.ts'

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A period of the scheduler, `10m` or `0`, in milliseconds. No fractions, no compound values. */
export function parsePeriod(text: string): Parsed<number> {
  if (text === '0') return parsed(0)
  const match = /^(\d+)(ms|s|m|h|d)$/.exec(text)
  if (!match) return refused('Write a whole number with a unit: ms, s, m, h or d, for example 10m.')
  // The pattern admits these units only.
  return parsed(Number(match[1]) * UNITS[match[2] as keyof typeof UNITS])
}

export interface PortRange {
  readonly from: number
  readonly to: number
}

/** `31092` or `31090..31100`. The scheduler checks no bounds; we do. */
export function parsePortRange(text: string): Parsed<PortRange> {
  const match = /^(\d+)(?:\.\.(\d+))?$/.exec(text.trim())
  if (!match) return refused('Write a port, or a range such as 31090..31100.')
  const from = Number(match[1])
  const to = Number(match[2] ?? match[1])
  if (from < 1 || to > 65_535) return refused('Ports lie between 1 and 65535.')
  if (from > to) return refused('The range ends before it starts.')
  return parsed({ from, to })
}

/** A log name that the scheduler's executor survives: a comma in it ends the executor and with it the broker. */
export function parseLogName(text: string): Parsed<string> {
  if (!/^[A-Za-z0-9_.-]+$/.test(text))
    return refused('Only letters, digits, dots, hyphens and underscores: other characters can stop the broker.')
  if (text !== 'stdout' && text !== 'stderr' && !text.endsWith('.log'))
    return refused('The scheduler reads stdout, stderr and files that end in .log.')
  return parsed(text)
}

/** A topic name that Kafka accepts. */
export function parseTopicName(text: string): Parsed<string> {
  if (text === '.' || text === '..') return refused('“.” and “..” are not allowed.')
  return /^[A-Za-z0-9._-]{1,249}$/.test(text) ? parsed(text) : refused('1 to 249 letters, digits, dots, hyphens or underscores.')
}
