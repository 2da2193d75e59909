import { logDistance, logShare } from './log-scale.ts'
import { behindOf, keptOf, losesAt, type LogGroup, type LogRow } from './log-row.ts'
import { groupAge, timeAge, timeShare } from './log-time.ts'

export const ROW = 39
export const HEAD = 28
export const LABELS = 172
/** Next offset, rate and replicas. */
export const FIGURES = 248
/** The strip inside its row. */
export const STRIP = { top: 7, height: 14 } as const

export type LogAxis = 'end' | 'offset' | 'time'

export interface LogGeometry {
  readonly width: number
  readonly x0: number
  /** The vertical line at which all logs end. */
  readonly end: number
  /** Distance, or age in seconds, that stands at the left end of a strip. */
  readonly most: number
  readonly axis: LogAxis
  /** Powers of two nearer to the end than the whole log. */
  readonly zoom: number
}

export function logGeometry(width: number, most: number, axis: LogAxis, zoom = 0): LogGeometry {
  return { width, x0: LABELS, end: Math.max(LABELS + 80, width - FIGURES), most: most / nearer(axis, zoom), axis, zoom }
}

/** An axis that is logarithmic itself takes larger steps. */
const nearer = (axis: LogAxis, zoom: number): number => (axis === 'offset' ? 1 : 4 ** zoom)

/** How near one can come: some messages fill the strip. */
export const mostZoom = (axis: LogAxis, most: number, longest: number): number =>
  Math.max(0, Math.ceil(axis === 'offset' ? Math.log2(longest / 8) : Math.log2(most / (axis === 'end' ? 1_000 : 600)) / 2))

/** Messages from the left end of a row's own axis to its end. */
const lengthOf = (row: LogRow, { zoom }: LogGeometry): number => (keptOf(row) ?? 0) / 2 ** zoom

/** The torn edge needs room at its left. */
const TORN = 26
/** Of the axes that all rows share. */
const SHARED_INSET = 12

/** Of a record of this age. */
export const xOfAge = ({ x0, end, most }: LogGeometry, age: number): number =>
  Math.max(x0, end - timeShare(age, most) * (end - x0 - SHARED_INSET))

/** The age at a place; null right of now. */
export const ageAt = ({ x0, end, most }: LogGeometry, x: number): number | null =>
  x > end ? null : timeAge((end - x) / (end - x0 - SHARED_INSET), most)

/** Where a group stands; null: where is not known. */
function placeOf(geometry: LogGeometry, row: LogRow, group: LogGroup): number | null {
  if (geometry.axis === 'time') {
    const age = groupAge(group)
    return age === null ? null : xOfAge(geometry, age)
  }
  const behind = behindOf(row, group)
  if (behind === null) return null
  return (group.lost ?? 0) > 0 ? xOf(geometry, row, keptOf(row) ?? behind) - 5 : xOf(geometry, row, behind)
}

/** Of a distance before the end of this row's log. */
export function xOf(geometry: LogGeometry, row: LogRow, distance: number): number {
  const { x0, end, most, axis } = geometry
  const width = end - x0 - (axis === 'end' ? SHARED_INSET : TORN)
  if (axis === 'end') return Math.max(x0, end - logShare(distance, most) * width)
  const shown = lengthOf(row, geometry)
  // A loss stands a little left of the log's start.
  const drawn = Math.min(1.02 * (keptOf(row) ?? 0), Math.max(0, distance))
  return shown === 0 ? end : Math.max(x0, end - (drawn / shown) * width)
}

/** The distance before the end at a place; null right of it. */
export function distanceAt(geometry: LogGeometry, row: LogRow, x: number): number | null {
  const { x0, end, most, axis } = geometry
  if (x > end || axis === 'time') return null
  if (axis === 'end') return logDistance((end - x) / (end - x0 - SHARED_INSET), most)
  return ((end - x) / (end - x0 - TORN)) * lengthOf(row, geometry)
}

/** Under the strip, as near as this, is a group's arrow. */
const REACH = 7

