import { useMemo } from 'react'
import { fade } from './palette.ts'
import type { Point } from './canvas.tsx'
import { useTimeCursor, type TimeCursor } from './cursor.ts'
import { geometry, type TimeSpan } from './geometry.ts'
import { line, sharp, type Pen } from './pen.ts'

/** A shorter drag is a click. */
const LEAST_PX = 6

export interface TimePointer {
  onMove(point: Point): void
  onDown(point: Point): void
  onUp(point: Point): void
  onLeave(): void
  /** True when the press that ends now brushed a span: then it is no click. */
  brushed(): boolean
}

/** Pointing at a moment moves the cursor of all pictures; dragging brushes a span, which all pictures then show alone. */
export function useTimePointer(span: TimeSpan): TimePointer {
  const cursor = useTimeCursor()
  return useMemo(() => createTimePointer(cursor, span), [cursor, span])
}

function createTimePointer(cursor: TimeCursor, span: TimeSpan): TimePointer {
  let began: number | null = null
  let wasBrush = false
  const timeAt = ({ x, width }: Point): number => Math.min(span.to, Math.max(span.from, geometry(width, span).time(x)))
  const far = (point: Point): boolean => began !== null && Math.abs(point.x - began) >= LEAST_PX
  const startAt = (point: Point): number => timeAt({ ...point, x: began ?? point.x })
  return {
    onMove(point) {
      const at = geometry(point.width, span).time(point.x)
      cursor.set(at < span.from || at > span.to ? null : at)
      if (far(point)) cursor.setBrush([startAt(point), timeAt(point)])
    },
    onDown(point) {
      const { x0, x1 } = geometry(point.width, span)
      wasBrush = false
      began = point.x >= x0 && point.x <= x1 ? point.x : null
    },
    onUp(point) {
      wasBrush = far(point)
      const ends = [startAt(point), timeAt(point)] as const
      began = null
      cursor.setBrush(null)
      if (wasBrush) cursor.zoom(Math.min(...ends), Math.max(...ends))
    },
    onLeave() {
      began = null
      cursor.set(null)
      cursor.setBrush(null)
    },
    brushed: () => wasBrush,
  }
}

/** The moment pointed at in any picture, and what is being brushed. */
export function paintPointer(pen: Pen, cursor: TimeCursor, span: TimeSpan, top: number, bottom: number): void {
  const { x, x0, x1 } = geometry(pen.width, span)
  const brush = cursor.brush()
  if (brush) {
    const [a, b] = [x(Math.min(...brush)), x(Math.max(...brush))]
    pen.c.fillStyle = fade(pen.palette.of.accent, 0.14)
    pen.c.fillRect(Math.max(x0, a), top, Math.min(x1, b) - Math.max(x0, a), bottom - top)
  }
  const at = cursor.get()
  if (at === null || at < span.from || at > span.to) return
  const here = sharp(x(at))
  line(pen, [here, top], [here, bottom], { colour: pen.palette.of.text, opacity: 0.8 })
}
