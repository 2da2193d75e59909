import type { HeatGrid, HeatRow } from './heat-map.ts'

export type HeatOrder = 'lag' | 'topic' | 'leader' | 'agent' | 'member'

/** Who leads and who reads a partition now; null: not known. */
export interface Owner {
  readonly leader: number | null
  /** Host of the leader's agent. */
  readonly agent: string | null
  readonly member: string | null
}

export interface HeatBin extends Owner {
  readonly topic: string
  /** First and last partition in it. */
  readonly partition: number
  readonly last: number
  readonly values: Float64Array
}

export interface OwnedRow extends HeatRow, Owner {}

/**
 * At most `most` rows, in the order asked for. Where there are more partitions, neighbours of the same topic (and leader, agent or member, when
 * these order the rows) share a row, which shows the worst of them.
 */
export function binned(grid: HeatGrid, ownerOf: (row: HeatRow) => Owner, order: HeatOrder, most: number): readonly HeatBin[] {
  const rows = grid.rows.map((row): OwnedRow => ({ ...row, ...ownerOf(row) })).sort(comparing(order))
  const bins = cut(rows, order, most).map(binOf)
  return order === 'lag' ? bins.sort((a, b) => newest(b.values) - newest(a.values) || byName(a, b)) : bins
}

const byName = (a: { topic: string; partition: number }, b: { topic: string; partition: number }): number =>
  a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1

/** What is not known comes last. */
function byOwner(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0
  if (a === null) return 1
  if (b === null) return -1
  return a < b ? -1 : 1
}

const isOwner = (order: HeatOrder): order is keyof Owner => order === 'leader' || order === 'agent' || order === 'member'

const comparing =
  (order: HeatOrder) =>
  (a: OwnedRow, b: OwnedRow): number =>
    (isOwner(order) ? byOwner(a[order], b[order]) : 0) || byName(a, b)

const newest = (values: Float64Array): number => {
  const value = values.findLast((v) => !Number.isNaN(v))
  return value ?? Number.NEGATIVE_INFINITY
}

/** Runs of rows that share a topic and what orders them, none longer than it must be. */
function cut(rows: readonly OwnedRow[], order: HeatOrder, most: number): readonly (readonly OwnedRow[])[] {
  const runs = runsOf(rows, (a, b) => a.topic === b.topic && (!isOwner(order) || a[order] === b[order]))
  // More topics than rows: rows that share nothing have to share a place.
  const whole = runs.length > most ? [rows] : runs
  let size = Math.max(1, Math.ceil(rows.length / most))
  const countAt = (n: number): number => whole.reduce((sum, run) => sum + Math.ceil(run.length / n), 0)
  while (countAt(size) > most) size++
  return whole.flatMap((run) => Array.from({ length: Math.ceil(run.length / size) }, (_, i) => run.slice(i * size, (i + 1) * size)))
}

function runsOf(rows: readonly OwnedRow[], together: (a: OwnedRow, b: OwnedRow) => boolean): readonly (readonly OwnedRow[])[] {
  const runs: OwnedRow[][] = []
  for (const row of rows) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && together(last, row)) run.push(row)
    else runs.push([row])
  }
  return runs
}

function binOf(rows: readonly OwnedRow[]): HeatBin {
  const worst = rows.reduce((a, b) => (newest(b.values) > newest(a.values) ? b : a))
  // Of several topics the worst one is named.
  const named = rows.every((row) => row.topic === worst.topic) ? rows : [worst]
  const shared = <T>(what: (row: OwnedRow) => T): T | null => (rows.every((row) => what(row) === what(worst)) ? what(worst) : null)
  const values = worst.values.slice()
  for (const row of rows)
    for (const [i, value] of row.values.entries()) if (!((values[i] ?? Number.NaN) >= value) && !Number.isNaN(value)) values[i] = value
  const partitions = named.map((row) => row.partition)
  return {
    topic: worst.topic,
    partition: Math.min(...partitions),
    last: Math.max(...partitions),
    leader: shared((row) => row.leader),
    agent: shared((row) => row.agent),
    member: shared((row) => row.member),
    values,
  }
}
