import { en } from '../../../text/en.ts'
import { count, short } from '../../format/numbers.ts'
import { duration } from '../../format/times.ts'
import { fade } from '../palette.ts'
import { arrowLeft, arrowUp, createHatches, line, measure, sharp, write, type Pen } from '../pen.ts'
import { paintEdge, type LogPaint } from './log-edge-paint.ts'
import { paintFigures } from './log-figures.ts'
import { arrowsOf, distanceAt, HEAD, ROW, STRIP, xOf, type Arrow, type ArrowText, type LogGeometry } from './log-layout.ts'
import { behindOf, edgeOf, groupIn, keptOf, type LogRow } from './log-row.ts'
import { decades } from './log-scale.ts'
import { paintTimeStrip, timeAxisMarks } from './log-time-paint.ts'

const t = en.lag.log
const hatches = createHatches()
/** From here on the hatch is dense: much is unread. */
const HEAVY = 100_000
const MINUS = '\u2212'

/** `10 k`, not `10.0 k`: marks of an axis are round. */
const mark = (distance: number): string => short(distance).replace('.0', '')

export function paintHead(pen: Pen, { geometry }: LogPaint): void {
  const { of } = pen.palette
  const quiet = { colour: of['text-3'] }
  pen.c.fillStyle = of.surface
  pen.c.fillRect(0, 0, pen.width, HEAD)
  line(pen, [0, HEAD - 0.5], [pen.width, HEAD - 0.5], { colour: of.line })
  write(pen, t.column.partition, 20, 14, quiet)
  write(pen, t.column.leader, 80, 14, quiet)
  if (geometry.axis !== 'offset') {
    for (const each of axisMarks(geometry)) write(pen, each.text, each.x, 14, { ...quiet, align: 'center' })
  } else {
    write(pen, geometry.zoom > 0 ? t.offsetAxisNear : t.offsetAxis, geometry.x0 + 26, 14, quiet)
    write(pen, t.column.end, geometry.end, 14, { ...quiet, align: 'right' })
  }
  write(pen, t.column.next, geometry.end + 104, 14, { ...quiet, align: 'right' })
  write(pen, t.column.in, geometry.end + 162, 14, { ...quiet, align: 'right' })
  write(pen, t.column.replicas, pen.width - 20, 14, { ...quiet, align: 'right' })
}

const NO_ROW: LogRow = { key: '', partition: 0, leader: 0, replicas: [], start: null, end: null, in: null, groups: [], moreGroups: 0 }

/** Marks that do not stand on each other, from the end on. */
function axisMarks(geometry: LogGeometry): readonly { readonly x: number; readonly text: string }[] {
  if (geometry.axis === 'time') return timeAxisMarks(geometry)
  const marks: { x: number; text: string }[] = [{ x: geometry.end, text: t.column.end }]
  for (const distance of decades(geometry.most)) {
    const x = xOf(geometry, NO_ROW, distance)
    if ((marks.at(-1)?.x ?? x) - x >= 46 && x - geometry.x0 > 20) marks.push({ x, text: MINUS + mark(distance) })
  }
  return marks
}

export function paintGrid(pen: Pen, { geometry }: LogPaint, height: number): void {
  const { of } = pen.palette
  if (geometry.axis === 'offset') return
  for (const { x } of axisMarks(geometry).slice(1)) line(pen, [sharp(x), 0], [sharp(x), height], { colour: of.grid })
  line(pen, [sharp(geometry.end), 0], [sharp(geometry.end), height], { colour: of['line-2'] })
}

export function paintRow(pen: Pen, row: LogRow, y: number, paint: LogPaint): void {
  const { of } = pen.palette
  const { c } = pen
  if (row.key === paint.selected) {
    c.globalAlpha = 0.75
    c.fillStyle = of.selected
    c.fillRect(0, y, pen.width, ROW)
    c.globalAlpha = 1
    c.fillStyle = of.accent
    c.fillRect(0, y, 2, ROW)
  }
  c.fillStyle = of.line
  c.fillRect(20, y + ROW - 1, pen.width - 40, 1)
  paintLabel(pen, row, y)
  const known = row.start !== null && row.end !== null
  if (known) {
    if (paint.geometry.axis === 'time') paintTimeStrip(pen, row, y, paint)
    else paintStrip(pen, row, y, paint)
    paintNext(pen, y, paint.geometry)
    paintArrows(pen, row, y, paint)
  } else {
    write(pen, row.leader < 0 ? t.noLeader : t.notRead, paint.geometry.x0 + 4, y + STRIP.top + 7, {
      colour: row.leader < 0 ? of['bad-text'] : of['text-3'],
    })
  }
  paintFigures(pen, row, y, paint.geometry)
}

