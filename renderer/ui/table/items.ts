import { compareText } from './compare-text.ts'
import type { DataTableProps, RowGroup } from './types.ts'

/** What stands below each other in a table: heads of groups, rows, and what is under a row. `at` is the row's place among the rows. */
export type TableItem<Row> =
  | { readonly kind: 'group'; readonly key: string; readonly group: RowGroup; readonly rows: number }
  | { readonly kind: 'row'; readonly key: string; readonly row: Row; readonly at: number }
  | { readonly kind: 'detail'; readonly key: string; readonly row: Row }

/** Rows of a group together, groups by rank and title; within a group the order stays. */
export function inGroups<Row>(rows: readonly Row[], groupOf: DataTableProps<Row>['groupOf']): readonly Row[] {
  if (!groupOf) return rows
  return [...groupsOf(rows, groupOf).values()]
    .toSorted((a, b) => (a.group.rank ?? 0) - (b.group.rank ?? 0) || compareText(a.group.title, b.group.title))
    .flatMap((each) => each.rows)
}

function groupsOf<Row>(rows: readonly Row[], groupOf: (row: Row) => RowGroup) {
  const found = new Map<string, { readonly group: RowGroup; readonly rows: Row[] }>()
  for (const row of rows) {
    const group = groupOf(row)
    const known = found.get(group.key)
    if (known) known.rows.push(row)
    else found.set(group.key, { group, rows: [row] })
  }
  return found
}

/** `rows` are in groups already. */
export function tableItems<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  groupOf: DataTableProps<Row>['groupOf'],
  detail: DataTableProps<Row>['detail'],
  groupNote?: DataTableProps<Row>['groupNote'],
): readonly TableItem<Row>[] {
  const groups = groupOf ? groupsOf(rows, groupOf) : null
  const items: TableItem<Row>[] = []
  let last: string | null = null
  for (const [at, row] of rows.entries()) {
    const group = groupOf?.(row)
    if (group && group.key !== last) {
      last = group.key
      const under = groups?.get(group.key)?.rows ?? []
      const said = groupNote ? { ...group, note: groupNote(under) } : group
      items.push({ kind: 'group', key: `group ${group.key}`, group: said, rows: under.length })
    }
    const key = rowKey(row)
    items.push({ kind: 'row', key, row, at })
    if ((detail?.(row) ?? null) !== null) items.push({ kind: 'detail', key: `detail ${key}`, row })
  }
  return items
}
