import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, type ReactNode } from 'react'
import { count } from '../format/numbers.ts'
import { tableItems, type TableItem } from './items.ts'
import { TableRow, type RowHandlers } from './row.tsx'
import type { Column, DataTableProps } from './types.ts'
import styles from './table.module.css'

const GROUP_HEAD_PX = 31
const DETAIL_PX = 120

export interface TableBodyProps<Row> {
  /** What scrolls. */
  readonly root: { readonly current: HTMLElement | null }
  /** Filled here: brings a row into view. */
  readonly scrollTo: { current: (at: number) => void }
  readonly rows: readonly Row[]
  readonly rowKey: DataTableProps<Row>['rowKey']
  readonly rowHeight: number
  readonly lines: 1 | 2
  /** Rows are named after it. */
  readonly id: string
  readonly columns: readonly Column<Row>[]
  readonly template: string
  readonly selected: string | null
  readonly marked: ReadonlySet<string>
  readonly rowTone: DataTableProps<Row>['rowTone']
  readonly fullRow: DataTableProps<Row>['fullRow']
  readonly groupOf: DataTableProps<Row>['groupOf']
  readonly detail: DataTableProps<Row>['detail']
  readonly handlers: RowHandlers
}

/** The rows that are in view. Apart from the table, so that scrolling draws them and nothing else. */
export function TableBody<Row>(props: TableBodyProps<Row>) {
  const { root, scrollTo, rows, rowKey, rowHeight, id, selected, marked, rowTone, fullRow, groupOf, detail } = props
  const items = useMemo(() => tableItems(rows, rowKey, groupOf, detail), [rows, rowKey, groupOf, detail])
  const heights = { row: rowHeight, group: GROUP_HEAD_PX, detail: DETAIL_PX }
  // The library hands out functions that must not be memoised; nothing here does.
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => root.current,
    estimateSize: (nth) => heights[items[nth]?.kind ?? 'row'],
    getItemKey: (nth) => items[nth]?.key ?? nth,
    overscan: 8,
  })
  useEffect(() => virtual.measure(), [virtual, rowHeight])
  scrollTo.current = (at) => {
    // Without groups and details a row's place is its item's.
    const nth = items.length === rows.length ? at : items.findIndex((item) => item.kind === 'row' && item.at === at)
    virtual.scrollToIndex(nth, { align: 'auto' })
  }
  return (
    <div className={styles['body']} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((place) => {
        const item = items[place.index]
        if (item === undefined) return null
        if (item.kind !== 'row') {
          return (
            <Apart key={item.key} item={item} top={place.start} nth={place.index} measure={virtual.measureElement}>
              {item.kind === 'detail' && detail?.(item.row)}
            </Apart>
          )
        }
        return (
          <TableRow
            key={item.key}
            id={item.key}
            rowId={`${id}-${item.at}`}
            row={item.row}
            at={item.at}
            top={place.start}
            lines={props.lines}
            columns={props.columns}
            template={props.template}
            selected={item.key === selected}
            marked={marked.has(item.key)}
            tone={rowTone?.(item.row) ?? 'normal'}
            full={fullRow?.(item.row) ?? null}
            handlers={props.handlers}
          />
        )
      })}
    </div>
  )
}

interface ApartProps<Row> {
  readonly item: Exclude<TableItem<Row>, { kind: 'row' }>
  readonly top: number
  readonly nth: number
  measure(element: Element | null): void
  readonly children: ReactNode
}

/** Between rows: the head of a group, or what is under a row, whose height only its content knows. */
function Apart<Row>({ item, top, nth, measure, children }: ApartProps<Row>) {
  return (
    <div
      ref={item.kind === 'detail' ? measure : undefined}
      data-index={nth}
      role="row"
      className={styles['apart']}
      style={{ transform: `translateY(${top}px)` }}
    >
      {item.kind === 'group' ? (
        <div role="gridcell" className={styles['groupHead']}>
          {item.group.title} <small>{item.group.note ?? count(item.rows)}</small>
        </div>
      ) : (
        <div role="gridcell" className={styles['detail']}>
          <div className={styles['detailIn']}>{children}</div>
        </div>
      )}
    </div>
  )
}
