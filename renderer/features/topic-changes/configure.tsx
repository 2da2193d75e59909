import { useMemo, useState } from 'react'
import type { ConfigEntry } from '../../../shared/contract/brokers.ts'
import { useAt, type FormProps } from '../../app/actions.ts'
import { useFormChange, usePlaceOfForm } from '../../app/actions-form.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Chip } from '../../ui/badge.tsx'
import { TextField } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { DataArea } from '../../ui/states/data-area.tsx'
import { ConfigItem } from './config-item.tsx'
import { editsOf, type ConfigEdit, type Edits } from './configure-form.ts'
import styles from './style.module.css'

const t = en.topicChanges.configure

/** A topic's configs, each to be written over or given back to its default. */
export function ConfigureTopic({ of: [topic = ''], onClose }: FormProps) {
  const at = useAt()
  const place = usePlaceOfForm()
  const config = useQuery('topics', 'config', { ...at, topic })
  const change = useFormChange('topics', 'configure', onClose)
  const [edits, setEdits] = useState<Edits>(new Map())
  const [filter, setFilter] = useState('')
  const [only, setOnly] = useState(false)
  const entries = useMemo(() => config.data?.entries ?? [], [config.data])
  const wanted = useMemo(() => editsOf(entries, edits), [entries, edits])
  const n = wanted.length
  const shown = entries.filter((entry) => matches(entry, filter, only) || edits.has(entry.name))
  const edit = (name: string, to: string | null | undefined): void => {
    change.forget()
    setEdits((now) => {
      const next = new Map(now)
      if (to === undefined) next.delete(name)
      else next.set(name, to)
      return next
    })
  }
  return (
    <FormDialog
      title={t.title(topic)}
      place={place}
      width="wide"
      changed={n > 0}
      hidden={change.hidden}
      submit={n === 0 ? en.forms.review : t.submit(n)}
      off={n === 0 ? t.nothing : undefined}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
      onSubmit={() => change.submit({ topic, changes: wanted }, t.title(topic))}
    >
      <div className={styles['bar']}>
        <TextField label={t.filter} value={filter} autoFocus onChange={setFilter} />
        <Chip on={only} onClick={() => setOnly(!only)}>
          {t.only}
        </Chip>
      </div>
      <DataArea
        about={{
          state: config.data ? 'live' : config.error ? 'failed' : 'loading',
          asOf: config.data?.asOf ?? null,
          errors: config.error ? [config.error] : [],
          progress: null,
        }}
        noun={t.noun}
        rows={entries.length}
        empty={{ sentence: en.config.empty }}
        skeleton="lines"
        onRetry={() => void config.refetch()}
      >
        {shown.length === 0 ? (
          <p>{t.noMatch(filter)}</p>
        ) : (
          <ul className={styles['list']} aria-label={t.title(topic)}>
            {shown.map((entry) => (
              <ConfigItem
                key={entry.name}
                entry={entry}
                edit={edits.get(entry.name)}
                problem={problemOf(change.problems, wanted, entry.name)}
                onEdit={(to) => edit(entry.name, to)}
              />
            ))}
          </ul>
        )}
      </DataArea>
    </FormDialog>
  )
}

const matches = (entry: ConfigEntry, filter: string, only: boolean): boolean =>
  (!only || entry.source === 'topic') && entry.name.includes(filter.trim().toLowerCase())

/** The core names a field by its place in what was sent. */
function problemOf(problems: Readonly<Record<string, string>>, wanted: readonly ConfigEdit[], name: string): string | undefined {
  const at = wanted.findIndex(({ key }) => key === name)
  return problems[`changes.${at}.value`] ?? problems[`changes.${at}.key`] ?? problems[`changes.${at}`]
}
