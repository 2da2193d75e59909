import { useMemo, useState, type ReactNode } from 'react'
import { en } from '../../text/en.ts'
import type { ErrorFacts } from '../../text/errors.ts'
import { Chip } from '../badge.tsx'
import { FilterBox } from '../filter/filter-box.tsx'
import { ListArea } from '../page/list-area.tsx'
import { Chips, Toolbar } from '../page/page-head.tsx'
import { aboutAnswer } from '../states/about.ts'
import { AsOf } from '../states/strips.tsx'
import { columnsOf, withDefined } from './columns.tsx'
import type { ConfigItem } from './config-row.ts'
import { plainText } from './plain-text.ts'
import styles from './config.module.css'

const t = en.config

export interface ConfigTableProps {
  readonly answer: { readonly asOf: number; readonly entries: readonly ConfigItem[] } | null
  readonly error: ErrorFacts | null
  /** Sources that count as an override here. */
  readonly overrides: readonly ConfigItem['source'][]
  /** What the scheduler was told to set, by name: shown beside what runs. */
  readonly defined?: ReadonlyMap<string, string>
  onRetry(): void
  readonly storageKey: string
  /** What can be done with them. */
  readonly action?: ReactNode
}

const fields = {
  name: (row: ConfigItem) => row.name,
  value: (row: ConfigItem) => (row.sensitive ? null : row.value),
  source: (row: ConfigItem) => t.source[row.source],
  readonly: (row: ConfigItem) => row.readOnly,
}
const NONE: ReadonlyMap<string, string> = new Map()
const keyOf = (row: ConfigItem): string => row.name

/** What is set, where it comes from, and what the chosen one does. */
export function ConfigTable({ answer, error, overrides, defined = NONE, onRetry, storageKey, action }: ConfigTableProps) {
  const [filter, setFilter] = useState('')
  const [only, setOnly] = useState(false)
  const [own, setOwn] = useState(false)
  const [shown, setShown] = useState(0)
  const [selected, setSelected] = useState<string | null>(null)
  const all = useMemo(() => (answer === null ? [] : withDefined(answer.entries, defined)), [answer, defined])
  const rows = useMemo(
    () => all.filter((row) => (!only || overrides.includes(row.source)) && (!own || defined.has(row.name))),
    [all, only, overrides, own, defined],
  )
  const columns = useMemo(() => columnsOf(defined), [defined])
  const chosen = rows.find((row) => row.name === selected)
  const about = aboutAnswer(answer ?? undefined, answer ? null : error)
  return (
    <>
      {all.length > 0 && (
        <Toolbar>
          <Chips label={en.groups.facet.label}>
            <Chip on={only} onClick={() => setOnly(!only)}>
              {t.onlyOverrides}
            </Chip>
            {defined.size > 0 && (
              <Chip on={own} onClick={() => setOwn(!own)}>
                {t.onlyDefined}
              </Chip>
            )}
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
