import { useMemo, useState, type ReactNode } from 'react'
import { en } from '../../text/en.ts'
import type { ErrorFacts } from '../../text/errors.ts'
import { Badge, Chip } from '../badge.tsx'
import { FilterBox } from '../filter/filter-box.tsx'
import { ListArea } from '../page/list-area.tsx'
import { Chips, Toolbar } from '../page/page-head.tsx'
import type { About } from '../states/about.ts'
import { AsOf } from '../states/strips.tsx'
import type { Column } from '../table/types.ts'
import { friendlyValue } from './friendly.ts'
import { plainText } from './plain-text.ts'
import styles from './config.module.css'

const t = en.config

export interface ConfigItem {
  readonly name: string
  readonly value: string | null
  readonly source: keyof typeof t.source
  readonly type: string | null
  readonly documentation: string | null
  readonly readOnly: boolean
  readonly sensitive: boolean
}

export interface ConfigTableProps {
  readonly answer: { readonly asOf: number; readonly entries: readonly ConfigItem[] } | null
  readonly error: ErrorFacts | null
  /** Sources that count as an override here. */
  readonly overrides: readonly ConfigItem['source'][]
  onRetry(): void
  readonly storageKey: string
  /** What can be done with them. */
  readonly action?: ReactNode
}

function ValueCell({ row }: { readonly row: ConfigItem }) {
  if (row.sensitive) return <span className={styles['quiet']}>•••• {t.sensitive}</span>
  if (row.value === null || row.value === '') return <span className={styles['quiet']}>{t.notSet}</span>
  const friendly = friendlyValue(row.name, row.value)
  return (
    <span className={styles['value']} title={row.value}>
      <span>{row.value}</span>
      {friendly !== null && <i>{friendly}</i>}
    </span>
  )
}

const columns: readonly Column<ConfigItem>[] = [
  {
    id: 'name',
    title: t.column.name,
    width: 280,
    grow: 2,
    value: (row) => row.name,
    cell: (row) => <b className={styles['name']}>{row.name}</b>,
  },
  {
    id: 'value',
    title: t.column.value,
    width: 260,
    grow: 3,
    value: (row) => (row.sensitive ? null : row.value),
    cell: (row) => <ValueCell row={row} />,
  },
  {
    id: 'source',
    title: t.column.source,
    width: 140,
    value: (row) => row.source,
    cell: (row) => (
      <span className={styles['quiet']} data-own={row.source !== 'default' || undefined}>
        {t.source[row.source]}
      </span>
    ),
  },
  {
    id: 'notes',
    title: t.column.notes,
    description: t.readOnly,
    width: 96,
    value: (row) => (row.readOnly ? t.readOnly : null),
    cell: (row) => (row.readOnly ? <Badge>{t.readOnly}</Badge> : null),
  },
  { id: 'type', title: t.column.type, width: 96, hidden: true, value: (row) => row.type?.toLowerCase() ?? null },
]

const fields = {
  name: (row: ConfigItem) => row.name,
  value: (row: ConfigItem) => (row.sensitive ? null : row.value),
  source: (row: ConfigItem) => t.source[row.source],
  readonly: (row: ConfigItem) => row.readOnly,
}
const keyOf = (row: ConfigItem): string => row.name

/** What is set, where it comes from, and what the chosen one does. */
export function ConfigTable({ answer, error, overrides, onRetry, storageKey, action }: ConfigTableProps) {
  const [filter, setFilter] = useState('')
  const [only, setOnly] = useState(false)
  const [shown, setShown] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  const all = useMemo(() => answer?.entries ?? [], [answer])
  const rows = useMemo(() => (only ? all.filter((row) => overrides.includes(row.source)) : all), [all, only, overrides])
  const chosen = rows.find((row) => row.name === selected)
  const about = aboutOf(answer, error)
  return (
    <>
      {all.length > 0 && (
        <Toolbar>
          <Chips label={en.groups.facet.label}>
            <Chip on={only} onClick={() => setOnly(!only)}>
              {t.onlyOverrides}
            </Chip>
            <AsOf about={about} />
          </Chips>
          <FilterBox value={filter} onChange={setFilter} shown={shown} total={rows.length} />
          {action}
        </Toolbar>
      )}
      <ListArea
        about={about}
        noun={t.noun}
        empty={only ? { sentence: t.noOverrides, action: { title: t.showAll, run: () => setOnly(false) } } : { sentence: t.empty }}
        onRetry={onRetry}
        onClearFilter={() => setFilter('')}
        label={t.label}
        rows={rows}
        columns={columns}
        rowKey={keyOf}
        filter={filter}
        fields={fields}
        selected={selected}
        onSelect={setSelected}
        initialSort={{ column: 'name', descending: false }}
        onShown={setShown}
        storageKey={storageKey}
      />
      {chosen && <Description row={chosen} />}
    </>
  )
}

function Description({ row }: { readonly row: ConfigItem }) {
  return (
    <aside className={styles['description']} aria-label={t.describe(row.name)} aria-live="polite">
      <h3>
        {row.name}
        {row.type !== null && <small>{t.type(row.type.toLowerCase())}</small>}
      </h3>
      <p>{row.documentation === null ? t.noDescription : plainText(row.documentation)}</p>
    </aside>
  )
}

function aboutOf(answer: ConfigTableProps['answer'], error: ErrorFacts | null): About {
  if (answer) return { state: 'live', asOf: answer.asOf, errors: [], progress: null }
  if (!error) return { state: 'loading', asOf: null, errors: [], progress: null }
  const state = error.code === 'kafka.unsupported' ? 'unsupported' : error.code === 'kafka.forbidden' ? 'forbidden' : 'failed'
  return { state, asOf: null, errors: [error], progress: null }
}
