import { useEffect, useMemo } from 'react'
import { DataArea, type DataAreaProps } from '../states/data-area.tsx'
import { compileFilter } from '../filter/filter.ts'
import { DataTable } from '../table/data-table.tsx'
import type { DataTableProps } from '../table/types.ts'

type Area = Pick<DataAreaProps, 'about' | 'error' | 'noun' | 'empty' | 'onRetry' | 'onAction' | 'onClearFilter'>

export type ListAreaProps<Row> = Area & DataTableProps<Row>

/** A table in all states of its data: one place decides what stands there when there are no rows to show. */
export function ListArea<Row>({ about, error, noun, empty, onRetry, onAction, onClearFilter, ...table }: ListAreaProps<Row>) {
  const { rows, filter = '', fields, onShown } = table
  // The table is not there while nothing matches, so it cannot say when something matches again.
  const some = useMemo(() => {
    const matches = fields ? compileFilter(filter, fields) : null
    return matches === null || rows.some(matches)
  }, [rows, filter, fields])
  useEffect(() => {
    if (!some) onShown?.(0)
  }, [some, onShown])
  return (
    <DataArea
      about={about}
      noun={noun}
      rows={rows.length}
      shown={some ? rows.length : 0}
      filter={filter}
      empty={empty}
      {...(error === undefined ? {} : { error })}
      {...(onRetry ? { onRetry } : {})}
      {...(onAction ? { onAction } : {})}
      {...(onClearFilter ? { onClearFilter } : {})}
    >
      <DataTable {...table} {...(onShown ? { onShown } : {})} />
    </DataArea>
  )
}
