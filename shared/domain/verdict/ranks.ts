import type { Verdict } from './inputs.ts'
import { signOf } from './rank.ts'

/** Verdicts by number, for columns: a byte a row. 0 is none. */
export const VERDICTS = [
  'TOPIC_GONE',
  'NO_LEADER',
  'NO_COMMIT',
  'LEARNING',
  'DATA_LOST',
  'AHEAD',
  'REWIND',
  'LOSS_RISK',
  'OK',
  'REBALANCING',
  'STOPPED',
  'STALLED',
  'FALLING_BEHIND',
  'CATCHING_UP',
  'BEHIND',
] as const satisfies readonly Verdict[]

export const NO_VERDICT = 0
export const CODES = Object.fromEntries(VERDICTS.map((verdict, i) => [verdict, i + 1])) as Readonly<Record<Verdict, number>> // all of them

/** Undefined: none. */
export const verdictAt = (code: number): Verdict | undefined => VERDICTS[code - 1]

/** Beside the code, what makes a verdict more or less grave. */
export const URGENT = 1
export const NOTICE = 2

const FLAGS = 4
const RANKS = Uint8Array.from({ length: (VERDICTS.length + 1) * FLAGS }, (_, i) => {
  const verdict = verdictAt(Math.floor(i / FLAGS))
  if (verdict === undefined) return 0
  return signOf({ verdict, urgent: (i & URGENT) !== 0, notice: (i & NOTICE) !== 0 }).rank ?? 0
})

/** 1 is worst, 0 is not ranked; as `signOf` says, without an object. */
export const rankAt = (code: number, flags: number): number => RANKS[code * FLAGS + flags] ?? 0

/** Verdicts that are told beside the first, in the order in which they are told; a bit each. */
export const BESIDE = ['DATA_LOST', 'AHEAD', 'REWIND', 'LOSS_RISK', 'STOPPED', 'STALLED'] as const satisfies readonly Verdict[]

const BITS: ReadonlyMap<Verdict, number> = new Map(BESIDE.map((verdict, i) => [verdict, 1 << i]))

/** 0 for a verdict that is never told beside another. */
export const bitOf = (verdict: Verdict): number => BITS.get(verdict) ?? 0
export const bitsOf = (verdicts: readonly Verdict[]): number => verdicts.reduce((bits, verdict) => bits | bitOf(verdict), 0)

/** By bits: one list for all of whom the same is told, which nobody changes. */
const besides = new Map<number, (typeof BESIDE)[number][]>()

export function besideOf(bits: number): (typeof BESIDE)[number][] {
  const known = besides.get(bits)
  if (known !== undefined) return known
  const told = BESIDE.filter((_, i) => (bits & (1 << i)) !== 0)
  besides.set(bits, told)
  return told
}
