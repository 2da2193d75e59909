import type { Happening } from '../../../shared/contract/history.ts'
import type { Reach } from './at.ts'

/** Where a moment lies on the bar, 0 to 1. */
export const placeOf = (at: number, { first, last }: Reach): number =>
  last <= first ? 1 : Math.min(1, Math.max(0, (at - first) / (last - first)))

export const momentAt = (place: number, { first, last }: Reach): number =>
  Math.round(first + Math.min(1, Math.max(0, place)) * (last - first))

/** Rows of the densest column fill the height; a column with anything is seen. */
export function heightsOf(density: readonly number[]): readonly number[] {
  const most = Math.max(1, ...density)
  return density.map((n) => (n === 0 ? 0 : Math.max(0.15, Math.sqrt(n / most))))
}

const bad: ReadonlySet<Happening['kind']> = new Set(['brokerDown', 'offline'])
const warn: ReadonlySet<Happening['kind']> = new Set(['groupEmpty', 'controller', 'topicRemoved', 'groupRemoved'])

export const toneOf = (kind: Happening['kind']): 'bad' | 'warn' | 'info' => (bad.has(kind) ? 'bad' : warn.has(kind) ? 'warn' : 'info')

export interface Flag {
  readonly place: number
  readonly tone: 'bad' | 'warn' | 'info'
  readonly events: readonly Happening[]
}

/** Events that would lie on each other share a flag; the worst gives its colour. */
export function flagsOf(events: readonly Happening[], reach: Reach, columns: number): readonly Flag[] {
  const byColumn = new Map<number, Happening[]>()
  for (const event of events) {
    const column = Math.round(placeOf(event.at, reach) * columns)
    byColumn.set(column, [...(byColumn.get(column) ?? []), event])
  }
  const rank = { bad: 0, warn: 1, info: 2 } as const
  return [...byColumn].map(([column, own]) => ({
    place: column / columns,
    tone: own.map(({ kind }) => toneOf(kind)).reduce((worst, tone) => (rank[tone] < rank[worst] ? tone : worst), 'info'),
    events: own,
  }))
}

/** Times along the bar that are round, at most so many. */
export function roundTimes({ first, last }: Reach, most: number): readonly number[] {
  const MINUTE = 60_000
  const steps = [1, 5, 10, 30, 60, 180, 360, 720, 1_440, 4_320, 10_080].map((minutes) => minutes * MINUTE)
  const step = steps.find((each) => (last - first) / each <= most) ?? 10_080 * MINUTE
  const times: number[] = []
  for (let at = Math.ceil(first / step) * step; at <= last; at += step) times.push(at)
  return times
}
