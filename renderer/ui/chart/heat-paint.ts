import { en } from '../../text/en.ts'
import { hostName } from '../mesos/host.tsx'
import { change, count, percent, short } from '../format/numbers.ts'
import type { Zone } from '../format/times.ts'
import { geometry, type TimeGeometry, type TimeSpan } from './geometry.ts'
import { BLOCK_GAP, FOOT, type HeatBlock, type HeatLayout, type HeatOrder, type HeatRow } from './heat-layout.ts'
import { NONE, type HeatMetric } from './lag-steps.ts'
import { elided, fitted, line, measure, sharp, write, type Pen } from './pen.ts'
import { timeTicks } from './ticks.ts'

const t = en.lag.tab

export interface HeatPaint {
  readonly layout: HeatLayout
  readonly order: HeatOrder
  readonly metric: HeatMetric
  readonly span: TimeSpan
  readonly zone: Zone
}

export function paintHeat(pen: Pen, paint: HeatPaint): void {
  const { layout, span, zone } = paint
  const at = geometry(pen.width, span)
  layout.blocks.forEach((block, n) => {
    paintCells(pen, layout, block, at)
    paintHead(pen, block, paint)
    paintTotals(pen, block, paint, at)
    if (n < layout.blocks.length - 1) {
      const y = sharp(block.y + block.height + BLOCK_GAP / 2 - 1)
      line(pen, [20, y], [at.end, y], { colour: pen.palette.of.line })
    }
  })
  gaps(pen, layout, at)
  for (const tick of timeTicks(span.from, span.to, at.x1 - at.x0, zone)) {
    write(pen, tick.text, at.x(tick.at), layout.height - FOOT + 14, { align: 'center', colour: pen.palette.of['text-3'] })
  }
}

/** Equal neighbours are one rectangle. */
function paintCells({ c, palette }: Pen, { steps, columns, rowHeight }: HeatLayout, block: HeatBlock, { x0, x1 }: TimeGeometry): void {
  const width = (x1 - x0) / columns
  const high = rowHeight > 4 ? rowHeight - 1 : rowHeight
  block.rows.forEach((_row, n) => {
    const from = (block.first + n) * columns
    const y = block.y + n * rowHeight
    let start = 0
    for (let at = 1; at <= columns; at++) {
      const step = steps[from + start] ?? NONE
      if (at < columns && steps[from + at] === step) continue
      const left = Math.round(x0 + start * width)
      c.fillStyle = step === NONE ? palette.of['lag-none'] : (palette.lag[step] ?? palette.of['lag-none'])
      c.fillRect(left, y, Math.round(x0 + at * width) - left, high)
      start = at
    }
  })
}

/** Cells are told apart where they are wide enough. */
function gaps({ c, palette }: Pen, { blocks, columns, rowHeight }: HeatLayout, { x0, x1 }: TimeGeometry): void {
  const width = (x1 - x0) / columns
  if (width <= 4 || rowHeight <= 4) return
  c.fillStyle = palette.of.surface
  for (const block of blocks) {
    for (let at = 1; at < columns; at++) c.fillRect(Math.round(x0 + at * width) - 0.5, block.y, 0.5, block.rows.length * rowHeight)
  }
}

/** Labels need their height: others are left out. */
const LABEL = 10

const HEAD = { left: 20, right: 118, gap: 8 } as const
const NUMBER = 9.5

function paintHead(pen: Pen, block: HeatBlock, { layout, order }: HeatPaint): void {
  const { of } = pen.palette
  const room = HEAD.right - HEAD.left
  const width = (text: string): number => measure(pen, text, NUMBER)
  const number = Math.max(...block.rows.map(({ partition, last }) => width(t.partition(partition, last))))
  const title = fitted(pen, blockTitle(block.key, order), room - number - HEAD.gap, 12, 550)
  write(pen, title, HEAD.left, block.y + TITLE_MIDDLE, { size: 12, weight: 550, colour: of.text })
  const beside = title === '' ? room : room - measure(pen, title, 12, 550) - HEAD.gap
  const several = order !== 'topic' && layout.blocks.some(({ rows }) => rows.some((row) => row.topic !== block.rows[0]?.topic))
  const every = Math.max(1, Math.ceil(LABEL / layout.rowHeight))
  block.rows.forEach((row, n) => {
    if (n % every !== 0) return
    const y = n * layout.rowHeight + layout.rowHeight / 2
    const text = rowLabel(row, several, n === 0 ? beside : room, width)
    write(pen, text, HEAD.right, block.y + y, { size: NUMBER, align: 'right', colour: of['text-3'] })
  })
}

/** High enough that the block's title takes room from its first row alone. */
const TITLE_MIDDLE = 6
/** Letters and an ellipsis: less of a topic tells nothing. */
const LEAST_TOPIC = 5

/** A partition's number alone says little where several topics stand together. */
export function rowLabel(
  { topic, partition, last }: Pick<HeatRow, 'topic' | 'partition' | 'last'>,
  several: boolean,
  room: number,
  width: (text: string) => number,
): string {
  const number = t.partition(partition, last)
  if (!several) return number
  const left = room - width(` ${number}`)
  const name = elided(topic, (text) => width(text) <= left)
  return name === topic || name.length >= LEAST_TOPIC ? `${name} ${number}` : number
}

/** What the rows of a block share. Empty: nothing. */
export function blockTitle(key: string, order: HeatOrder): string {
  if (order === 'lag') return ''
  if (order === 'leader') return key === '' ? t.noLeader : t.broker(key)
  if (order === 'agent') return key === '' ? t.noAgent : hostName(key)
  return key === '' ? t.noMember : key
}

function paintTotals(pen: Pen, block: HeatBlock, { metric }: HeatPaint, { x1, end }: TimeGeometry): void {
  const { of } = pen.palette
  if (metric !== 'lag' || block.total === null) return
  const x = x1 + 14
  const heavy = block.share >= 0.5
  write(pen, count(block.total), x, block.y + 8, { size: 12, weight: 550, colour: heavy ? of.text : of['text-2'] })
  if (block.perMinute !== null) {
    const grows = block.perMinute >= 1000
    write(pen, t.perMinute(change(Math.round(block.perMinute))), x, block.y + 23, { colour: grows ? of['bad-text'] : of['text-3'] })
  }
  write(pen, percent(block.share), end, block.y + 8, { align: 'right', colour: of['text-3'] })
  const y = block.y + 34
  pen.c.fillStyle = of.line
  pen.c.fillRect(x, y, end - x, 3)
  pen.c.fillStyle = heavy ? of.bad : of.unknown
  pen.c.fillRect(x, y, Math.max(block.share > 0 ? 2 : 0, (end - x) * block.share), 3)
}

export const legendTop = (metric: HeatMetric): string =>
  metric === 'lag' ? short(400_000).replace('.0', '') : metric === 'slope' ? `${short(40_000).replace('.0', '')}/m` : '1\u202Fh'
