import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect } from 'react'
import { TableRow, type RowHandlers } from './row.tsx'
import type { Column, DataTableProps } from './types.ts'
import styles from './table.module.css'

export interface TableBodyProps<Row> {
  /** What scrolls. */
  readonly root: { readonly current: HTMLElement | null }
  /** Filled here: brings a row into view. */
  readonly scrollTo: { current: (at: number) => void }
  readonly rows: readonly Row[]
  readonly rowKey: DataTableProps<Row>['rowKey']
  readonly rowHeight: number
  /** Rows are named after it. */
  readonly id: string
  readonly columns: readonly Column<Row>[]
  readonly template: string
  readonly selected: string | null
  readonly marked: ReadonlySet<string>
  readonly rowTone: DataTableProps<Row>['rowTone']
  readonly fullRow: DataTableProps<Row>['fullRow']
  readonly handlers: RowHandlers
}

/** The rows that are in view. Apart from the table, so that scrolling draws them and nothing else. */
export function TableBody<Row>(props: TableBodyProps<Row>) {
  const { root, scrollTo, rows, rowKey, rowHeight, id, columns, template, selected, marked, rowTone, fullRow, handlers } = props
  // The library hands out functions that must not be memoised; nothing here does.
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => root.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  scrollTo.current = (at) => virtual.scrollToIndex(at, { align: 'auto' })
  return (
    <div className={styles['body']} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index]
        if (row === undefined) return null
        const key = rowKey(row)
        return (
          <TableRow
            key={key}
            id={key}
            rowId={`${id}-${item.index}`}
            row={row}
            at={item.index}
            top={item.start}
            columns={columns}
            template={template}
            selected={key === selected}
            marked={marked.has(key)}
            tone={rowTone?.(row) ?? 'normal'}
            full={fullRow?.(row) ?? null}
            handlers={handlers}
          />
        )
      })}
    </div>
  )
}
