import uPlot from 'uplot'
import { en } from '../../text/en.ts'
import { fade, type Palette } from './palette.ts'
import { partialSpans, type LagSeries } from './total-data.ts'
import { layerColour, placeCrowds, placeWords, type StackLayer, type TimeMark } from './total-marks.ts'

/** Topics on each other, the worst at the bottom. What was not read of one leaves its place empty. */
export function paintStack(u: uPlot, { from, step }: LagSeries, layers: readonly StackLayer[], palette: Palette): void {
  const { ctx: c } = u
  const floor: number[] = []
  c.save()
  c.beginPath()
  c.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height)
  c.clip()
  for (const [place, { name, lag }] of layers.entries()) {
    const top = lag.map((value, i) => (floor[i] ?? 0) + (value ?? 0))
    const x = (i: number): number => u.valToPos(from + (i + 0.5) * step, 'x', true)
    c.fillStyle = fade(layerColour(palette, name, place), 0.55)
    for (const [begin, end] of runsOf(lag)) {
      c.beginPath()
      for (let i = begin; i < end; i += 1) c.lineTo(x(i), u.valToPos(top[i] ?? 0, 'lag', true))
      for (let i = end - 1; i >= begin; i -= 1) c.lineTo(x(i), u.valToPos(floor[i] ?? 0, 'lag', true))
      c.fill()
    }
    floor.splice(0, floor.length, ...top)
  }
  c.restore()
}

/** Where the sum left partitions out: a fall there is no catching up. */
export function paintPartial(u: uPlot, series: LagSeries, palette: Palette): void {
  const { ctx: c } = u
  c.save()
  c.fillStyle = fade(palette.of.unknown, 0.16)
  for (const [from, to] of partialSpans(series)) {
    const left = u.valToPos(from, 'x', true)
    c.fillRect(left, u.bbox.top, Math.max(2 * uPlot.pxRatio, u.valToPos(to, 'x', true) - left), u.bbox.height)
  }
  c.restore()
}

function* runsOf(values: readonly (number | null)[]): Generator<readonly [number, number]> {
  let start = -1
  for (let i = 0; i <= values.length; i += 1) {
    const known = i < values.length && values[i] !== null
    if (known && start < 0) start = i
    if (!known && start >= 0) {
      yield [start, i]
      start = -1
    }
  }
}

const FLAG_Y = 22
const moreFlags = en.lag.tab.moreFlags

/** A dashed line and a flag with its words, where there is room for them. */
export function paintMarks(
  u: uPlot,
  marks: readonly TimeMark[],
  palette: Palette,
  bounds: { readonly from: number; readonly to: number },
): void {
  const { ctx: c } = u
  const scale = uPlot.pxRatio
  const flags = marks
    .filter(({ at }) => at >= bounds.from && at <= bounds.to)
    .map(({ at, text, tone }) => ({ x: Math.round(u.valToPos(at, 'x', true)) + 0.5, text, tone }))
    .sort((a, b) => a.x - b.x)
  for (const { x, tone } of flags) {
    const colour = palette.of[tone]
    c.save()
    c.strokeStyle = fade(colour, 0.75)
    c.lineWidth = scale
    c.setLineDash([3 * scale, 3 * scale])
    c.beginPath()
    c.moveTo(x, FLAG_Y * scale)
    c.lineTo(x, u.bbox.top + u.bbox.height)
    c.stroke()
    c.restore()
    c.fillStyle = colour
    c.beginPath()
    c.moveTo(x, (FLAG_Y - 4) * scale)
    c.lineTo(x + 7 * scale, FLAG_Y * scale)
    c.lineTo(x, (FLAG_Y + 4) * scale)
    c.fill()
  }
  c.font = `400 ${11 * scale}px ${palette.font}`
  c.textAlign = 'left'
  c.textBaseline = 'middle'
  c.fillStyle = palette.of['text-2']
  const widths = flags.map(({ x, text }) => ({ x, width: c.measureText(text).width }))
  const room = { from: u.bbox.left, to: u.valToPos(bounds.to, 'x', true) }
  const widthOf = (more: number): number => c.measureText(` ${moreFlags(more)}`).width
  const { words, crowds } = placeCrowds(widths, placeWords(widths, room, 11 * scale), room, widthOf, 11 * scale)
  for (const [i, place] of words.entries())
    if (place !== null)
      c.fillText(`${flags[i]?.text ?? ''}${place.more === undefined ? '' : ` ${moreFlags(place.more)}`}`, place.from, FLAG_Y * scale)
  c.fillStyle = palette.of['text-3']
  for (const crowd of crowds) c.fillText(moreFlags(crowd.flags), crowd.from, FLAG_Y * scale)
}

/** Where records that were not read yet begin to be deleted, if nothing changes. */
export function paintEdge(u: uPlot, at: number, text: string, palette: Palette): void {
  const { ctx: c } = u
  const scale = uPlot.pxRatio
  const x = Math.round(u.valToPos(at, 'x', true)) + 0.5
  if (x > u.bbox.left + u.bbox.width) return
  c.save()
  c.strokeStyle = palette.of.bad
  c.lineWidth = 1.25 * scale
  c.setLineDash([1.5 * scale, 3 * scale])
  c.beginPath()
  c.moveTo(x, u.bbox.top)
  c.lineTo(x, u.bbox.top + u.bbox.height)
  c.stroke()
  c.restore()
  c.font = `500 ${11 * scale}px ${palette.font}`
  c.textAlign = 'right'
  c.textBaseline = 'middle'
  c.fillStyle = palette.of['bad-text']
  c.fillText(text, x - 5 * scale, u.bbox.top + 9 * scale)
}
