import type { ReactNode } from 'react'
import type { FilterFields } from '../filter/filter.ts'
import type { IconName } from '../icons/shapes.tsx'

export type CellValue = string | number | null

export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** Least width in px; `grow` shares what is left. */
  readonly width: number
  readonly grow?: number
  readonly align?: 'start' | 'end'
  /** Not shown until the user asks for it. */
  readonly hidden?: boolean
  /** What is sorted by, copied and saved: the plain value; null is unknown. */
  value(row: Row): CellValue
  /** What is copied and saved where `value` is only an order, such as how grave a verdict is. */
  copied?(row: Row): CellValue
  /** Of the copied value, where the cell is written in others: `s`. */
  readonly unit?: string
  /** How it looks; without it the value itself, unknown as a dash, numbers in groups of three. */
  cell?(row: Row): ReactNode
  /** Shown on hovering the head. */
  readonly description?: string
}

export interface RowAction {
  readonly id: string
  readonly title: string
  readonly icon?: IconName
  readonly keys?: string
  /** Why it cannot be done now. */
  readonly off?: string | undefined
  readonly danger?: boolean
  run(): void
}

export interface Sort {
  readonly column: string
  readonly descending: boolean
}

/** Rows that stand together under a head. */
export interface RowGroup {
  readonly key: string
  readonly title: string
  readonly note?: string
  /** Groups come by rank, then by title; without one, by title. */
  readonly rank?: number
}

export interface DataTableProps<Row> {
  /** What the list is, for screen readers. */
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  rowKey(row: Row): string
  readonly filter?: string
  readonly fields?: FilterFields<Row>
  readonly selected?: string | null
  onSelect?(key: string): void
  onOpen?(row: Row, how: { newTab: boolean }): void
  readonly initialSort?: Sort
  rowTone?(row: Row): 'normal' | 'dim' | 'bad'
  /** Drawn across the row after the first cell, in place of the other cells: a row that has no figures says why. */
  fullRow?(row: Row): ReactNode | null
  /** Under a head each. What the user chose by another control, so it is not one of the columns' sorts. */
  groupOf?(row: Row): RowGroup
  /** What a head says of the rows under it, in place of how many they are: their sums. */
  groupNote?(rows: readonly Row[]): string
  /** Drawn under the row on a sunken ground, as high as it is. */
  detail?(row: Row): ReactNode | null
  /** A name and what is said about it: higher rows. */
  readonly lines?: 1 | 2
  /** What stands below the rows; without it, how many there are. */
  readonly foot?: ReactNode
  /** Its rows can be saved as a CSV file of this name, also by the key `x`; without it, not. */
  readonly saveAs?: string
  /** Where sort and shown columns are kept. */
  readonly storageKey: string
  /** Beside opening and copying, which every row has. `marked`: the rows that are marked, or this one. */
  actions?(row: Row, marked: readonly Row[]): readonly RowAction[]
  /** How many rows the filter let through, told after it changed. */
  onShown?(shown: number): void
}
