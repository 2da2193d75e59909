import uPlot from 'uplot'
import { short } from '../format/numbers.ts'
import { hourMinute, type Zone } from '../format/times.ts'
import { en } from '../../text/en.ts'
import { END, LEFT, type TimeSpan } from './geometry.ts'
import { fade, type Palette } from './palette.ts'
import { countTicks, timeTicks } from './ticks.ts'
import type { Forecast } from './forecast.ts'
import { freeAbove, type StackLayer, type TimeMark } from './total-marks.ts'
import { paintEdge, paintMarks, paintPartial, paintStack } from './total-paint.ts'
import { dataOf, horizonOf, lagMost, newest, rateRange, type LagSeries } from './total-data.ts'

const t = en.lag
const TOP = 30
const BACKFILLED_DASH = [4, 3]

export interface PlotScene {
  readonly series: LagSeries
  readonly span: TimeSpan
  readonly ahead: Forecast | null
  readonly palette: Palette
  readonly zone: Zone
  /** False: the span stands in the past, and nothing is foretold. */
  readonly live: boolean
  readonly marks: readonly TimeMark[]
  /** Null: the total alone. */
  readonly layers: readonly StackLayer[] | null
  /** When records that were not read yet begin to be deleted; null: not within sight. */
  readonly edge: number | null
}

const axisNumber = (value: number): string => short(value).replace('.0', '')

/** uPlot draws axes and lines; the forecast, *now* and the words are hooks. The scene is read while drawing. */
export const createPlot = (box: HTMLElement, size: { width: number; height: number }, scene: () => PlotScene): uPlot =>
  new uPlot(plotOptions(size.width, size.height, scene), dataOf(scene().series), box)

function plotOptions(width: number, height: number, scene: () => PlotScene): uPlot.Options {
  const { palette } = scene()
  const font = `11px ${palette.font}`
  const grid = { stroke: palette.of.grid, width: 1 }
  const axis = { stroke: palette.of['text-3'], font, grid, ticks: { show: false } }
  return {
    width,
    height,
    padding: [TOP, END, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: () => [scene().span.from, horizonOf(scene().span, width)] },
      lag: { range: () => [0, lagMost(scene().series, scene().ahead)] },
      rate: { range: () => [...rateRange(scene().series)] as uPlot.Range.MinMax },
    },
    axes: [
      {
        ...axis,
        size: 22,
        gap: 4,
        splits: (_u, _i, from, to) => timeTicks(from, to, width - LEFT - END, scene().zone).map((tick) => tick.at),
        values: (_u, splits) => {
          const words = new Map(
            timeTicks(scene().span.from, horizonOf(scene().span, width), width - LEFT - END, scene().zone).map((tick) => [
              tick.at,
              tick.text,
            ]),
          )
          return splits.map((at) => words.get(at) ?? '')
        },
      },
      {
        ...axis,
        scale: 'lag',
        size: LEFT,
        gap: 8,
        splits: (_u, _i, _from, to) => [...countTicks(to, 5)],
        values: (_u, splits) => splits.map(axisNumber),
      },
    ],
    series: [
      {},
      { scale: 'rate', stroke: fade(palette.series[3] ?? '', 0.85), width: 1.1, points: { show: false } },
      { scale: 'rate', stroke: fade(palette.series[1] ?? '', 0.85), width: 1.1, points: { show: false } },
      {
        scale: 'lag',
        stroke: palette.of.accent,
        width: 1.75,
        points: { show: false },
        fill: (u) => (scene().layers ? 'transparent' : areaFill(u, palette)),
      },
      // Not observed: another line style.
      { scale: 'rate', stroke: fade(palette.series[3] ?? '', 0.85), width: 1.1, dash: BACKFILLED_DASH, points: { show: false } },
    ],
    hooks: {
      drawClear: [(u) => paintAhead(u, scene())],
      drawAxes: [(u) => paintBelow(u, scene())],
      draw: [(u) => paintAbove(u, scene())],
    },
  }
}

function paintBelow(u: uPlot, { series, layers, palette }: PlotScene): void {
  paintPartial(u, series, palette)
  if (layers) paintStack(u, series, layers, palette)
}

function paintAbove(u: uPlot, scene: PlotScene): void {
  const { marks, palette, span, edge, zone } = scene
  paintMarks(u, marks, palette, span)
  paintForecast(u, scene)
  if (scene.live && edge !== null) paintEdge(u, edge, t.tab.lostFrom(hourMinute(edge, zone)), palette)
  paintNow(u, scene)
}

function areaFill(u: uPlot, palette: Palette): CanvasGradient {
  const gradient = u.ctx.createLinearGradient(0, u.bbox.top, 0, u.bbox.top + u.bbox.height)
  gradient.addColorStop(0, fade(palette.of.accent, 0.22))
  gradient.addColorStop(1, fade(palette.of.accent, 0.03))
  return gradient
}

/** The ground right of now. Canvas pixels, as uPlot's own. */
function paintAhead(u: uPlot, { span, palette }: PlotScene): void {
  const now = u.valToPos(span.to, 'x', true)
  u.ctx.fillStyle = fade(palette.of.sunken, 0.6)
  u.ctx.fillRect(now, u.bbox.top, u.bbox.left + u.bbox.width - now, u.bbox.height)
}

