import { useCallback, useEffect, useId, useMemo, useRef, useState, type CSSProperties, type MouseEvent } from 'react'
import { en } from '../../text/en.ts'
import { useCopyText } from '../clipboard.tsx'
import { count } from '../format/numbers.ts'
import { hasDialog } from '../keys.ts'
import { useChoice } from './choice.ts'
import { ColumnsButton } from './columns-button.tsx'
import { TableHead } from './head.tsx'
import { inGroups } from './items.ts'
import { nextSort, toJson, toTsv } from './order.ts'
import { RowMenu, type MenuPlace } from './row-menu.tsx'
import { TableBody } from './body.tsx'
import type { RowHandlers } from './row.tsx'
import type { DataTableProps } from './types.ts'
import { SaveButton } from './save-button.tsx'
import { useMarks } from './use-marks.ts'
import { useRows } from './use-rows.ts'
import { useTableKeys } from './use-table-keys.ts'
import styles from './table.module.css'

/** Rows keep their places this long after the pointer moved over them. */
const POINTER_HOLD_MS = 2000
/** And this long after a dialog over them was closed. */
const DIALOG_HOLD_MS = 3000
const FALLBACK_ROW_PX = 36
/** The padding at the right end of a row: room for its menu, so that the menu covers no figure. */
const ROW_END_PX = 36

