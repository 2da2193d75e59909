import { useState } from 'react'
import { en } from '../../text/en.ts'
import { Button } from '../button.tsx'
import { count } from '../format/numbers.ts'
import styles from './change.module.css'

const t = en.changes
/** What is drawn before somebody asks for all of it. */
const SHOWN = 40
const INLINE = { most: 4, characters: 42 }

/** One thing that becomes different; null: is not there before, or is gone after. */
export interface Difference {
  readonly what: string
  readonly before: string | null
  readonly after: string | null
}

export interface ChangeListProps {
  readonly changes: readonly Difference[]
  /** How many more there are than these. */
  readonly more: number
}

const isShort = ({ what, before, after }: Difference): boolean =>
  what.length + (before?.length ?? 8) + (after?.length ?? 8) <= INLINE.characters

/** Few and short ones stand beside each other, else one a line. */
export function ChangeList({ changes, more }: ChangeListProps) {
  const [all, setAll] = useState(false)
  if (changes.length === 0) return <p>{t.nothingChanges}</p>
  const shown = all ? changes : changes.slice(0, SHOWN)
  const inline = changes.length <= INLINE.most && changes.every(isShort)
  return (
    <>
      <ul className={styles['changes']} data-inline={inline || undefined}>
        {shown.map((change, at) => (
          <li key={at}>
            <span className={styles['what']}>{change.what}</span>
            <span className={styles['values']}>
              <span data-none={change.before === null || undefined}>{change.before ?? t.notThere}</span>
              <span className={styles['arrow']}>→</span>
              <b data-gone={change.after === null || undefined}>{change.after ?? t.gone}</b>
            </span>
          </li>
        ))}
      </ul>
      {shown.length < changes.length && (
        <Button tone="link" onClick={() => setAll(true)}>
          {t.showAll(count(changes.length))}
        </Button>
      )}
      {more > 0 && <p className={styles['quiet']}>{t.more(more)}</p>}
    </>
  )
}
