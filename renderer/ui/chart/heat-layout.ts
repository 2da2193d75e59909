import { NONE, stepOf, type HeatMetric } from './lag-steps.ts'

export interface HeatRow {
  readonly topic: string
  readonly partition: number
  readonly last: number
  readonly leader: number | null
  /** Host of the leader's agent. */
  readonly agent: string | null
  readonly member: string | null
  readonly values: readonly (number | null)[]
}

export type HeatOrder = 'lag' | 'topic' | 'leader' | 'agent' | 'member'

export interface HeatBlock {
  readonly key: string
  readonly y: number
  readonly height: number
  readonly rows: readonly HeatRow[]
  /** Index of its first row in all. */
  readonly first: number
  /** Newest values together, and by how much they change a minute; null: not recorded. */
  readonly total: number | null
  readonly perMinute: number | null
  /** Of all blocks' totals, 0 to 1. */
  readonly share: number
}

export interface HeatLayout {
  readonly blocks: readonly HeatBlock[]
  readonly rowHeight: number
  readonly height: number
  /** Steps of the scale, row after row. */
  readonly steps: Uint8Array
  readonly columns: number
}

/** Between blocks, with a line in it. */
export const BLOCK_GAP = 9
/** Name, total and change of a block need their lines. */
const LEAST_BLOCK = 46
export const TOP = 2
/** Times below. */
export const FOOT = 22

export const rowHeightFor = (rows: number, compact = false): number => (rows > 150 ? 4 : rows > 60 ? 6 : compact ? 7 : 10)

const blockKey = (row: HeatRow, order: HeatOrder): string => {
  if (order === 'leader') return row.leader === null ? '' : String(row.leader)
  if (order === 'agent') return row.agent ?? ''
  if (order === 'member') return row.member ?? ''
  return order === 'topic' ? row.topic : ''
}

const RECENT = 5 * 60_000

/** Newest value that was recorded in the last two columns. */
const latest = (row: HeatRow): number | null => row.values.at(-1) ?? row.values.at(-2) ?? null

function sums(rows: readonly HeatRow[], step: number): { readonly total: number | null; readonly perMinute: number | null } {
  const back = Math.max(1, Math.round(RECENT / step))
  let total: number | null = null
  let change: number | null = null
  for (const row of rows) {
    const now = latest(row)
    if (now === null) continue
    total = (total ?? 0) + now
    const before = row.values.at(-1 - back) ?? null
    if (before !== null) change = (change ?? 0) + now - before
  }
  return { total, perMinute: change === null ? null : change / ((back * step) / 60_000) }
}

export function heatLayout(
  rows: readonly HeatRow[],
  {
    order,
    metric,
    columns,
    step,
    compact = false,
  }: { order: HeatOrder; metric: HeatMetric; columns: number; step: number; compact?: boolean },
): HeatLayout {
  const rowHeight = rowHeightFor(rows.length, compact)
  const groups = new Map<string, HeatRow[]>()
  for (const row of rows) {
    const key = blockKey(row, order)
    const found = groups.get(key)
    if (found) found.push(row)
    else groups.set(key, [row])
  }
  const known = [...groups].map(([key, own]) => ({ key, rows: own, ...sums(own, step) }))
  const all = known.reduce((sum, block) => sum + Math.max(0, block.total ?? 0), 0)
  const steps = new Uint8Array(rows.length * columns).fill(NONE)
  let y = TOP
  let first = 0
  const blocks = known.map((block): HeatBlock => {
    block.rows.forEach((row, at) => fill(steps, (first + at) * columns, row.values, metric))
    const height = Math.max(LEAST_BLOCK, block.rows.length * rowHeight)
    const placed = { ...block, y, height, first, share: all > 0 ? Math.max(0, block.total ?? 0) / all : 0 }
    y += height + BLOCK_GAP
    first += block.rows.length
    return placed
  })
  return { blocks, rowHeight, height: y + FOOT - BLOCK_GAP, steps, columns }
}

function fill(steps: Uint8Array, from: number, values: readonly (number | null)[], metric: HeatMetric): void {
  const toStep = stepOf[metric]
  values.forEach((value, at) => {
    if (value !== null) steps[from + at] = toStep(value)
  })
}

export interface HeatHit {
  readonly row: HeatRow
  readonly index: number
  readonly y: number
}

/** The row at a height, by arithmetic. */
export function rowAt({ blocks, rowHeight }: HeatLayout, y: number): HeatHit | null {
  const block = blocks.find((each) => y >= each.y && y < each.y + each.rows.length * rowHeight)
  if (!block) return null
  const at = Math.floor((y - block.y) / rowHeight)
  const row = block.rows[at]
  return row ? { row, index: block.first + at, y: block.y + at * rowHeight } : null
}

/** The block at a height; between two of them none. */
export const blockAt = ({ blocks }: HeatLayout, y: number): HeatBlock | null =>
  blocks.find((each) => y >= each.y && y < each.y + each.height) ?? null