/** A list of things: virtual rows, sortable heads, columns to choose, keys, selection, copying. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, rows, columns, rowKey, filter, fields, onOpen, initialSort, rowTone, fullRow, foot, storageKey, actions, onShown } = props
  const { groupOf, groupNote, detail, lines = 1, saveAs } = props
  const choice = useChoice(storageKey, columns, initialSort)
  const root = useRef<HTMLDivElement>(null)
  // Never yet: the page's own clock begins near 0, which would hold rows for the first seconds of a page.
  const moved = useRef(-Infinity)
  const asked = useRef(-Infinity)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const hold = useRef<() => boolean>(() => false)
  hold.current = () => {
    // Under a dialog, and a moment after it: what was acted on is still where it was. Not for a table in the dialog itself.
    if (hasDialog() && root.current?.closest('[role="dialog"]') === null) asked.current = performance.now()
    const now = performance.now()
    return menu !== null || now - asked.current < DIALOG_HOLD_MS || now - moved.current < POINTER_HOLD_MS
  }
  const sortColumn = columns.find((c) => c.id === choice.sort?.column)
  const ordered = useRows(
    { rows, rowKey, ...(filter === undefined ? {} : { filter }), ...(fields ? { fields } : {}) },
    sortColumn,
    choice.sort,
    hold,
  )
  const shown = useMemo(() => inGroups(ordered, groupOf), [ordered, groupOf])
  const [own, setOwn] = useState<string | null>(null)
  const selected = props.selected === undefined ? own : props.selected
  const { onSelect } = props
  const marks = useMarks(shown, rowKey)
  const copy = useCopyText()
  const id = useId()
  const rowHeight = useRowHeight(root, lines)

  useEffect(() => onShown?.(shown.length), [onShown, shown.length])

  const scrollTo = useRef<(at: number) => void>(() => {})
  const current = useMemo(() => (selected === null ? -1 : shown.findIndex((row) => rowKey(row) === selected)), [shown, rowKey, selected])
  const select = useCallback(
    (key: string) => {
      setOwn(key)
      onSelect?.(key)
    },
    [onSelect],
  )
  const find = (key: string): Row | undefined => rows.find((row) => rowKey(row) === key)
  const copied = (key: string | null): readonly Row[] => {
    if (marks.keys.size > 0) return shown.filter((row) => marks.keys.has(rowKey(row)))
    const one = key === null ? undefined : find(key)
    return one === undefined ? [] : [one]
  }
  const openKey = (key: string | null, newTab: boolean): void => {
    const row = key === null ? undefined : find(key)
    if (row !== undefined) onOpen?.(row, { newTab })
  }

  useTableKeys(root, {
    count: shown.length,
    current,
    page: () => Math.max(1, Math.floor((root.current?.clientHeight ?? 400) / rowHeight) - 2),
    moveTo: (at) => {
      const row = shown[at]
      if (row === undefined) return
      select(rowKey(row))
      scrollTo.current(at)
    },
    open: (newTab) => openKey(selected, newTab),
    mark: (range) => marks.toggle(selected, range),
    markAll: () => marks.all(),
    menu: () => {
      if (selected === null) return
      const box = document.getElementById(`${id}-${current}`)?.getBoundingClientRect()
      setMenu({ key: selected, at: { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 }, column: null })
    },
    copy: (json) => void copy((json ? toJson : toTsv)(copied(selected), choice.shown)),
    clearMarks: () => marks.clear(),
  })

  const latest = useRef({ select, openKey, marks })
  latest.current = { select, openKey, marks }
  const handlers = useMemo<RowHandlers>(
    () => ({
      press: (key: string, event: MouseEvent) => {
        latest.current.select(key)
        if (event.shiftKey) latest.current.marks.toggle(key, true)
        else if (event.ctrlKey || event.metaKey) latest.current.openKey(key, true)
      },
      open: (key, newTab) => latest.current.openKey(key, newTab),
      menu: (key, at, column) => {
        latest.current.select(key)
        setMenu({ key, at, column })
      },
    }),
    [],
  )

  const template = columnsTemplate(choice.shown)
  // Not `max-content`: that stretches every growing column to the widest one's share of it.
  const least = choice.shown.reduce((sum, column) => sum + column.width, ROW_END_PX)
  const menuRow = menu === null ? undefined : find(menu.key)
  return (
    <div className={styles['table']}>
      <div
        ref={root}
        role="grid"
        aria-label={label}
        aria-rowcount={shown.length + 1}
        aria-multiselectable
        tabIndex={0}
        className={styles['scroll']}
        // React's types know no custom properties; React does.
        style={{ '--least-w': `${least}px` } as CSSProperties}
        onPointerMove={() => {
          moved.current = performance.now()
        }}
      >
        <TableHead
          columns={choice.shown}
          template={template}
          sort={choice.sort}
          onSort={(column) => choice.setSort(nextSort(choice.sort, column))}
        />
        <TableBody
          root={root}
          scrollTo={scrollTo}
          rows={shown}
          rowKey={rowKey}
          rowHeight={rowHeight}
          id={id}
          columns={choice.shown}
          template={template}
          selected={selected}
          current={current}
          marked={marks.keys}
          rowTone={rowTone}
          fullRow={fullRow}
          groupOf={groupOf}
          groupNote={groupNote}
          detail={detail}
          lines={lines}
          handlers={handlers}
        />
      </div>
      <div className={styles['foot']}>
        {foot ?? <span>{en.table.rows(rows.length, count(shown.length), count(rows.length))}</span>}
        <span className={styles['grow']} />
        {marks.keys.size > 0 && <span role="status">{en.table.marked(count(marks.keys.size))}</span>}
        {saveAs !== undefined && (
          <SaveButton name={saveAs} rows={() => (marks.keys.size > 0 ? copied(null) : shown)} columns={choice.shown} />
        )}
        <ColumnsButton columns={columns} choice={choice} />
      </div>
      {menu && menuRow !== undefined && (
        <RowMenu
          place={menu}
          row={menuRow}
          rows={copied(menu.key)}
          columns={choice.shown}
          actions={actions?.(menuRow, copied(menu.key)) ?? []}
          onOpen={onOpen ? (newTab) => openKey(menu.key, newTab) : undefined}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  )
}

const columnsTemplate = (columns: readonly { readonly width: number; readonly grow?: number }[]): string =>
  columns.map((c) => (c.grow ? `minmax(${c.width}px, ${c.grow}fr)` : `${c.width}px`)).join(' ')

/** The row height is a token that the density changes. */
function useRowHeight(root: { readonly current: HTMLElement | null }, lines: 1 | 2): number {
  const token = lines === 2 ? '--row2-h' : '--row-h'
  const [height, setHeight] = useState(FALLBACK_ROW_PX)
  useEffect(() => {
    const read = (): void => {
      const found = root.current ? Number.parseFloat(getComputedStyle(root.current).getPropertyValue(token)) : Number.NaN
      if (found > 0) setHeight(found)
    }
    read()
    const watch = new MutationObserver(read)
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density'] })
    return () => watch.disconnect()
  }, [root, token])
  return height
}
