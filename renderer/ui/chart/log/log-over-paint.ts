import { offset } from '../../format/numbers.ts'
import { fade } from '../palette.ts'
import { arrowUp, line, measure, sharp, write, type Pen } from '../pen.ts'
import { HEAD, ROW, STRIP, type LogGeometry } from './log-layout.ts'
import type { LogRow } from './log-row.ts'
import { offsetAt, placeOfSpan, type LogSpan } from './log-span.ts'
import type { LogDrag } from './use-log-drag.ts'

/** A stretch that is, or is being, chosen. */
export function paintSpan(pen: Pen, geometry: LogGeometry, row: LogRow, span: LogSpan, y: number): void {
  const place = placeOfSpan(geometry, row, span)
  if (place === null || y + ROW < HEAD) return
  const [from, to] = place
  const { c } = pen
  const { of } = pen.palette
  const top = Math.max(HEAD, y + STRIP.top - 3)
  const height = y + STRIP.top + STRIP.height + 3 - top
  if (height <= 0) return
  if (to - from < 2) return line(pen, [sharp(from), top], [sharp(from), top + height], { colour: of.accent, width: 2 })
  c.fillStyle = fade(of.accent, 0.22)
  c.fillRect(from, top, to - from, height)
  c.strokeStyle = of.accent
  c.lineWidth = 1.5
  c.strokeRect(from, top, to - from, height)
}

/** A group's arrow under the pointer, with the offset it would be set to. */
export function paintMovedGroup(pen: Pen, geometry: LogGeometry, { row, group, to }: LogDrag, y: number): void {
  const at = offsetAt(geometry, row, to)
  if (group === null || at === null) return
  const { c } = pen
  const { of } = pen.palette
  const x = Math.min(geometry.end, Math.max(geometry.x0, to))
  const top = y + STRIP.top + STRIP.height + 1
  line(pen, [sharp(x), y + STRIP.top], [sharp(x), top], { colour: of.accent, width: 1.5 })
  arrowUp(pen, x, top, of.accent, 5.5)
  const text = `${group.group} → ${offset(at)}`
  const width = measure(pen, text, 11, 550)
  const right = x + 10 + width < geometry.end
  c.fillStyle = of.surface
  c.fillRect(right ? x + 8 : x - 12 - width, top - 1, width + 6, 14)
  write(pen, text, right ? x + 10 : x - 8, top + 6, { weight: 550, align: right ? 'left' : 'right', colour: of.text })
}
