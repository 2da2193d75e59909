import { en } from '../../text/en.ts'
import { hostName } from '../mesos/host.tsx'
import { change, count, percent, short } from '../format/numbers.ts'
import type { Zone } from '../format/times.ts'
import { geometry, type TimeGeometry, type TimeSpan } from './geometry.ts'
import { BLOCK_GAP, FOOT, type HeatBlock, type HeatLayout, type HeatOrder, type HeatRow } from './heat-layout.ts'
import { NONE, type HeatMetric } from './lag-steps.ts'
import { line, sharp, write, type Pen } from './pen.ts'
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

function paintHead(pen: Pen, block: HeatBlock, { layout, order }: HeatPaint): void {
  const { of } = pen.palette
  const title = blockTitle(block.key, order)
  write(pen, title, 20, block.y + 8, { size: 12, weight: 550, colour: of.text })
  const several = order !== 'topic' && layout.blocks.some(({ rows }) => rows.some((row) => row.topic !== block.rows[0]?.topic))
  const every = Math.max(1, Math.ceil(LABEL / layout.rowHeight))
  block.rows.forEach((row, n) => {
    if (n % every !== 0) return
    const y = n * layout.rowHeight + layout.rowHeight / 2
    const text = rowLabel(row, several, y < TITLE_BOTTOM ? title.length : 0)
    write(pen, text, 118, block.y + y, { size: 9.5, align: 'right', colour: of['text-3'] })
  })
}

/** The block's title takes the room of the first rows' topics. */
const TITLE_BOTTOM = 17
/** Characters of a label between the edge and the cells. */
const ROOM = 20
const LEAST_TOPIC = 4

/** A partition's number alone says little where several topics stand together. */
export function rowLabel(
  { topic, partition, last }: Pick<HeatRow, 'topic' | 'partition' | 'last'>,
  several: boolean,
  title: number,
): string {
  const number = t.partition(partition, last)
  // A title is a third larger than a label, and stands apart from it.
  const room = ROOM - number.length - 1 - (title === 0 ? 0 : Math.ceil(title * 1.35) + 1)
  if (!several || room < LEAST_TOPIC) return number
  return `${topic.length <= room ? topic : `…${topic.slice(1 - room)}`} ${number}`
}

const LONGEST = 13

export function blockTitle(key: string, order: HeatOrder): string {
  if (order === 'lag') return ''
  if (order === 'leader') return key === '' ? t.noLeader : t.broker(key)
  if (order === 'agent') return key === '' ? t.noAgent : cut(hostName(key), 'start')
  if (key === '') return t.noMember
  // The end of a member id or topic tells more than its beginning.
  return cut(key, 'end')
}

const cut = (text: string, keep: 'start' | 'end'): string =>
  text.length <= LONGEST ? text : keep === 'end' ? `…${text.slice(1 - LONGEST)}` : `${text.slice(0, LONGEST - 1)}…`

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
