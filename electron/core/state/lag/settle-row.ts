import { rankAt } from '../../../../shared/domain/verdict/ranks.ts'
import type { GroupBlock } from './group-block.ts'
import type { RawRun } from './shown.ts'

/** A raw verdict, as numbers. */
export interface RawCode {
  readonly code: number
  readonly flags: number
  readonly also: number
}

/** Times of the newest sample and of the one before it, and how long better has to hold. Seconds. */
export interface Settling {
  readonly t: number
  readonly before: number
  readonly hold: number
}

/**
 * Notes the verdict to show after a raw one, as `settle` says: the worst of the last `hold` seconds, so that worse shows at once and better
 * when it has held. Only rows whose raw verdicts of the last moments differ keep a list of them.
 */
export function settleRow(block: GroupBlock, row: number, raw: RawCode, settling: Settling): void {
  const { shown } = block
  if (shown.code[row] === raw.code && shown.flags[row] === raw.flags && shown.settling[row] === 0) shown.also[row] = raw.also
  else settleAgain(block, row, raw, settling)
}

function settleAgain(block: GroupBlock, row: number, raw: RawCode, { t, before, hold }: Settling): void {
  const { shown } = block
  const runs = block.recent?.get(row) ?? firstRun(block, row, before)
  let passed = 0
  while ((runs[passed]?.last ?? Infinity) < t - hold) passed += 1
  if (passed > 0) runs.splice(0, passed)
  dropUnranked(runs, raw)
  const newest = runs.at(-1)
  if (newest && isAlike(newest, raw) && newest.also === raw.also) newest.last = t
  else runs.push({ code: raw.code, flags: raw.flags, also: raw.also, last: t })
  const settled = areAlike(runs, raw)
  shown.settling[row] = settled ? 0 : 1
  if (!settled) (block.recent ??= new Map()).set(row, runs)
  else block.recent?.delete(row)
  const worst = worstOf(runs, raw)
  if (shown.code[row] !== worst.code) shown.since[row] = t * 1_000
  shown.code[row] = worst.code
  shown.flags[row] = worst.flags
  shown.also[row] = worst.also
}

/** What is not ranked counts only while it is the newest: nobody has to remember it. */
function dropUnranked(runs: RawRun[], raw: RawCode): void {
  const newest = runs.at(-1)
  if (newest && !isAlike(newest, raw) && rankAt(newest.code, newest.flags) === 0) runs.pop()
}

const isAlike = (a: RawCode, b: RawCode): boolean => a.code === b.code && a.flags === b.flags

function areAlike(runs: readonly RawRun[], raw: RawCode): boolean {
  for (const run of runs) if (!isAlike(run, raw)) return false
  return true
}

function firstRun({ shown }: GroupBlock, row: number, last: number): RawRun[] {
  const code = shown.code[row] ?? 0
  return code === 0 ? [] : [{ code, flags: shown.flags[row] ?? 0, also: shown.also[row] ?? 0, last }]
}

/** What is not ranked counts only when it is the newest. */
function worstOf(runs: readonly RawRun[], newest: RawCode): RawCode {
  let worst = newest
  let rank = rankAt(newest.code, newest.flags)
  if (rank === 0) return newest
  for (const run of runs) {
    const own = rankAt(run.code, run.flags)
    if (own === 0 || own >= rank) continue
    worst = run
    rank = own
  }
  return worst
}
