import type { VerdictView } from '../../../../shared/contract/figures.ts'
import { settle } from '../../../../shared/domain/verdict/settling.ts'
import type { PartitionVerdict } from '../../../../shared/domain/verdict/partition.ts'
import type { GroupBlock } from './group-block.ts'
import { viewOf } from './judge-row.ts'

const alike = (a: VerdictView, b: PartitionVerdict): boolean => a.verdict === b.verdict && a.urgent === b.urgent && a.notice === b.notice

const sameAlso = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((name, i) => name === b[i])

/**
 * The verdict to show after a raw one: worse at once, better when it has held. Only rows whose raw verdicts of the last moments differ
 * keep a list of them.
 * @param before time of the sample before, seconds
 */
export function settleRow(block: GroupBlock, row: number, judged: PartitionVerdict, t: number, before: number, hold: number): VerdictView {
  const shown = block.shown[row]
  const raws = block.recent.get(row)
  if (shown && !raws && alike(shown, judged)) {
    if (!sameAlso(shown.also, judged.also)) block.shown[row] = { ...shown, also: [...judged.also] }
    return block.shown[row] ?? shown
  }
  const raw = { t, judged: viewOf(judged, t * 1_000) }
  const past = raws ?? (shown ? [{ t: before, judged: shown }] : [])
  const recent = [...past.filter((one) => one.t >= t - hold), raw]
  if (recent.every((one) => alike(one.judged, judged))) block.recent.delete(row)
  else block.recent.set(row, recent)
  const worst = settle(recent, hold) ?? raw.judged
  const view = shown?.verdict === worst.verdict ? { ...worst, since: shown.since } : { ...worst, since: t * 1_000 }
  block.shown[row] = view
  return view
}
