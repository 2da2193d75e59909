import type { GroupPartitionRow } from '../../../shared/contract/groups.ts'

export interface Dot {
  readonly x: number
  /** 0 stands on the axis. */
  readonly level: number
  readonly row: GroupPartitionRow
}

export interface StripPlot {
  readonly dots: readonly Dot[]
  readonly ticks: readonly { readonly x: number; readonly value: number }[]
}

const DOT = 7

/** The next power of ten that holds every lag; at least 1,000, so that small lags look small. */
const decadesFor = (largest: number): number => Math.max(3, Math.ceil(Math.log10(largest + 1)))

/**
 * One dot a partition on a log axis that starts at 0. Dots that would lie on each other are piled up, up to `levels`; a full pile gives
 * to its neighbours, at most `SPREAD` places away, and above that they stand in the top row together.
 */
export function stripPlot(rows: readonly GroupPartitionRow[], width: number, levels: number): StripPlot {
  const read = rows.filter((row) => row.lag !== null)
  const decades = decadesFor(Math.max(0, ...read.map((row) => row.lag ?? 0)))
  const scale = (lag: number): number => DOT / 2 + (Math.log10(1 + lag) / decades) * (width - DOT)
  const piles = new Map<number, number>()
  const dots = [...read]
    .sort((a, b) => (a.lag ?? 0) - (b.lag ?? 0))
    .map((row): Dot => {
      const own = Math.min(Math.floor((width - DOT) / DOT), Math.floor(scale(row.lag ?? 0) / DOT))
      const slot = freeSlot(piles, own, levels, Math.floor((width - DOT) / DOT))
      const pile = piles.get(slot) ?? 0
      piles.set(slot, pile + 1)
      return { x: slot * DOT + DOT / 2, level: Math.min(pile, levels - 1), row }
    })
  const step = decades > 12 ? 3 : decades > 6 ? 2 : 1
  const ticks = [{ x: scale(0), value: 0 }]
  for (let decade = step; decade <= decades; decade += step) ticks.push({ x: scale(10 ** decade), value: 10 ** decade })
  return { dots, ticks }
}

const SPREAD = 4

function freeSlot(piles: ReadonlyMap<number, number>, own: number, levels: number, last: number): number {
  for (let away = 0; away <= SPREAD; away++) {
    for (const slot of [own - away, own + away]) if (slot >= 0 && slot <= last && (piles.get(slot) ?? 0) < levels) return slot
  }
  return own
}

/** A stable hash of the name, so that a host keeps its colour. */
export function seriesOf(name: string | null): number {
  if (name === null) return 0
  let hash = 7
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) | 0
  return 1 + (Math.abs(hash) % 8)
}
