import type { BrokerRow } from '../../../shared/contract/brokers.ts'

/** Over this many partitions a square stands for several. */
export const MOST_SQUARES = 200
/** Squares under one broker: 12 a row, 5 rows. */
export const MOST_A_COLUMN = 60
/** Up to 6 a row: 6 rows under agents and tasks, 8 where brokers stand alone. */
const MOST_LARGE = { onMesos: 36, alone: 48 }

export interface ChainColumn {
  /** `null`: the partitions that nobody leads. */
  readonly broker: BrokerRow | null
  readonly partitions: number
  /** Squares by state, worst first; a square is drawn in the state of the worst partition in it. */
  readonly squares: { readonly offline: number; readonly underReplicated: number; readonly inSync: number }
}

export interface Chain {
  readonly columns: readonly ChainColumn[]
  /** Partitions that one square stands for. */
  readonly unit: number
  /** Few enough for large squares. */
  readonly few: boolean
}

/** The picture's model: what each broker leads, and one more column for what nobody leads. */
export function chainOf(brokers: readonly BrokerRow[], offline: number | null, onMesos = false): Chain {
  const mostLarge = MOST_LARGE[onMesos ? 'onMesos' : 'alone']
  const sorted = [...brokers].sort((a, b) => a.id - b.id)
  const all = sorted.map((row) => row.leaders)
  if (offline) all.push(offline)
  const unit = unitFor(all)
  const columns: ChainColumn[] = sorted.map((row) => ({
    broker: row,
    partitions: row.leaders,
    squares: squaresOf(row.leaders, Math.min(row.ledUnderReplicated, row.leaders), unit),
  }))
  if (offline)
    columns.push({ broker: null, partitions: offline, squares: { offline: Math.ceil(offline / unit), underReplicated: 0, inSync: 0 } })
  return { columns, unit, few: columns.every(({ partitions }) => Math.ceil(partitions / unit) <= mostLarge) }
}

function squaresOf(led: number, bad: number, unit: number): ChainColumn['squares'] {
  const total = Math.ceil(led / unit)
  const underReplicated = Math.ceil(bad / unit)
  return { offline: 0, underReplicated, inSync: total - underReplicated }
}

/** 1, 2, 5, 10, 20, 50 …: the smallest with which the lane and each column keep within their limits. */
export function unitFor(columns: readonly number[]): number {
  const total = columns.reduce((sum, n) => sum + n, 0)
  const most = Math.max(0, ...columns)
  for (let decade = 1; ; decade *= 10) {
    for (const step of [1, 2, 5]) {
      const unit = step * decade
      if (total / unit <= MOST_SQUARES && Math.ceil(most / unit) <= MOST_A_COLUMN) return unit
    }
  }
}
