import { useState } from 'react'
import type { Point } from '../canvas.tsx'
import { groupAt, type LogGeometry } from './log-layout.ts'
import type { LogGroup, LogRow } from './log-row.ts'
import { offsetAt, spanOf, type LogSpan } from './log-span.ts'

/** Shorter is a click. */
const LEAST = 4

/** What is being drawn over the picture: a stretch of a log, or a group's arrow on its way to another offset. */
export interface LogDrag {
  readonly row: LogRow
  /** Null: a stretch. */
  readonly group: LogGroup | null
  readonly from: number
  readonly to: number
}

export interface LogDragProps {
  onSpan(span: LogSpan | null): void
  /** Absent: groups stay where they are. */
  readonly onGroup?: ((group: string, row: LogRow, offset: string) => void) | undefined
}

export function useLogDrag({ onSpan, onGroup }: LogDragProps) {
  const [drag, setDrag] = useState<LogDrag | null>(null)
  const moved = drag !== null && Math.abs(drag.to - drag.from) >= LEAST
  const grab = (geometry: LogGeometry, row: LogRow, at: Point, inRow: number): LogGroup | null =>
    onGroup === undefined || geometry.axis === 'time' ? null : groupAt(geometry, row, at.x, inRow)
  return {
    /** Null until it is one. */
    drag: moved ? drag : null,
    grab,
    down(geometry: LogGeometry, row: LogRow, at: Point, inRow: number): void {
      if (offsetAt(geometry, row, at.x) === null || at.x < geometry.x0) return
      setDrag({ row, group: grab(geometry, row, at, inRow), from: at.x, to: at.x })
    },
    move: (x: number): void => setDrag((now) => now && { ...now, to: x }),
    up(geometry: LogGeometry, x: number): void {
      if (drag === null) return
      setDrag(null)
      const far = Math.abs(x - drag.from) >= LEAST
      if (drag.group === null) return onSpan(spanOf(geometry, drag.row, drag.from, far ? x : drag.from))
      const offset = far ? offsetAt(geometry, drag.row, x) : null
      if (offset !== null) onGroup?.(drag.group.group, drag.row, offset)
    },
    cancel: (): void => setDrag(null),
  }
}
