import { en } from '../../../text/en.ts'
import { duration } from '../../format/times.ts'
import { fade } from '../palette.ts'
import { createHatches, line, sharp, write, type Pen } from '../pen.ts'
import { STRIP, xOfAge, type LogGeometry } from './log-layout.ts'
import { paintEdge, type LogPaint } from './log-edge-paint.ts'
import { groupIn, type LogRow } from './log-row.ts'
import { groupAge, knownAge, pointAges, quietAge, retentionAge, startAge, timeMarks } from './log-time.ts'

const t = en.lag.log
const hatches = createHatches()
/** How far a strip fades out where the time of its start was not asked for. */
const FADE = 60

/** `10 m`, not `10 m 00 s`: marks of an axis are round. */
const mark = (age: number): string => duration(age * 1_000).replace(/ 00\u202f[a-z]+$/, '')

/** Marks that do not stand on each other, from now on. */
export function timeAxisMarks(geometry: LogGeometry): readonly { readonly x: number; readonly text: string }[] {
  const marks: { x: number; text: string }[] = [{ x: geometry.end, text: t.now }]
  for (const age of timeMarks(geometry.most)) {
    const x = xOfAge(geometry, age)
    if ((marks.at(-1)?.x ?? x) - x >= 46 && x - geometry.x0 > 20) marks.push({ x, text: mark(age) })
  }
  return marks
}

/** A log along the time at which its records were written. */
export function paintTimeStrip(pen: Pen, row: LogRow, y: number, { geometry, focus, seriesOf }: LogPaint): void {
  const { c } = pen
  const { of, series } = pen.palette
  const top = y + STRIP.top
  const known = knownAge(row)
  const to = xOfAge(geometry, quietAge(row))
  const focused = groupIn(row, focus)
  const age = focused ? groupAge(focused) : null
  const oldest = Math.max(known ?? 0, age ?? 0)
  const from = Math.min(to - 3, xOfAge(geometry, oldest))
  const whole = startAge(row) !== null
  if (whole) {
    c.fillStyle = of['strip-torn']
    if (row.start !== '0') c.fillRect(geometry.x0, top, Math.max(0, from - geometry.x0), STRIP.height)
  } else fadeOut(pen, Math.max(geometry.x0, from - FADE), from, top)
  c.fillStyle = of.strip
  c.fillRect(from, top, to - from, STRIP.height)
  if (focus !== null && age !== null && age > 0) {
    const colour = series[seriesOf(focus)] ?? of.accent
    const left = xOfAge(geometry, age)
    c.fillStyle = hatches(pen, fade(colour, 0.4), fade(colour, 0.08), 7)
    c.fillRect(left, top, Math.max(0, to - left), STRIP.height)
  }
  c.strokeStyle = of['strip-edge']
  c.lineWidth = 1
  c.strokeRect(Math.round(from) + 0.5, top + 0.5, Math.round(to - from), STRIP.height - 1)
  // Records whose time was asked for.
  for (const each of pointAges(row)) {
    const x = sharp(xOfAge(geometry, each))
    if (x > from + 1 && x < to - 1) line(pen, [x, top + STRIP.height - 4], [x, top + STRIP.height], { colour: of['text-3'] })
  }
  if (to < geometry.end - 1)
    line(pen, [to, top + STRIP.height / 2], [geometry.end, top + STRIP.height / 2], { colour: of['line-2'], dash: [2, 3] })
  if (known === null && age === null) write(pen, t.noTimes, geometry.x0 + 4, top + 7, { colour: of['text-3'] })
  const edge = retentionAge(row)
  if (edge !== null && edge < geometry.most) paintEdge(pen, xOfAge(geometry, edge), top)
  paintErrors(pen, row, top, geometry)
  const timeless = row.groups.filter((group) => groupAge(group) === null).length
  if (timeless > 0) write(pen, t.timeless(timeless), geometry.x0 - 8, top + STRIP.height + 8, { align: 'right', colour: of['text-3'] })
}

function fadeOut({ c, palette: { of } }: Pen, from: number, to: number, top: number): void {
  const paint = c.createLinearGradient(from, 0, to, 0)
  paint.addColorStop(0, fade(of.strip, 0))
  paint.addColorStop(1, of.strip)
  c.fillStyle = paint
  c.fillRect(from, top, to - from, STRIP.height)
}

/** How wrong the place of an arrow may be. */
function paintErrors(pen: Pen, row: LogRow, top: number, geometry: LogGeometry): void {
  for (const { timeLag, lag } of row.groups) {
    if (timeLag?.kind !== 'value' || lag === 0) continue
    const [old, young] = [xOfAge(geometry, timeLag.seconds + timeLag.error), xOfAge(geometry, Math.max(0, timeLag.seconds - timeLag.error))]
    if (young - old < 3) continue
    const y = sharp(top + STRIP.height + 1)
    line(pen, [old, y], [young, y], { colour: pen.palette.of['text-3'], width: 2 })
  }
}
