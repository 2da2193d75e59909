import { useState, type KeyboardEvent } from 'react'
import { cx } from '../cx.ts'
import { en } from '../../text/en.ts'
import type { Column, Sort } from './types.ts'
import styles from './table.module.css'

export interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly template: string
  readonly sort: Sort | null
  onSort(column: Column<Row>): void
}

/** The heads are one stop of the Tab key, at the column that it is sorted by; arrows go between them. */
export function TableHead<Row>({ columns, template, sort, onSort }: HeadProps<Row>) {
  const [at, setAt] = useState<string | null>(null)
  const named = columns.filter(({ title }) => title !== '').map(({ id }) => id)
  const stop = [at, sort?.column].find((id) => id != null && named.includes(id)) ?? named[0]
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={styles['head']}
      style={{ gridTemplateColumns: template }}
      onKeyDown={(event) => moveAlong(event)}
    >
      {columns.map((column) => {
        const on = sort?.column === column.id
        const direction = on ? (sort.descending ? 'descending' : 'ascending') : 'none'
        return (
          <div
            key={column.id}
            role="columnheader"
            aria-sort={direction}
            className={cx(styles['headCell'], column.align === 'end' && styles['end'])}
          >
            {column.title === '' ? (
              <span className="visually-hidden">{column.description}</span>
            ) : (
              <button
                type="button"
                tabIndex={column.id === stop ? 0 : -1}
                onFocus={() => setAt(column.id)}
                className={cx(styles['sort'], on && styles['sorted'])}
                title={column.description ?? en.table.sortBy(column.title)}
                onClick={() => onSort(column)}
              >
                {column.title}
                {on && <span aria-hidden>{sort.descending ? ' ↓' : ' ↑'}</span>}
              </button>
            )}
          </div>
        )
      })}
    </div>
  )
}

function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  const heads = [...event.currentTarget.querySelectorAll('button')]
  const next = heads[heads.findIndex((head) => head === event.target) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
