import { Fragment, memo, useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react'
import { cx } from '../cx.ts'
import { count, UNKNOWN } from '../format/numbers.ts'
import { Icon } from '../icons/icon.tsx'
import type { Column, DataTableProps } from './types.ts'
import styles from './table.module.css'

export interface RowHandlers {
  press(key: string, event: MouseEvent): void
  open(key: string, newTab: boolean): void
  menu(key: string, at: { readonly x: number; readonly y: number }, column: string | null): void
}

export interface RowProps<Row> {
  readonly id: string
  readonly row: Row
  readonly rowId: string
  readonly at: number
  readonly top: number
  readonly lines: 1 | 2
  readonly columns: readonly Column<Row>[]
  readonly template: string
  readonly selected: boolean
  readonly marked: boolean
  readonly tone: ReturnType<NonNullable<DataTableProps<Row>['rowTone']>>
  readonly full: ReactNode | null
  readonly handlers: RowHandlers
}

export function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }): ReactNode {
  if (column.cell) return column.cell(row)
  const value = column.value(row)
  if (value === null) return <span className={styles['unknown']}>{UNKNOWN}</span>
  return typeof value === 'number' ? count(value) : value
}

const columnOf = (event: MouseEvent): string | null =>
  event.target instanceof Element ? (event.target.closest('[data-column]')?.getAttribute('data-column') ?? null) : null

function RowView<Row>(props: RowProps<Row>) {
  const { id, row, rowId, at, top, lines, columns, template, selected, marked, tone, full, handlers } = props
  const shown = full === null ? columns : columns.slice(0, 1)
  const box = useRef<HTMLDivElement>(null)
  // Another row takes this place over: what had the focus in it belonged to the one before.
  useLayoutEffect(
    () => () => {
      const focused = document.activeElement
      if (focused instanceof HTMLElement && box.current?.contains(focused)) focused.blur()
    },
    [id],
  )
  return (
    <div
      ref={box}
      id={rowId}
      role="row"
      aria-rowindex={at + 2}
      aria-selected={selected || marked}
      className={cx(styles['row'], selected && styles['selected'], marked && styles['marked'], tone !== 'normal' && styles[tone])}
      data-lines={lines}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
      onClick={(event) => handlers.press(id, event)}
      onDoubleClick={() => handlers.open(id, false)}
      onAuxClick={(event) => event.button === 1 && handlers.open(id, true)}
      onContextMenu={(event) => {
        event.preventDefault()
        handlers.menu(id, { x: event.clientX, y: event.clientY }, columnOf(event))
      }}
    >
      {shown.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          data-column={column.id}
          className={cx(styles['cell'], column.align === 'end' && styles['end'])}
        >
          <Cell column={column} row={row} />
        </div>
      ))}
      {full !== null && (
        <div role="gridcell" className={cx(styles['cell'], styles['full'])}>
          {/* It may remember something of its row. */}
          <Fragment key={id}>{full}</Fragment>
        </div>
      )}
      <button
        type="button"
        tabIndex={-1}
        // For the pointer; by keys it is “.”. A row holds only cells.
        aria-hidden
        className={styles['rowMenu']}
        title="Row actions"
        onClick={(event) => {
          event.stopPropagation()
          const box = event.currentTarget.getBoundingClientRect()
          handlers.menu(id, { x: box.right, y: box.bottom }, null)
        }}
      >
        <Icon name="dots" size={14} />
      </button>
    </div>
  )
}

// Memo forgets the type parameter; the props are the same.
export const TableRow = memo(RowView) as typeof RowView
