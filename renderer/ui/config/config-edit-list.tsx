import { useState } from 'react'
import { en } from '../../text/en.ts'
import type { ErrorFacts } from '../../text/errors.ts'
import { Chip } from '../badge.tsx'
import { TextField } from '../field.tsx'
import { DataArea } from '../states/data-area.tsx'
import { editProblem, type ConfigEdit, type Edits } from './config-edits.ts'
import { ConfigItem } from './config-item.tsx'
import type { ConfigItem as Entry } from './config-row.ts'
import styles from './config.module.css'

const t = en.topicChanges.configure

export interface ConfigEditListProps {
  readonly label: string
  readonly answer: { readonly asOf: number; readonly entries: readonly Entry[] } | null
  readonly error: ErrorFacts | null
  /** Where what is set on the thing itself comes from. */
  readonly own: Entry['source']
  readonly edits: Edits
  /** What becomes different, and what the core says about it. */
  readonly wanted: readonly ConfigEdit[]
  readonly problems: Readonly<Record<string, string>>
  onEdits(edits: Edits): void
  onRetry(): void
}

/** Configs of one thing, each to be written over or given back to what it inherits. */
export function ConfigEditList({ label, answer, error, own, edits, wanted, problems, onEdits, onRetry }: ConfigEditListProps) {
  const [filter, setFilter] = useState('')
  const [only, setOnly] = useState(false)
  const entries = answer?.entries ?? []
  const matches = (entry: Entry): boolean => (!only || entry.source === own) && entry.name.includes(filter.trim().toLowerCase())
  const shown = entries.filter((entry) => matches(entry) || edits.has(entry.name))
  const edit = (name: string, to: string | null | undefined): void => {
    const next = new Map(edits)
    if (to === undefined) next.delete(name)
    else next.set(name, to)
    onEdits(next)
  }
  return (
    <>
      <div className={styles['bar']}>
        <TextField label={t.filter} value={filter} autoFocus onChange={setFilter} />
        <Chip on={only} onClick={() => setOnly(!only)}>
          {t.only}
        </Chip>
      </div>
      <DataArea
        about={{
          state: answer ? 'live' : error ? 'failed' : 'loading',
          asOf: answer?.asOf ?? null,
          errors: error ? [error] : [],
          progress: null,
        }}
        noun={t.noun}
        rows={entries.length}
        empty={{ sentence: en.config.empty }}
        skeleton="lines"
        onRetry={onRetry}
      >
        {shown.length === 0 ? (
          <p>{t.noMatch(filter)}</p>
        ) : (
          <ul className={styles['list']} aria-label={label}>
            {shown.map((entry) => (
              <ConfigItem
                key={entry.name}
                entry={entry}
                own={own}
                edit={edits.get(entry.name)}
                problem={editProblem(problems, wanted, entry.name)}
                onEdit={(to) => edit(entry.name, to)}
              />
            ))}
          </ul>
        )}
      </DataArea>
    </>
  )
}
