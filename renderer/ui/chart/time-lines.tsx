import { useCallback, type Ref } from 'react'
import type { Zone } from '../format/times.ts'
import { useZone } from '../format/zone.tsx'
import { Canvas, type Draw } from './canvas.tsx'
import { useTimeCursor } from './cursor.ts'
import { geometry, type TimeSpan } from './geometry.ts'
import { fade, type Palette } from './palette.ts'
import { line, measure, sharp, write, type Pen } from './pen.ts'
import { timeTicks } from './ticks.ts'
import { paintPointer, useTimePointer } from './time-pointer.ts'

type Values = readonly (number | null)[]

/** One curve; `band`: what lies between it and another one is shaded. */
export interface TimeLine {
  readonly values: Values
  readonly colour: (palette: Palette) => string
  readonly width?: number
  /** Dashed: it was not observed. */
  readonly dashed?: boolean
  /** Lower and upper edge of what surrounds it: its error. */
  readonly band?: { readonly low: Values; readonly high: Values }
}

export interface TimeLinesProps {
  readonly label: string
  readonly height: number
  readonly span: TimeSpan
  readonly from: number
  readonly step: number
  readonly lines: readonly TimeLine[]
  /** Shaded from zero, above and below: what is gained and lost. */
  readonly net?: Values
  readonly axis: (value: number) => string
  readonly ticks: (most: number, least: number) => readonly number[]
  /** What is said of the moment pointed at. */
  readonly tip: (step: number) => string
  readonly picture: Ref<HTMLCanvasElement | null>
  /** The axis begins at the least value instead of 0: for offsets. */
  readonly fromLeast?: boolean
}

const TOP = 22
const FOOT = 22

/** Curves on the time axis that all pictures of the screen share. */
export function TimeLines(props: TimeLinesProps) {
  const { label, height, span, from, step, tip, picture } = props
  const zone = useZone()
  const cursor = useTimeCursor()
  const pointer = useTimePointer(span)
  const draw = useCallback<Draw>((pen) => paintLines(pen, props, zone), [props, zone])
  const over = useCallback<Draw>(
    (pen) => {
      paintPointer(pen, cursor, span, TOP - 4, pen.height - FOOT)
      const at = cursor.get()
      if (at === null || at < span.from || at > span.to) return
      const { x, x1 } = geometry(pen.width, span)
      const text = tip(Math.floor((at - from) / step))
      const here = sharp(x(at))
      const left = here + 6 + measure(pen, text, 11, 550) > x1 - 40
      write(pen, text, here + (left ? -6 : 6), 10, { weight: 550, align: left ? 'right' : 'left', colour: pen.palette.of['text-2'] })
    },
    [cursor, span, from, step, tip],
  )
  return (
    <Canvas
      label={label}
      height={height}
      draw={draw}
      over={over}
      overSource={cursor}
      picture={picture}
      onMove={pointer.onMove}
      onDown={pointer.onDown}
      onUp={pointer.onUp}
      onLeave={pointer.onLeave}
    />
  )
}

const read = (values: Values): readonly number[] => values.filter((value) => value !== null)

function paintLines(pen: Pen, { span, from, step, lines, net, axis, ticks, fromLeast = false }: TimeLinesProps, zone: Zone): void {
  const { c, palette, height } = pen
  const at = geometry(pen.width, span)
  const bottom = height - FOOT
  const all = lines.flatMap(({ values, band }) => [...read(values), ...(band ? read(band.high) : [])])
  const { least, most } = boundsOf(all, net, fromLeast)
  const y = (value: number): number => bottom - ((value - least) / (most - least)) * (bottom - TOP)
  const x = (index: number): number => at.x(from + (index + 0.5) * step)
  for (const tick of ticks(most, least)) {
    line(pen, [at.x0, sharp(y(tick))], [at.x1, sharp(y(tick))], { colour: palette.of.grid })
    write(pen, axis(tick), at.x0 - 8, y(tick), { align: 'right', colour: palette.of['text-3'] })
  }
  for (const tick of timeTicks(span.from, span.to, at.x1 - at.x0, zone))
    write(pen, tick.text, at.x(tick.at), bottom + 13, { align: 'center', colour: palette.of['text-3'] })
  c.save()
  c.beginPath()
  c.rect(at.x0, 0, at.x1 - at.x0, bottom + 1)
  c.clip()
  if (net) paintNet(pen, net, x, y)
  for (const { values, colour, width = 1.25, dashed = false, band } of lines) {
    if (band) area(pen, band.high, band.low, x, y, fade(colour(palette), 0.16))
    c.setLineDash(dashed ? [4, 3] : [])
    stroke(pen, values, x, y, colour(palette), width)
  }
  c.restore()
}

function boundsOf(all: readonly number[], net: Values | undefined, fromLeast: boolean): { readonly least: number; readonly most: number } {
  const top = all.reduce((a, b) => Math.max(a, b), 0)
  if (!fromLeast) return { most: Math.max(1e-9, top) * 1.08, least: net ? read(net).reduce((a, b) => Math.min(a, b), 0) : 0 }
  const bottom = all.reduce((a, b) => Math.min(a, b), top)
  const pad = Math.max(1, (top - bottom) * 0.06)
  return { most: top + pad, least: bottom - pad }
}

/** Runs of neighbours that were read; a gap parts them. */
function* runs(values: Values): Generator<readonly [from: number, to: number]> {
  let start = -1
  for (let i = 0; i <= values.length; i += 1) {
    const known = i < values.length && values[i] !== null && values[i] !== undefined
    if (known && start < 0) start = i
    if (!known && start >= 0) {
      yield [start, i]
      start = -1
    }
  }
}

type Axis = (value: number) => number

function stroke({ c }: Pen, values: Values, x: Axis, y: Axis, colour: string, width: number): void {
  c.strokeStyle = colour
  c.lineWidth = width
  c.lineJoin = 'round'
  for (const [from, to] of runs(values)) {
    c.beginPath()
    for (let i = from; i < to; i += 1) c.lineTo(x(i), y(values[i] ?? 0))
    // One reading alone is a dot, not nothing.
    if (to - from === 1) c.lineTo(x(from) + 1, y(values[from] ?? 0))
    c.stroke()
  }
}

function area({ c }: Pen, high: Values, low: Values, x: Axis, y: Axis, colour: string): void {
  c.fillStyle = colour
  for (const [from, to] of runs(high)) {
    c.beginPath()
    for (let i = from; i < to; i += 1) c.lineTo(x(i), y(high[i] ?? 0))
    for (let i = to - 1; i >= from; i -= 1) c.lineTo(x(i), y(low[i] ?? 0))
    c.fill()
  }
}

/** Green where lag shrinks, red where it grows. */
function paintNet(pen: Pen, net: Values, x: Axis, y: Axis): void {
  const zero = net.map((value) => (value === null ? null : 0))
  const part = (keep: (value: number) => number): Values => net.map((value) => (value === null ? null : keep(value)))
  area(pen, part((value) => Math.max(0, value)), zero, x, y, fade(pen.palette.of.ok, 0.3)) // prettier-ignore
  area(pen, part((value) => Math.min(0, value)), zero, x, y, fade(pen.palette.of.bad, 0.3)) // prettier-ignore
}
