import { en } from '../../text/en.ts'
import { useCopyText } from '../clipboard.tsx'
import { Menu, type MenuGroups } from '../menu.tsx'
import { copiedOf, toJson, toTsv } from './order.ts'
import type { Column, RowAction } from './types.ts'

const t = en.table

export interface MenuPlace {
  readonly key: string
  readonly at: { readonly x: number; readonly y: number }
  readonly column: string | null
}

export interface RowMenuProps<Row> {
  readonly place: MenuPlace
  readonly row: Row
  /** What is copied: the marked rows, or this one. */
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly actions: readonly RowAction[]
  readonly onOpen: ((newTab: boolean) => void) | undefined
  onClose(): void
}

export function RowMenu<Row>({ place, row, rows, columns, actions, onOpen, onClose }: RowMenuProps<Row>) {
  const copy = useCopyText()
  const column = columns.find((c) => c.id === place.column) ?? columns[0]
  const groups: MenuGroups = [
    onOpen
      ? [
          { id: 'open', title: t.open, keys: 'Enter', run: () => onOpen(false) },
          { id: 'open-tab', title: t.openInNewTab, keys: 'Mod+Enter', run: () => onOpen(true) },
        ]
      : [],
    actions,
    [
      ...(column
        ? [
            {
              id: 'copy-cell',
              title: t.copyCell(column.title),
              icon: 'copy' as const,
              run: () => void copy(String(copiedOf(column, row) ?? '')),
            },
          ]
        : []),
      { id: 'copy-row', title: t.copyRows(rows.length), keys: 'Mod+C', run: () => void copy(toTsv(rows, columns)) },
      { id: 'copy-json', title: t.copyJson, keys: 'Mod+Shift+C', run: () => void copy(toJson(rows, columns)) },
    ],
  ]
  const { x, y } = place.at
  return (
    <Menu
      label={t.rowActions}
      groups={groups}
      open
      align="start"
      onOpenChange={(open) => !open && onClose()}
      anchor={{ getBoundingClientRect: () => new DOMRect(x, y, 0, 0) }}
    />
  )
}
