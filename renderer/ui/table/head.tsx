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

export function TableHead<Row>({ columns, template, sort, onSort }: HeadProps<Row>) {
  return (
    <div role="row" aria-rowindex={1} className={styles['head']} style={{ gridTemplateColumns: template }}>
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
                tabIndex={-1}
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
