import { en } from '../../../text/en.ts'
import { count, offset, short } from '../../format/numbers.ts'
import { fade } from '../palette.ts'
import { arrowLeft, arrowUp, createHatches, measure, write, type Pen } from '../pen.ts'
import { keptOf, type LogGroup, type LogRow } from './log-row.ts'

const t = en.lag.log
const hatches = createHatches()

export const LENS_HEIGHT = 117
const CELL = { width: 28, height: 26, top: 40 } as const
/** The common prefix of the offsets stands here. */
const LEFT = 130
const RIGHT = 248

export interface LensPaint {
  readonly row: LogRow
  /** Messages between the log's end and the right end of the lens. */
  readonly back: number
  readonly focus: string | null
  seriesOf(group: string): number
}

export const cellsIn = (width: number): number => Math.max(1, Math.floor((width - LEFT - RIGHT) / CELL.width))

export function paintLens(pen: Pen, paint: LensPaint): void {
  const { c } = pen
  const { of } = pen.palette
  const { row, back } = paint
  c.fillStyle = of.sunken
  c.fillRect(0, 0, pen.width, pen.height)
  write(pen, t.lens(row.partition), 20, 17, { size: 12, weight: 550, colour: of.text })
  const kept = keptOf(row)
  const noteAt = 36 + measure(pen, t.lens(row.partition), 12, 550)
  if (kept === null || row.end === null) return write(pen, t.lensUnread, noteAt, 17, { colour: of['text-3'] })
  const shown = Math.max(0, Math.min(cellsIn(pen.width), kept - back))
  const right = BigInt(row.end) - BigInt(back)
  const first = right - BigInt(shown)
  const note = back === 0 ? t.lensKept(count(shown), count(kept)) : t.lensRange(offset(String(first)), offset(String(right - 1n)))
  write(pen, note, noteAt, 17, { colour: of['text-3'] })
  const end = pen.width - RIGHT
  const x = (at: bigint): number => end - Number(right - at) * CELL.width
  const scene: Scene = { first, right, x, end, shown }
  paintCells(pen, paint, scene)
  paintPrefix(pen, scene)
  if (back === 0) paintNextCell(pen, row, scene)
  paintReaders(pen, paint, scene)
}

interface Scene {
  readonly first: bigint
  /** One after the last cell. */
  readonly right: bigint
  x(at: bigint): number
  readonly end: number
  readonly shown: number
}

function paintCells(pen: Pen, { row, focus, seriesOf, back }: LensPaint, { first, right, x, shown }: Scene): void {
  const { c } = pen
  const { of, series } = pen.palette
  const reader = row.groups.find((each) => each.group === focus)
  const colour = focus === null ? of.accent : (series[seriesOf(focus)] ?? of.accent)
  const older = BigInt(row.end ?? '0') - BigInt(back) - BigInt(shown) > BigInt(row.start ?? '0')
  for (let at = first; at < right; at++) {
    const left = x(at)
    const k = Number(at - first)
    // Older cells fade, where there are older ones.
    c.globalAlpha = older && k < 4 ? 0.35 + k * 0.18 : 1
    c.fillStyle = of.surface
    c.fillRect(left, CELL.top, CELL.width, CELL.height)
    if (reader && at >= BigInt(reader.committed)) {
      c.fillStyle = hatches(pen, fade(colour, 0.33), fade(colour, 0.11), 6)
      c.fillRect(left, CELL.top, CELL.width, CELL.height)
    }
    c.strokeStyle = of['strip-edge']
    c.lineWidth = 1
    c.strokeRect(Math.round(left) + 0.5, CELL.top + 0.5, CELL.width, CELL.height)
    write(pen, lastDigits(at), left + CELL.width / 2 + 0.5, CELL.top + CELL.height / 2, { align: 'center', colour: of.text })
    c.globalAlpha = 1
  }
}

const lastDigits = (at: bigint): string => (at < 1000n ? String(at) : String(at % 1000n).padStart(3, '0'))

function paintPrefix(pen: Pen, { first, right }: Scene): void {
  if (right <= 1000n) return
  const prefix = first / 1000n
  const text = prefix === (right - 1n) / 1000n ? `${offset(String(prefix))}\u202f…` : `${offset(String(first))} …`
  write(pen, text, 20, CELL.top + CELL.height / 2, { size: 12, colour: pen.palette.of['text-2'] })
}

function paintNextCell(pen: Pen, row: LogRow, { right, end }: Scene): void {
  const { c } = pen
  const { of } = pen.palette
  c.save()
  c.setLineDash([3, 3])
  c.strokeStyle = of['text-3']
  c.strokeRect(end + 2.5, CELL.top + 0.5, CELL.width, CELL.height)
  c.restore()
  const middle = end + 2 + CELL.width / 2
  write(pen, lastDigits(right), middle, CELL.top + CELL.height / 2, { weight: 550, align: 'center', colour: of['text-2'] })
  c.fillStyle = of['text-2']
  c.fillRect(middle - 0.6, CELL.top - 16, 1.2, 10)
  c.beginPath()
  c.moveTo(middle - 3.5, CELL.top - 7)
  c.lineTo(middle + 3.5, CELL.top - 7)
  c.lineTo(middle, CELL.top - 1)
  c.fill()
  const text = row.in === null ? t.nextWriteUnknown : t.nextWrite(short(row.in))
  write(pen, text, middle + 10, CELL.top - 13, { colour: of['text-3'] })
}

interface Reader {
  readonly each: LogGroup
  readonly x: number
  readonly outside: boolean
}

/** Where groups read; those farther back stand at the left end with an arrow that points there. */
function paintReaders(pen: Pen, { row, focus, seriesOf }: LensPaint, { first, right, x }: Scene): void {
  const { of, series } = pen.palette
  const y = CELL.top + CELL.height + 3
  const left = Math.max(20, x(first))
  let taken = left - 1
  const readers = row.groups
    .map((each): Reader => {
      const at = BigInt(each.committed)
      return { each, x: at < first ? left : x(at) + 0.5, outside: at < first }
    })
    .filter((reader) => BigInt(reader.each.committed) <= right && (!reader.outside || reader.each.group === focus))
    .sort((a, b) => a.x - b.x || (a.each.group === focus ? -1 : 1))
  for (const { each, x: at, outside } of readers) {
    const strong = each.group === focus
    const colour = series[seriesOf(each.group)] ?? of.accent
    if (outside) arrowLeft(pen, at, y + 5, colour)
    else arrowUp(pen, at, y, colour, 5)
    const text = outside
      ? t.lensReads(each.group, count(each.lag), offset(each.committed))
      : each.lag === 0
        ? each.group
        : t.behind(each.group, count(each.lag))
    const from = at + (outside ? 14 : 9)
    const width = measure(pen, text, 11, strong ? 550 : 400)
    // Beside the arrow, or under it where another group stands.
    const covered = strong && readers.some((other) => other.x !== at && other.x > from - 6 && other.x < from + width + 6)
    if (covered) {
      write(pen, text, at, y + 20, { weight: 550, colour: of.text })
      continue
    }
    if (from < taken || from + width > pen.width - 8) continue
    write(pen, text, from, y + 6, { weight: strong ? 550 : 400, colour: strong ? of.text : of['text-2'] })
    taken = from + width + 14
  }
}