function paintForecast(u: uPlot, { span, series, ahead, palette, zone }: PlotScene): void {
  const lag = newest(series.lag)
  if (ahead === null || lag === null) return
  const { ctx: c } = u
  const scale = uPlot.pxRatio
  const end = horizonOf(span, u.width)
  const y = (value: number): number => u.valToPos(value, 'lag', true)
  const [x0, x1] = [u.valToPos(span.to, 'x', true), u.valToPos(end, 'x', true)]
  const middle = (value: number): number => y(Math.max(0, lag + (value - lag) / 2))
  c.save()
  // What rises beyond the picture leaves it, instead of bending at its edge.
  c.beginPath()
  c.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height)
  c.clip()
  c.beginPath()
  c.moveTo(x0, y(lag))
  c.quadraticCurveTo((x0 + x1) / 2, middle(ahead.high), x1, y(ahead.high))
  c.lineTo(x1, y(ahead.low))
  c.quadraticCurveTo((x0 + x1) / 2, middle(ahead.low), x0, y(lag))
  c.fillStyle = fade(palette.of.accent, 0.18)
  c.fill()
  c.setLineDash([4 * scale, 4 * scale])
  c.strokeStyle = palette.of.accent
  c.lineWidth = 1.25 * scale
  c.beginPath()
  c.moveTo(x0, y(lag))
  const clears = ahead.clears === null ? null : u.valToPos(span.to + ahead.clears, 'x', true)
  c.lineTo(clears ?? x1, y(clears === null ? ahead.middle : 0))
  c.stroke()
  c.restore()
  const range = short(ahead.low) === short(ahead.high) ? short(ahead.low) : `${short(ahead.low)}–${short(ahead.high)}`
  const at = hourMinute(ahead.clears === null ? end : span.to + ahead.clears, zone)
  const first = ahead.clears === null ? t.tab.forecastAt(at, range) : t.tab.clears(at)
  const low = y(ahead.middle) < u.bbox.top + u.bbox.height / 2
  const textY = low ? u.bbox.top + u.bbox.height * 0.66 : u.bbox.top + 14 * scale
  words(u, first, x1, textY, { colour: palette.of['text-2'], align: 'right', weight: 500, palette })
  words(u, t.tab.ifNothing, x1, textY + 15 * scale, { colour: palette.of['text-3'], align: 'right', palette })
}

function paintNow(u: uPlot, { span, series, palette, zone, live }: PlotScene): void {
  const { ctx: c } = u
  const scale = uPlot.pxRatio
  const x = Math.round(u.valToPos(span.to, 'x', true)) + 0.5
  c.strokeStyle = palette.of['text-2']
  c.lineWidth = scale
  c.beginPath()
  c.moveTo(x, 16 * scale)
  c.lineTo(x, u.bbox.top + u.bbox.height)
  c.stroke()
  const end = hourMinute(span.to, zone)
  words(u, live ? t.now(end) : end, x, 9 * scale, { colour: palette.of.text, align: 'center', weight: 550, palette })
  const lag = newest(series.lag)
  if (lag !== null && (series.lag.at(-1) ?? null) !== null) {
    c.beginPath()
    c.arc(x, u.valToPos(lag, 'lag', true), 3.5 * scale, 0, 7)
    c.fillStyle = palette.of.accent
    c.fill()
    c.lineWidth = 2 * scale
    c.strokeStyle = palette.of.surface
    c.stroke()
  }
  nameRate(u, series, palette)
}

/** So far above its line its name stands. */
const NAME_ABOVE = 14

/** Above its line, at the first place where no line passes through the words; else above its beginning. */
function nameRate(u: uPlot, series: LagSeries, palette: Palette): void {
  const scale = uPlot.pxRatio
  const rateIn = newest(series.in)
  const first = series.in.findIndex((value) => value !== null)
  if (rateIn === null || first < 0) return
  const text = t.tab.rateIn(short(rateIn))
  const xOf = (i: number): number => u.valToPos(series.from + (i + 0.5) * series.step, 'x', true)
  const yOf = (i: number): number => u.valToPos(series.in[i] ?? rateIn, 'rate', true) - NAME_ABOVE * scale
  const late = xOf(first) > u.bbox.left + u.bbox.width * 0.7
  u.ctx.font = `400 ${11 * scale}px ${palette.font}`
  const points = Math.ceil((u.ctx.measureText(text).width + 8 * scale) / Math.max(1, xOf(1) - xOf(0)))
  const lagY = series.lag.map((value) => (value === null ? null : u.valToPos(value, 'lag', true)))
  const rateY = series.in.map((value) => (value === null ? null : u.valToPos(value, 'rate', true)))
  const at = late ? first : freeAbove([lagY, rateY], first, points, yOf, 9 * scale)
  words(u, text, xOf(at) + (late ? -4 : 4) * scale, yOf(at), {
    colour: palette.series[3] ?? '',
    align: late ? 'right' : 'left',
    palette,
  })
}

interface Words {
  readonly colour: string
  readonly align: CanvasTextAlign
  readonly weight?: number
  readonly palette: Palette
}

function words({ ctx: c }: uPlot, text: string, x: number, y: number, { colour, align, weight = 400, palette }: Words): void {
  c.font = `${weight} ${11 * uPlot.pxRatio}px ${palette.font}`
  c.textAlign = align
  c.textBaseline = 'middle'
  // A line that passes behind does not go through the letters.
  c.lineJoin = 'round'
  c.lineWidth = 4 * uPlot.pxRatio
  c.strokeStyle = palette.of.surface
  c.strokeText(text, Math.round(x), Math.round(y))
  c.fillStyle = colour
  c.fillText(text, Math.round(x), Math.round(y))
}
