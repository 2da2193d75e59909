import { useCallback, useMemo, useState } from 'react'
import { useKept, type Kept } from '../kept.ts'
import type { Column, Sort } from './types.ts'

/** What the user chose about one list. */
export interface Choice {
  readonly sort: Sort | null
  /** Columns switched on or off against their own default. */
  readonly columns: Readonly<Record<string, boolean>>
}

const place = (storageKey: string): string => `samsa.table.${storageKey}`

function readChoice(kept: Kept, storageKey: string): Choice | null {
  try {
    const found: unknown = JSON.parse(kept.getItem(place(storageKey)) ?? 'null')
    return isChoice(found) ? found : null
  } catch {
    // Something else is kept there: the list starts from its defaults.
    return null
  }
}

function isChoice(value: unknown): value is Choice {
  if (typeof value !== 'object' || value === null || !('sort' in value) || !('columns' in value)) return false
  const { sort, columns } = value
  const sortFits = sort === null || (typeof sort === 'object' && 'column' in sort && 'descending' in sort)
  return sortFits && typeof columns === 'object' && columns !== null
}

export interface TableChoice<Row> {
  readonly sort: Sort | null
  readonly shown: readonly Column<Row>[]
  isShown(column: Column<Row>): boolean
  setSort(sort: Sort): void
  show(id: string, on: boolean): void
  reset(): void
}

const isOn = <Row>(choice: Choice, column: Column<Row>): boolean => choice.columns[column.id] ?? column.hidden !== true

/** Sort and shown columns of a list, kept over restarts. */
export function useChoice<Row>(storageKey: string, columns: readonly Column<Row>[], initialSort: Sort | undefined): TableChoice<Row> {
  const start: Choice = { sort: initialSort ?? null, columns: {} }
  const kept = useKept()
  const [choice, setChoice] = useState<Choice>(() => readChoice(kept, storageKey) ?? start)
  const change = useCallback(
    (next: (before: Choice) => Choice) =>
      setChoice((before) => {
        const after = next(before)
        kept.setItem(place(storageKey), JSON.stringify(after))
        return after
      }),
    [kept, storageKey],
  )
  const isShown = (column: Column<Row>): boolean => isOn(choice, column)
  // The same array while nothing else is chosen: rows are drawn again when their columns are others.
  const shown = useMemo(() => columns.filter((column, at) => at === 0 || isOn(choice, column)), [columns, choice])
  const sort = choice.sort && columns.some((c) => c.id === choice.sort?.column) ? choice.sort : start.sort
  return {
    sort,
    shown,
    isShown,
    setSort: (next) => change((before) => ({ ...before, sort: next })),
    show: (id, on) => change((before) => ({ ...before, columns: { ...before.columns, [id]: on } })),
    reset: () => change(() => start),
  }
}
