import { offset, short } from '../../format/numbers.ts'
import { write, type Pen } from '../pen.ts'
import { STRIP, type LogGeometry } from './log-layout.ts'
import type { LogRow } from './log-row.ts'

/** Right of a strip: next offset, rate, replicas. */
export function paintFigures(pen: Pen, row: LogRow, y: number, { end }: LogGeometry): void {
  const { of } = pen.palette
  const middle = y + STRIP.top + 7
  write(pen, offset(row.end), end + 104, middle, { size: 12, align: 'right', colour: row.end === null ? of['text-3'] : of.text })
  const rate = row.in === null ? '\u2014' : row.in > 0 && row.in < 9.95 ? row.in.toFixed(1) : short(row.in)
  write(pen, rate, end + 162, middle, { size: 12, align: 'right', colour: row.in === null ? of['text-3'] : of['text-2'] })
  paintReplicas(pen, row, y + STRIP.top + 1)
}

/** What fits; a partition with more replicas says how many. */
const MOST_SQUARES = 4

/** Filled: leader. Outline: in sync. Crossed: out of sync. */
function paintReplicas(pen: Pen, row: LogRow, top: number): void {
  const { c } = pen
  const { of } = pen.palette
  const shown = row.replicas.slice(0, MOST_SQUARES)
  if (row.replicas.length > MOST_SQUARES) {
    write(pen, `${row.replicas.filter((r) => r.inSync).length}/${row.replicas.length}`, pen.width - 20, top + 6, {
      align: 'right',
      colour: of['text-2'],
    })
    return
  }
  shown.forEach((replica, at) => {
    const x = pen.width - 20 - (shown.length - at) * 16 + 4
    c.lineWidth = 1
    c.fillStyle = of['text-2']
    c.strokeStyle = replica.inSync ? of['text-3'] : of.bad
    c.beginPath()
    if (replica.broker === row.leader) {
      c.roundRect(x, top, 12, 12, 2.5)
      c.fill()
      return
    }
    c.roundRect(x + 0.5, top + 0.5, 11, 11, 2.5)
    if (!replica.inSync) {
      c.moveTo(x + 3, top + 3)
      c.lineTo(x + 9, top + 9)
      c.moveTo(x + 9, top + 3)
      c.lineTo(x + 3, top + 9)
    }
    c.stroke()
  })
}
