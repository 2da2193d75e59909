import { useEffect, useMemo, useRef, useState } from 'react'
import type { HeatMap, LagEvent, LagHistory } from '../../../shared/contract/lag.ts'
import type { AppError } from '../../../shared/errors/error.ts'
import { useQuery, useViewRow } from '../../host/hooks.ts'
import { useKept } from '../../host/use-kept.ts'
import type { TimeSpan } from '../../ui/chart/geometry.ts'
import type { HeatOrder } from '../../ui/chart/heat-layout.ts'
import { useSpan } from '../../ui/format/use-span.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export const ranges = {
  '15m': { length: 15 * MINUTE, every: 5 * SECOND },
  '1h': { length: HOUR, every: 10 * SECOND },
  '6h': { length: 6 * HOUR, every: MINUTE },
  '24h': { length: 24 * HOUR, every: 2 * MINUTE },
  '7d': { length: 7 * 24 * HOUR, every: 10 * MINUTE },
} as const
export type Range = keyof typeof ranges

/** Where nobody chose one: an hour, of which there is more than an edge to see. @param since when recording began */
export const usualRange = (since: number | null, now: number): Range =>
  since !== null && now - since < ranges['15m'].length ? '15m' : '1h'

/** Points of the curves, and columns of the heat map: two a column. */
export const POINTS = 240
export const COLUMNS = 120
/** More partitions are binned by their worst. */
const MOST_ROWS = 240

/** A span that stands: what was brushed (`from`, `to`), or the surroundings of a moment. Null: up to now. */
export function standingSpan(from: number | null, to: number | null, moment: number | null, length: number, now: number): TimeSpan | null {
  if (from !== null && to !== null && to - from >= SECOND) return { from, to }
  if (moment === null) return null
  // What led to it is worth more than what came after.
  const end = Math.max(moment, Math.min(now, moment + length / 4))
  return { from: end - length, to: end }
}

const timeIn = (query: URLSearchParams, name: string): number | null => {
  const text = query.get(name) ?? ''
  return /^\d{10,15}$/.test(text) ? Number(text) : null
}

/** The same object while the address and the range say the same. */
export function useStanding(query: URLSearchParams, range: Range): TimeSpan | null {
  const [opened] = useState(() => Date.now())
  const [from, to, moment] = [timeIn(query, 'from'), timeIn(query, 'to'), timeIn(query, 'moment')]
  return useMemo(() => standingSpan(from, to, moment, ranges[range].length, opened), [from, to, moment, range, opened])
}

export const useRange = (range: Range, at: 'live' | number): TimeSpan => useSpan(ranges[range], at)

export interface Answer<T> {
  /** The newest answer with its own span: while the next is asked for, the last one stays on the screen. */
  readonly data: T | null
  readonly error: AppError | null
  retry(): void
}

interface Asked {
  readonly cluster: string
  readonly at: 'live' | number
  readonly group: string
}

/** @param question what makes it another picture: the range, or the span that stands */
export function useHistory(asked: Asked, question: string, span: TimeSpan): Answer<LagHistory> {
  const answer = useQuery('lag', 'history', { ...asked, span, points: POINTS })
  const data = useKept(`${asked.group} ${question}`, answer.data)
  return { data, error: data === null ? answer.error : null, retry: () => void answer.refetch() }
}

/** What is backfilled while somebody looks is seen as it comes, an hour after the other. */
export function useSeenBackfill(cluster: string, at: 'live' | number, again: () => void): void {
  const progress = useViewRow('history', 'recorder', { cluster }, cluster)?.backfill
  const step = at === 'live' && progress !== undefined && progress.hours > 0 ? `${progress.topics} ${progress.done}` : null
  const seen = useRef(step)
  useEffect(() => {
    if (step === null || step === seen.current) return
    seen.current = step
    again()
  }, [step, again])
}

export function useHeatMap(
  asked: Asked,
  question: string,
  span: TimeSpan,
  order: HeatOrder,
  metric: 'lag' | 'timeLag' | 'slope',
): Answer<HeatMap> {
  const answer = useQuery('lag', 'heatMap', { ...asked, span, metric, order, columns: COLUMNS, rows: MOST_ROWS })
  const data = useKept(`${asked.group} ${question} ${order} ${metric}`, answer.data)
  return { data, error: data === null ? answer.error : null, retry: () => void answer.refetch() }
}

/** Span of an answer: what is drawn is where its own values lie. */
export const spanOf = (data: { readonly from: number; readonly step: number }, steps: number): TimeSpan => ({
  from: data.from,
  to: data.from + data.step * steps,
})

/** What happened in the span. Asked anew with it. */
export function useEvents(asked: Asked, question: string, span: TimeSpan): readonly LagEvent[] {
  const answer = useQuery('lag', 'events', { ...asked, span })
  return useKept(`${asked.group} ${question}`, answer.data)?.events ?? none
}

const none: readonly LagEvent[] = []
