import type { Palette } from './palette.ts'

/** What a picture is drawn with: sizes are CSS pixels, the canvas is scaled to device pixels. */
export interface Pen {
  readonly c: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  readonly palette: Palette
}

export interface TextStyle {
  readonly size?: number
  readonly weight?: number
  readonly align?: CanvasTextAlign
  readonly colour: string
}

export function setFont({ c, palette }: Pen, size: number, weight = 400): void {
  c.font = `${weight} ${size}px ${palette.font}`
}

/** Text stands on whole pixels, in the middle of its line. */
export function write(pen: Pen, text: string, x: number, y: number, { size = 11, weight = 400, align = 'left', colour }: TextStyle): void {
  setFont(pen, size, weight)
  pen.c.textAlign = align
  pen.c.textBaseline = 'middle'
  pen.c.fillStyle = colour
  pen.c.fillText(text, Math.round(x), Math.round(y))
}

/** Measuring costs more than drawing, and most labels are drawn again and again. */
const widths = new Map<string, number>()
const MOST_WIDTHS = 20_000

export function measure(pen: Pen, text: string, size = 11, weight = 400): number {
  const key = `${weight} ${size} ${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  setFont(pen, size, weight)
  const { width } = pen.c.measureText(text)
  if (widths.size >= MOST_WIDTHS) widths.clear()
  widths.set(key, width)
  return width
}

/** As much of a name as fits, without its middle: names that are alike differ at their ends. Empty: not even two letters of it do. */
export function elided(name: string, fits: (text: string) => boolean): string {
  if (fits(name)) return name
  const kept = (letters: number): string => `${name.slice(0, Math.ceil(letters / 2))}…${name.slice(name.length - Math.floor(letters / 2))}`
  let [most, over] = [0, name.length]
  while (over - most > 1) {
    const half = (most + over) >> 1
    if (fits(kept(half))) most = half
    else over = half
  }
  return most < 2 ? '' : kept(most)
}

/** As much of a name as there is room for. */
export const fitted = (pen: Pen, name: string, room: number, size = 11, weight = 400): string =>
  elided(name, (text) => measure(pen, text, size, weight) <= room)

/** A font that has come meanwhile has other widths. */
export const forgetWidths = (): void => widths.clear()

export interface LineStyle {
  readonly colour: string
  readonly width?: number
  readonly dash?: readonly number[]
  readonly opacity?: number
}

/** A line one pixel wide is sharp between two pixels. */
export const sharp = (at: number): number => Math.round(at) + 0.5

export function line({ c }: Pen, from: readonly [number, number], to: readonly [number, number], style: LineStyle): void {
  c.save()
  c.strokeStyle = style.colour
  c.lineWidth = style.width ?? 1
  c.globalAlpha = style.opacity ?? 1
  if (style.dash) c.setLineDash([...style.dash])
  c.beginPath()
  c.moveTo(from[0], from[1])
  c.lineTo(to[0], to[1])
  c.stroke()
  c.restore()
}

/** Its tip at (x, y): what it stands for is farther left. */
export function arrowLeft({ c }: Pen, x: number, y: number, colour: string): void {
  c.fillStyle = colour
  c.beginPath()
  c.moveTo(x, y)
  c.lineTo(x + 8, y - 4.5)
  c.lineTo(x + 8, y + 4.5)
  c.fill()
}

/** A consumer: its tip stands at `x`, `y`. */
export function arrowUp({ c }: Pen, x: number, y: number, colour: string, half = 4.5): void {
  c.fillStyle = colour
  c.beginPath()
  c.moveTo(x, y)
  c.lineTo(x + half, y + half * 1.55)
  c.lineTo(x - half, y + half * 1.55)
  c.closePath()
  c.fill()
}

/** A tile of slanted lines. Kept by its values: patterns are made once a colour, not once a strip. */
export function createHatches(): (pen: Pen, colour: string, ground: string, step: number) => CanvasPattern | string {
  const made = new Map<string, CanvasPattern>()
  return (pen, colour, ground, step) => {
    const key = `${colour} ${ground} ${step}`
    const known = made.get(key)
    if (known) return known
    const tile = document.createElement('canvas')
    const scale = globalThis.devicePixelRatio || 1
    tile.width = tile.height = Math.round(step * scale)
    const c = tile.getContext('2d')
    if (!c) return ground
    c.scale(tile.width / step, tile.width / step)
    c.fillStyle = ground
    c.fillRect(0, 0, step, step)
    c.strokeStyle = colour
    c.lineWidth = 1.3
    c.beginPath()
    for (const at of [-step, 0, step]) {
      c.moveTo(at - 1, step + 1)
      c.lineTo(at + step + 1, -1)
    }
    c.stroke()
    const pattern = pen.c.createPattern(tile, 'repeat')
    if (!pattern) return ground
    pattern.setTransform(new DOMMatrix().scale(1 / scale))
    made.set(key, pattern)
    return pattern
  }
}
