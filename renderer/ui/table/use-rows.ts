import { useMemo, useRef } from 'react'
import { compileFilter } from '../filter/filter.ts'
import { narrows } from '../filter/parse.ts'
import { inOrder, orderRows } from './order.ts'
import type { Column, DataTableProps, Sort } from './types.ts'

interface Last {
  readonly rule: string
  readonly keys: readonly string[]
}

interface Found<Row> {
  /** What was looked through, and how it was asked. */
  readonly of: readonly Row[]
  readonly fields: DataTableProps<Row>['fields']
  readonly filter: string
  readonly rows: readonly Row[]
}

/**
 * The rows as shown: filtered, sorted. While `hold` says so (a menu is open, the pointer moves over the rows) rows keep their places;
 * what the user does himself (another sort) counts at once.
 */
export function useRows<Row>(
  { rows, rowKey, filter = '', fields }: Pick<DataTableProps<Row>, 'rows' | 'rowKey' | 'filter' | 'fields'>,
  column: Column<Row> | undefined,
  sort: Sort | null,
  hold: { readonly current: () => boolean },
): readonly Row[] {
  const last = useRef<Last>({ rule: '', keys: [] })
  const names = useMemo(() => Object.keys(fields ?? {}), [fields])
  const matches = useMemo(() => (fields ? compileFilter(filter, fields) : null), [filter, fields])
  const ordered = useMemo(() => {
    const rule = `${sort?.column ?? ''} ${String(sort?.descending)}`
    const held = last.current.rule === rule && hold.current()
    const next = held
      ? inOrder(rows, rowKey, last.current.keys)
      : orderRows(rows, rowKey, column, sort?.descending ?? false, last.current.keys)
    last.current = { rule, keys: next.map(rowKey) }
    return next
  }, [rows, rowKey, column, sort?.column, sort?.descending, hold])
  const found = useRef<Found<Row> | null>(null)
  return useMemo(() => {
    const before = found.current
    // A word that grows by a letter is looked for only where it was found.
    const within = before?.of === ordered && before.fields === fields && narrows(before.filter, filter, names) ? before.rows : ordered
    const next = matches ? within.filter(matches) : ordered
    found.current = { of: ordered, fields, filter, rows: next }
    return next
  }, [ordered, matches, fields, filter, names])
}
