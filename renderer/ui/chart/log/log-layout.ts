import { logDistance, logShare } from './log-scale.ts'
import { behindOf, keptOf, type LogRow } from './log-row.ts'

export const ROW = 39
export const HEAD = 28
export const LABELS = 172
/** Next offset, rate and replicas. */
export const FIGURES = 248
/** The strip inside its row. */
export const STRIP = { top: 7, height: 14 } as const

export type LogAxis = 'end' | 'offset'

export interface LogGeometry {
  readonly width: number
  readonly x0: number
  /** The vertical line at which all logs end. */
  readonly end: number
  /** Distance that stands at the left end of a strip. */
  readonly most: number
  readonly axis: LogAxis
}

export function logGeometry(width: number, most: number, axis: LogAxis): LogGeometry {
  return { width, x0: LABELS, end: Math.max(LABELS + 80, width - FIGURES), most, axis }
}

/** The torn edge needs room at its left. */
const TORN = 26

/** Of a distance before the end of this row's log. */
export function xOf(geometry: LogGeometry, row: LogRow, distance: number): number {
  const { x0, end, most, axis } = geometry
  const width = end - x0 - (axis === 'end' ? 12 : TORN)
  if (axis === 'end') return end - logShare(distance, most) * width
  const kept = keptOf(row) ?? 0
  return kept === 0 ? end : end - Math.min(1.02, Math.max(0, distance) / kept) * width
}

/** The distance before the end at a place; null right of it. */
export function distanceAt(geometry: LogGeometry, row: LogRow, x: number): number | null {
  const { x0, end, most, axis } = geometry
  if (x > end) return null
  if (axis === 'end') return logDistance((end - x) / (end - x0 - 12), most)
  return ((end - x) / (end - x0 - TORN)) * (keptOf(row) ?? 0)
}

export interface Arrow {
  readonly group: string
  readonly x: number
  readonly lag: number | null
  readonly lost: number
  readonly focused: boolean
  /** Empty: no room, the number is left out. */
  readonly label: string
  readonly labelAt: 'left' | 'right'
}

export interface ArrowText {
  measure(text: string, focused: boolean): number
  label(group: string, lag: number, focused: boolean): string
  lost(group: string, lost: number): string
}

const GAP = 8

/**
 * Arrows from the end to the start. A number is written only where it clears the next arrow and other numbers; the focused group's and a
 * loss always are, and others make room for them.
 */
export function arrowsOf(geometry: LogGeometry, row: LogRow, focus: string | null, text: ArrowText): readonly Arrow[] {
  const placed = row.groups
    .flatMap((each) => {
      const behind = behindOf(row, each)
      if (behind === null) return []
      const lost = each.lost ?? 0
      const x = lost > 0 ? xOf(geometry, row, keptOf(row) ?? behind) - 5 : xOf(geometry, row, behind)
      return [{ each, x: Math.max(geometry.x0 + 4, x), lost, focused: each.group === focus }]
    })
    .sort((a, b) => b.x - a.x || a.each.group.localeCompare(b.each.group))
  const taken: (readonly [number, number])[] = placed.map(({ x }) => [x - 5, x + 5])
  const free = (from: number, to: number, own: number): boolean =>
    from >= geometry.x0 && to <= geometry.end && taken.every(([a, b], at) => at === own || to <= a || from >= b)
  const labels = new Map<number, Pick<Arrow, 'label' | 'labelAt'>>()
  const urgent = placed.map((p, at) => ({ ...p, at })).sort((a, b) => weight(b) - weight(a))
  for (const { each, x, lost, focused, at } of urgent) {
    const label = lost > 0 ? text.lost(each.group, lost) : text.label(each.group, each.lag ?? 0, focused)
    const width = text.measure(label, focused || lost > 0)
    const must = focused || lost > 0
    const left = [x - GAP - width, x - GAP] as const
    const right = [x + GAP, x + GAP + width] as const
    const side = lost > 0 || left[0] < geometry.x0 ? 'right' : 'left'
    const span = side === 'left' ? left : right
    if (!must && !free(span[0] - 4, span[1], at)) continue
    labels.set(at, { label, labelAt: side })
    taken.push(span)
  }
  return placed.map(({ each, x, lost, focused }, at) => ({
    group: each.group,
    x,
    lag: each.lag,
    lost,
    focused,
    label: '',
    labelAt: 'left',
    ...labels.get(at),
  }))
}

const weight = (p: { readonly focused: boolean; readonly lost: number }): number => (p.lost > 0 ? 2 : 0) + (p.focused ? 4 : 0)