function paintLabel(pen: Pen, row: LogRow, y: number): void {
  const { c } = pen
  const { of } = pen.palette
  const middle = y + STRIP.top + 7
  write(pen, `p${row.partition}`, 20, middle, { size: 12, weight: 550, colour: of.text })
  if (row.leader < 0) return write(pen, t.noLeader, 80, middle, { colour: of['bad-text'] })
  const poor = row.replicas.some((replica) => replica.broker === row.leader && !replica.inSync)
  const width = Math.max(17, measure(pen, String(row.leader), 11, 550) + 9)
  c.fillStyle = poor ? of['warn-soft'] : of.surface
  c.strokeStyle = poor ? of.warn : of['line-2']
  c.lineWidth = 1
  c.beginPath()
  c.roundRect(80.5, y + STRIP.top - 1.5, Math.round(width), 17, 3)
  c.fill()
  c.stroke()
  write(pen, String(row.leader), 80.5 + Math.round(width) / 2, middle, { weight: 550, align: 'center', colour: of['text-2'] })
}

/** From log start to end; torn at the left: what was there is deleted. */
function stripPath(from: number, to: number, y: number, torn: boolean): Path2D {
  const path = new Path2D()
  const teeth = 4
  path.moveTo(to, y)
  path.lineTo(from, y)
  for (let k = 0; torn && k < teeth; k++) path.lineTo(from + (k % 2 === 0 ? 4 : 0), y + ((k + 0.5) * STRIP.height) / teeth)
  path.lineTo(from, y + STRIP.height)
  path.lineTo(to, y + STRIP.height)
  path.closePath()
  return path
}

function paintStrip(pen: Pen, row: LogRow, y: number, paint: LogPaint): void {
  const { c } = pen
  const { of, series } = pen.palette
  const { geometry, focus } = paint
  const kept = keptOf(row) ?? 0
  const top = y + STRIP.top
  const from = Math.min(xOf(geometry, row, kept), geometry.end - 3)
  // Nearer than the whole log: its start is out of sight.
  const cut = kept > (distanceAt(geometry, row, geometry.x0) ?? kept)
  if (row.start !== '0' && !cut) {
    c.fillStyle = of['strip-torn']
    c.fillRect(geometry.x0, top, Math.max(0, from - geometry.x0), STRIP.height)
  }
  const path = stripPath(from, geometry.end, top, !cut)
  c.save()
  c.fillStyle = of.strip
  c.fill(path)
  c.clip(path)
  const focused = groupIn(row, focus)
  const behind = focused ? Math.min(kept, behindOf(row, focused) ?? 0) : 0
  const left = focused && behind > 0 ? xOf(geometry, row, behind) : geometry.end
  if (focus !== null && behind > 0) {
    const colour = series[paint.seriesOf(focus)] ?? of.accent
    const heavy = behind > HEAVY
    c.fillStyle = hatches(pen, fade(colour, heavy ? 0.92 : 0.4), fade(colour, heavy ? 0.25 : 0.08), heavy ? 4 : 7)
    c.fillRect(left, top, geometry.end - left, STRIP.height)
  }
  if (geometry.axis === 'end') {
    c.fillStyle = of['strip-edge']
    c.globalAlpha = 0.7
    for (const each of decades(geometry.most)) {
      const x = xOf(geometry, row, each)
      if (each < kept && x < left) c.fillRect(Math.round(x), top, 1, STRIP.height)
    }
  }
  c.restore()
  c.strokeStyle = of['strip-edge']
  c.lineWidth = 1
  c.stroke(path)
  if (geometry.axis === 'offset' && row.end !== null)
    paintCells(pen, row.end, Math.min(kept, distanceAt(geometry, row, from) ?? kept), {
      width: geometry.end - xOf(geometry, row, 1),
      to: geometry.end,
      top,
    })
  c.fillStyle = of['text-2']
  c.fillRect(geometry.end - 0.5, top, 1.5, STRIP.height)
  const edge = edgeOf(row)
  if (edge !== null && edge < kept && edge < (distanceAt(geometry, row, geometry.x0) ?? kept)) paintEdge(pen, xOf(geometry, row, edge), top)
}

/** A message is wide enough for its last two digits: as Kafka's documentation draws a log. */
const CELL = 14

