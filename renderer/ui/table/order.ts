import { compareText } from './compare-text.ts'
import type { CellValue, Column, Sort } from './types.ts'

const plain = /^[\w.-]*$/

function compareValues(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return compareText(String(a), String(b))
}

/**
 * Sorts by a column; what is unknown comes last either way, equal rows stay by key. `before` is the order of last time: sorting nearly
 * sorted rows costs one comparison a row, and a list of 50,000 is sorted again at every reading.
 */
export function orderRows<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  column: Column<Row> | undefined,
  descending: boolean,
  before: readonly string[] = [],
): readonly Row[] {
  if (!column) return rows
  const items = inOrder(rows, rowKey, before).map((row) => ({ row, key: rowKey(row), value: column.value(row) }))
  const sign = descending ? -1 : 1
  items.sort((a, b) => {
    if (a.value === null || b.value === null) {
      if (a.value === b.value) return compareText(a.key, b.key)
      return a.value === null ? 1 : -1
    }
    return sign * compareValues(a.value, b.value) || compareText(a.key, b.key)
  })
  return items.map((item) => item.row)
}

/** The same rows in the order of last time; new ones at the end, gone ones left out. */
export function inOrder<Row>(rows: readonly Row[], rowKey: (row: Row) => string, before: readonly string[]): readonly Row[] {
  if (before.length === 0) return rows
  const left = new Map(rows.map((row) => [rowKey(row), row]))
  const known: Row[] = []
  for (const key of before) {
    const row = left.get(key)
    if (row === undefined) continue
    known.push(row)
    left.delete(key)
  }
  return left.size === 0 ? known : [...known, ...left.values()]
}

/** A press on a head: that column, its natural way first (figures from the largest); again: the other way round. */
export function nextSort<Row>(current: Sort | null, column: Column<Row>): Sort {
  if (current?.column === column.id) return { column: column.id, descending: !current.descending }
  return { column: column.id, descending: column.align === 'end' }
}

export const copiedOf = <Row>(column: Column<Row>, row: Row): CellValue => (column.copied ?? column.value)(row)

/** Heads of what is copied and saved: a figure without its unit would be none. */
export const copiedHead = <Row>({ title, unit }: Column<Row>): string => (unit === undefined ? title : `${title} (${unit})`)

/** For copying: nothing a spreadsheet would take apart. */
export function toTsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => (plain.test(cell) ? cell : cell.replace(/[\t\r\n]+/g, ' '))).join('\t')
  return [line(columns.map(copiedHead)), ...rows.map((row) => line(columns.map((c) => String(copiedOf(c, row) ?? ''))))].join('\n')
}

export function toJson<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map((c) => [c.id, copiedOf(c, row)]))),
    null,
    2,
  )
}
