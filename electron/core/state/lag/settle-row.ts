import type { VerdictView } from '../../../../shared/contract/figures.ts'
import { settle } from '../../../../shared/domain/verdict/settling.ts'
import { besideOf, NOTICE, URGENT, verdictAt } from '../../../../shared/domain/verdict/ranks.ts'
import type { GroupBlock } from './group-block.ts'
import { flagsOf, show, viewAt } from './shown.ts'

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
 * Notes the verdict to show after a raw one: worse at once, better when it has held. Only rows whose raw verdicts of the last moments
 * differ keep a list of them.
 */
export function settleRow(block: GroupBlock, row: number, { code, flags, also }: RawCode, settling: Settling): void {
  const { shown } = block
  if (shown.code[row] === code && shown.flags[row] === flags && shown.settling[row] === 0) {
    shown.also[row] = also
    return
  }
  settleAgain(block, row, { code, flags, also }, settling)
}

const alike = (view: VerdictView, { code, flags }: RawCode): boolean => view.verdict === verdictAt(code) && flagsOf(view) === flags

function settleAgain(block: GroupBlock, row: number, raw: RawCode, { t, before, hold }: Settling): void {
  const shown = viewAt(block.shown, row)
  const judged: VerdictView = {
    verdict: verdictAt(raw.code) ?? 'LEARNING',
    urgent: (raw.flags & URGENT) !== 0,
    notice: (raw.flags & NOTICE) !== 0,
    since: t * 1_000,
    also: besideOf(raw.also),
  }
  const past = block.recent.get(row) ?? (shown ? [{ t: before, judged: shown }] : [])
  const recent = [...past.filter((one) => one.t >= t - hold), { t, judged }]
  const settled = recent.every((one) => alike(one.judged, raw))
  block.shown.settling[row] = settled ? 0 : 1
  if (settled) block.recent.delete(row)
  else block.recent.set(row, recent)
  const worst = settle(recent, hold) ?? judged
  show(block.shown, row, { ...worst, since: shown?.verdict === worst.verdict ? shown.since : t * 1_000 })
}