function paintCells(pen: Pen, end: string, shown: number, { width, to, top }: { width: number; to: number; top: number }): void {
  if (width < CELL || shown < 1) return
  const { of } = pen.palette
  for (let n = 1; n <= Math.round(shown); n++) {
    const x = to - n * width
    if (n < shown) line(pen, [sharp(x), top], [sharp(x), top + STRIP.height], { colour: of['strip-edge'] })
    const digits = (BigInt(end) - BigInt(n)).toString().slice(-2)
    write(pen, digits, x + width / 2, top + STRIP.height / 2, { size: 10, align: 'center', colour: of['text-2'] })
  }
}

/** The cell that the next record will stand in, and the producer above it. */
function paintNext(pen: Pen, y: number, { end }: LogGeometry): void {
  const { c } = pen
  const { of } = pen.palette
  const top = y + STRIP.top
  c.save()
  c.setLineDash([2.5, 2.5])
  c.strokeStyle = of['text-3']
  c.lineWidth = 1
  c.strokeRect(end + 3.5, top + 0.5, 15, STRIP.height - 1)
  c.restore()
  const x = end + 11
  c.fillStyle = of['text-2']
  c.fillRect(x - 0.5, top - 6, 1.2, 8)
  c.beginPath()
  c.moveTo(x - 3, top + 1)
  c.lineTo(x + 3.2, top + 1)
  c.lineTo(x + 0.1, top + 6)
  c.fill()
}

const arrowText = (pen: Pen, clock: LogPaint['clock']): ArrowText => ({
  measure: (text, strong) => measure(pen, text, 11, strong ? 550 : 400),
  label: (group, lag, focused) => {
    if (focused) return lag === 0 ? t.atEnd(group) : t.behind(group, count(lag))
    return lag === 0 ? '' : MINUS + (lag < 1e6 ? count(lag) : short(lag))
  },
  lost: (group, lost) => t.lost(group, count(lost)),
  age: (group, age, focused) => {
    if (age === 0) return focused ? t.atEnd(group) : ''
    return focused ? t.tip.late(group, duration(age * 1_000)) : duration(age * 1_000)
  },
  loses: (group, at) => t.loses(group, clock(at)),
})

function paintArrows(pen: Pen, row: LogRow, y: number, paint: LogPaint): void {
  const arrows = arrowsOf(paint.geometry, row, paint.focus, arrowText(pen, paint.clock))
  const top = y + STRIP.top + STRIP.height + 1
  for (const arrow of arrows.filter((each) => !each.focused)) paintArrow(pen, arrow, top, paint, row.key === paint.selected)
  // Above all others.
  for (const arrow of arrows.filter((each) => each.focused)) paintArrow(pen, arrow, top, paint, row.key === paint.selected)
  if (row.moreGroups > 0) {
    write(pen, t.more(row.moreGroups), paint.geometry.x0 - 8, top + 7, { align: 'right', colour: pen.palette.of['text-3'] })
  }
}

function paintArrow(pen: Pen, arrow: Arrow, top: number, paint: LogPaint, selected: boolean): void {
  const { of, series } = pen.palette
  const lost = arrow.lost > 0
  const risky = arrow.losesAt !== null
  const colour = lost ? of.bad : risky ? of.warn : (series[paint.seriesOf(arrow.group)] ?? of.accent)
  if (arrow.outside) arrowLeft(pen, arrow.x - 4, top + 5, colour)
  else arrowUp(pen, arrow.x, top, colour, arrow.focused ? 5 : 4.2)
  if (arrow.label === '') return
  const words = lost ? of['bad-text'] : risky ? of['warn-text'] : arrow.focused ? of.text : of['text-3']
  const left = arrow.labelAt === 'left'
  // It may have to stand over another group's arrow.
  const strong = lost || risky || arrow.focused
  if (strong) halo(pen, arrow, top, selected)
  write(pen, arrow.label, arrow.x + (left ? -8 : 8), top + 6, {
    weight: strong ? 550 : 400,
    align: left ? 'right' : 'left',
    colour: words,
  })
}

function halo(pen: Pen, { label, labelAt, x }: Arrow, top: number, selected: boolean): void {
  const { c } = pen
  const width = measure(pen, label, 11, 550) + 4
  c.fillStyle = pen.palette.of[selected ? 'selected' : 'surface']
  c.globalAlpha = 0.86
  c.fillRect(labelAt === 'left' ? x - 6 - width : x + 6, top, width, 13)
  c.globalAlpha = 1
}
