import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react'
import { count } from '../format/numbers.ts'
import { tableItems, type TableItem } from './items.ts'
import { TableRow, type RowHandlers } from './row.tsx'
import { takeSlots, type Slot } from './slots.ts'
import type { Column, DataTableProps } from './types.ts'
import styles from './table.module.css'

const GROUP_HEAD_PX = 31
const DETAIL_PX = 120
/** After the last movement. Longer than a hand rests between two turns of the wheel: then rows are put in order in the document. */
const REST_MS = 400

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
  /** The place of the selected row among the rows; below 0: there is none. */
  readonly current: number
  readonly marked: ReadonlySet<string>
  readonly rowTone: DataTableProps<Row>['rowTone']
  readonly fullRow: DataTableProps<Row>['fullRow']
  readonly groupOf: DataTableProps<Row>['groupOf']
  readonly groupNote: DataTableProps<Row>['groupNote']
  readonly detail: DataTableProps<Row>['detail']
  readonly handlers: RowHandlers
}

const byPlace = (nth: number): number => nth

/** The rows that are in view. Apart from the table, so that scrolling draws them and nothing else. */
export function TableBody<Row>(props: TableBodyProps<Row>) {
  const { root, scrollTo, rows, rowKey, rowHeight, id, selected, current, marked, rowTone, fullRow, groupOf, groupNote, detail } = props
  const items = useMemo(() => tableItems(rows, rowKey, groupOf, detail, groupNote), [rows, rowKey, groupOf, detail, groupNote])
  // What the library is given stays the same while the items do: else it measures all of them again at every step of scrolling.
  const plain = items.length === rows.length
  const keyed = useCallback((nth: number) => items[nth]?.key ?? nth, [items])
  const heightOf = useCallback(
    (nth: number) => ({ row: rowHeight, group: GROUP_HEAD_PX, detail: DETAIL_PX })[items[nth]?.kind ?? 'row'],
    [items, rowHeight],
  )
  // The library hands out functions that must not be memoised; nothing here does.
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => root.current,
    estimateSize: heightOf,
    // Without groups and details all are equally high: which of them is where makes no difference.
    getItemKey: plain ? byPlace : keyed,
    overscan: 6,
    isScrollingResetDelay: REST_MS,
  })
  useEffect(() => {
    // Forgets all heights. What is under a row is as high as before, so nobody would tell its height again.
    virtual.measure()
    // Places are counted anew only when somebody asks; what is measured before that is taken for what is known.
    virtual.getTotalSize()
    for (const under of virtual.elementsCache.values()) virtual.measureElement(under)
  }, [virtual, rowHeight])
  useLayoutEffect(() => {
    // The keys go to the table, which names its selected row: while that is scrolled away it is not there to be named.
    const name = `${id}-${current}`
    if (document.getElementById(name) === null) root.current?.removeAttribute('aria-activedescendant')
    else root.current?.setAttribute('aria-activedescendant', name)
  })
  const places = virtual.getVirtualItems()
  const inView = places.map(({ index }) => index)
  const slots = useSlots(plain ? inView : [], !virtual.isScrolling)
  const keys = new Map(slots.map(({ at, key }) => [at, key]))
  const tops = new Map(places.map(({ index, start }) => [index, start]))
  scrollTo.current = (at) => {
    // Without groups and details a row's place is its item's.
    const nth = plain ? at : items.findIndex((item) => item.kind === 'row' && item.at === at)
    virtual.scrollToIndex(nth, { align: 'auto' })
  }
  return (
    <div className={styles['body']} style={{ height: virtual.getTotalSize() }}>
      {(plain ? slots.map(({ at }) => at) : inView).map((nth) => {
        const item = items[nth]
        if (item === undefined) return null
        const top = tops.get(nth) ?? 0
        if (item.kind !== 'row') {
          return (
            <Apart key={item.key} item={item} top={top} nth={nth} measure={virtual.measureElement}>
              {item.kind === 'detail' && detail?.(item.row)}
            </Apart>
          )
        }
        return (
          <TableRow
            key={keys.get(nth) ?? item.key}
            id={item.key}
            rowId={`${id}-${item.at}`}
            row={item.row}
            at={item.at}
            top={top}
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

/** The places that rows are drawn in, from one drawing to the next. */
function useSlots(wanted: readonly number[], settled: boolean): readonly Slot[] {
  const slots = useRef<readonly Slot[]>([])
  slots.current = takeSlots(slots.current, wanted, settled)
  return slots.current
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
