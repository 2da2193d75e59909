import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref, type RefObject } from 'react'
import type uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { en } from '../../text/en.ts'
import { count, short } from '../format/numbers.ts'
import { clockTime } from '../format/times.ts'
import { useZone } from '../format/zone.tsx'
import { Canvas, type Draw } from './canvas.tsx'
import { useTimeCursor } from './cursor.ts'
import { geometry, type TimeSpan } from './geometry.ts'
import { usePalette } from './palette.ts'
import { measure, sharp, write } from './pen.ts'
import { paintPointer, useTimePointer } from './time-pointer.ts'
import type { StackLayer, TimeMark } from './total-marks.ts'
import { dataOf, forecastOf, horizonOf, lagMost, newest, valueAt, type LagSeries } from './total-data.ts'
import type { PlotScene } from './total-plot.ts'
import styles from './chart.module.css'

const t = en.lag.tab
export const TOTAL_HEIGHT = 178
/** As near as this in pixels the pointer is at a flag, and tells it: its words may have had no room. */
const FLAG_NEAR = 5
const MOST_FLAGS = 3

export interface TotalLagProps {
  readonly series: LagSeries
  readonly span: TimeSpan
  readonly live: boolean
  readonly marks: readonly TimeMark[]
  readonly layers: readonly StackLayer[] | null
  readonly edge: number | null
  /** uPlot's canvas, for saving it. */
  readonly picture: Ref<HTMLCanvasElement | null>
}

/** Total lag with what comes in and goes out, and where it leads. */
export function TotalLag({ series, span, live, marks, layers, edge, picture }: TotalLagProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const zone = useZone()
  const palette = usePalette()
  const cursor = useTimeCursor()
  const pointer = useTimePointer(span)
  const ahead = useMemo(() => (live ? forecastOf(series, horizonOf(span, width) - span.to) : null), [series, span, width, live])
  const now = { series, span, ahead, palette, zone, live, marks, layers, edge }
  const scene = useRef<PlotScene>(now)
  scene.current = now
  const [plot, setPlot] = useState<uPlot | null>(null)
  useEffect(() => {
    const element = box.current
    if (!element || width === 0 || !canDraw()) return
    let made: uPlot | null = null
    let left = false
    // Loaded when the first picture needs it.
    void import('./total-plot.ts').then(({ createPlot }) => {
      if (left) return
      made = createPlot(element, { width, height: TOTAL_HEIGHT }, () => scene.current)
      setPlot(made)
    })
    return () => {
      left = true
      made?.destroy()
      setPlot(null)
    }
  }, [width, palette])
  useEffect(() => plot?.setData(dataOf(series)), [plot, series, span, ahead, zone, live, marks, layers, edge])
  useImperativeHandle<HTMLCanvasElement | null, HTMLCanvasElement | null>(picture, () => plot?.ctx.canvas ?? null, [plot])
  const over = useCallback<Draw>(
    (pen) => {
      paintPointer(pen, cursor, span, 28, pen.height)
      const at = cursor.get()
      if (at === null || at < span.from || at > span.to) return
      const { x, x1 } = geometry(pen.width, span)
      const here = sharp(x(at))
      const { of } = pen.palette
      const lag = valueAt(series, series.lag, at)
      const leftOut = valueAt(series, series.leftOut, at) ?? 0
      const told = [clockTime(at, zone), lag === null ? t.tip.nothing : (leftOut > 0 ? t.tip.partial : t.tip.lag)(count(lag))]
      if (leftOut > 0) told.push(t.tip.leftOut(leftOut))
      const [rateIn, rateOut] = [valueAt(series, series.in, at), valueAt(series, series.out, at)]
      if (rateIn !== null && rateOut !== null) told.push(`${t.rateIn(short(rateIn))}, ${t.rateOut(short(rateOut))}`)
      const before = valueAt(series, series.backfilled.in, at)
      if (before !== null) told.splice(1, told.length, t.backfilledTip(short(before), valueAt(series, series.backfilled.leftOut, at) ?? 0))
      const near = marks.filter((mark) => Math.abs(x(mark.at) - x(at)) <= FLAG_NEAR)
      told.push(...[...new Set(near.map((mark) => mark.text))].slice(0, MOST_FLAGS))
      const text = told.join(' · ')
      const wide = measure(pen, text, 11, 550)
      const left = here + 6 + wide > x1 - 40
      // Flags have their words on the same line.
      pen.c.fillStyle = of.surface
      pen.c.fillRect(left ? here - 9 - wide : here + 3, 12, wide + 6, 17)
      write(pen, text, here + (left ? -6 : 6), 21, { weight: 550, align: left ? 'right' : 'left', colour: of['text-2'] })
      if (lag === null) return
      const bottom = TOTAL_HEIGHT - 22
      const y = bottom - (lag / lagMost(series, ahead)) * (bottom - 30)
      pen.c.beginPath()
      pen.c.arc(here, y, 3, 0, 7)
      pen.c.fillStyle = of.surface
      pen.c.fill()
      pen.c.lineWidth = 1.75
      pen.c.strokeStyle = of.accent
      pen.c.stroke()
    },
    [cursor, span, series, ahead, zone, marks],
  )
  return (
    <div ref={box} className={styles['series']} style={{ height: TOTAL_HEIGHT }}>
      <div className={styles['seriesOver']}>
        <Canvas
          label={t.totalLabel(count(newest(series.lag)))}
          height={TOTAL_HEIGHT}
          draw={nothing}
          over={over}
          overSource={cursor}
          onMove={pointer.onMove}
          onDown={pointer.onDown}
          onUp={pointer.onUp}
          onLeave={pointer.onLeave}
        />
      </div>
    </div>
  )
}

const nothing: Draw = () => {}

const canDraw = (): boolean => document.createElement('canvas').getContext('2d') !== null

function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const read = (): void => setWidth(element.clientWidth)
    read()
    if (typeof ResizeObserver === 'undefined') return
    const watch = new ResizeObserver(read)
    watch.observe(element)
    return () => watch.disconnect()
  }, [box])
  return width
}