/** The group whose arrow is there; `inRow`: px below the row's top. Of two, the nearer. */
export function groupAt(geometry: LogGeometry, row: LogRow, x: number, inRow: number): LogGroup | null {
  if (inRow < STRIP.top + STRIP.height - 1) return null
  let found: { readonly group: LogGroup; readonly far: number } | null = null
  for (const group of row.groups) {
    const at = placeOf(geometry, row, group)
    const far = at === null ? REACH + 1 : Math.abs(Math.max(geometry.x0 + 4, at) - x)
    if (far <= REACH && (found === null || far < found.far)) found = { group, far }
  }
  return found?.group ?? null
}

export interface Arrow {
  readonly group: string
  readonly x: number
  readonly lag: number | null
  readonly lost: number
  /** Wall clock ms: unread records are deleted then, within the hour. */
  readonly losesAt: number | null
  readonly focused: boolean
  /** Farther back than the axis reaches. */
  readonly outside: boolean
  /** Empty: no room, the number is left out. */
  readonly label: string
  readonly labelAt: 'left' | 'right'
}

export interface ArrowText {
  measure(text: string, focused: boolean): number
  label(group: string, lag: number, focused: boolean): string
  lost(group: string, lost: number): string
  loses(group: string, at: number): string
  /** Of the next record, seconds. */
  age(group: string, age: number, focused: boolean): string
}

const GAP = 8

/**
 * Arrows from the end to the start. A number is written only where it clears the next arrow and other numbers; the focused group's and a
 * loss always are, and others make room for them.
 */
export function arrowsOf(geometry: LogGeometry, row: LogRow, focus: string | null, text: ArrowText): readonly Arrow[] {
  const placed = row.groups
    .flatMap((each) => {
      const x = placeOf(geometry, row, each)
      if (x === null) return []
      return [
        {
          each,
          x: Math.max(geometry.x0 + 4, x),
          outside: geometry.zoom > 0 && x <= geometry.x0,
          lost: each.lost ?? 0,
          losesAt: losesAt(row, each),
          focused: each.group === focus,
        },
      ]
    })
    .sort((a, b) => b.x - a.x || a.each.group.localeCompare(b.each.group))
  const taken: (readonly [number, number])[] = placed.map(({ x }) => [x - 5, x + 5])
  const free = (from: number, to: number, own: number): boolean =>
    from >= geometry.x0 && to <= geometry.end && taken.every(([a, b], at) => at === own || to <= a || from >= b)
  const labels = new Map<number, Pick<Arrow, 'label' | 'labelAt'>>()
  const urgent = placed.map((p, at) => ({ ...p, at })).sort((a, b) => weight(b) - weight(a))
  for (const { each, x, lost, losesAt: loses, focused, at } of urgent) {
    const must = focused || lost > 0 || loses !== null
    const label = labelOf(geometry, each, { lost, losesAt: loses, focused }, text)
    const width = text.measure(label, must)
    const left = [x - GAP - width, x - GAP] as const
    const right = [x + GAP, x + GAP + width] as const
    const side = lost > 0 || left[0] < geometry.x0 ? 'right' : 'left'
    const span = side === 'left' ? left : right
    if (!must && !free(span[0] - 4, span[1], at)) continue
    labels.set(at, { label, labelAt: side })
    taken.push(span)
  }
  return placed.map(({ each, x, outside, lost, losesAt: loses, focused }, at) => ({
    group: each.group,
    x,
    lag: each.lag,
    lost,
    losesAt: loses,
    focused,
    outside,
    label: '',
    labelAt: 'left',
    ...labels.get(at),
  }))
}

function labelOf(
  { axis }: LogGeometry,
  group: LogGroup,
  { lost, losesAt: loses, focused }: Pick<Arrow, 'lost' | 'losesAt' | 'focused'>,
  text: ArrowText,
): string {
  if (lost > 0) return text.lost(group.group, lost)
  if (loses !== null) return text.loses(group.group, loses)
  return axis === 'time' ? text.age(group.group, groupAge(group) ?? 0, focused) : text.label(group.group, group.lag ?? 0, focused)
}

const weight = (p: { readonly focused: boolean; readonly lost: number; readonly losesAt: number | null }): number =>
  (p.focused ? 4 : 0) + (p.lost > 0 ? 2 : 0) + (p.losesAt === null ? 0 : 1)
