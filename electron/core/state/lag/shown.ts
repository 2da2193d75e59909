import type { VerdictView } from '../../../../shared/contract/figures.ts'
import { besideOf, NOTICE, URGENT, verdictAt } from '../../../../shared/domain/verdict/ranks.ts'
import type { Room } from './room.ts'

/** What is shown of each row, a byte or two of it: 0 in `code` is nothing yet. */
export interface Shown {
  readonly code: Uint8Array
  /** `URGENT`, `NOTICE` */
  readonly flags: Uint8Array
  /** Bits of what is told beside it. */
  readonly also: Uint8Array
  /** Wall clock ms. */
  readonly since: Float64Array
  /** 1: raw verdicts of the last moments differ from what is shown; the block's `recent` has them. */
  readonly settling: Uint8Array
}

/** Neighbouring samples of a row with the same raw verdict, by the second of the newest. */
export interface RawRun {
  code: number
  flags: number
  also: number
  last: number
}

/** Bytes of it in a row. */
export const SHOWN_A_ROW = 8 + 4

export const newShown = (rows: number, room: Room): Shown => ({
  since: room.float64(rows),
  code: room.uint8(rows),
  flags: room.uint8(rows),
  also: room.uint8(rows),
  settling: room.uint8(rows),
})

export const flagsOf = ({ urgent, notice }: { readonly urgent: boolean; readonly notice: boolean }): number =>
  (urgent ? URGENT : 0) | (notice ? NOTICE : 0)

export function viewAt({ code, flags, also, since }: Shown, row: number): VerdictView | null {
  const verdict = verdictAt(code[row] ?? 0)
  if (verdict === undefined) return null
  const own = flags[row] ?? 0
  return {
    verdict,
    urgent: (own & URGENT) !== 0,
    notice: (own & NOTICE) !== 0,
    since: since[row] ?? 0,
    also: besideOf(also[row] ?? 0),
  }
}
