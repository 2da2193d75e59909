import { useMemo, useState } from 'react'
import type { ResetRow } from '../../../shared/contract/group-changes.ts'
import { en } from '../../text/en.ts'
import { Chip } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format/numbers.ts'
import { PreviewTable } from './preview-table.tsx'
import { moves, type Totals } from './reset-form.ts'
import styles from './style.module.css'

const t = en.groupChanges.reset

export interface PreviewProps {
  readonly rows: readonly ResetRow[]
  readonly left: ReadonlySet<string>
  readonly totals: Totals
  onToggle(key: string): void
  onPick(all: boolean): void
}

/** The sums first, then the rows that they are made of. */
export function Preview({ rows, left, totals, onToggle, onPick }: PreviewProps) {
  const [only, setOnly] = useState(false)
  const shown = useMemo(() => (only ? rows.filter(moves) : rows), [rows, only])
  if (rows.length === 0) return <p>{t.empty}</p>
  return (
    <>
      <div className={styles['totals']} role="status">
        <b>{totals.changed === 0 ? t.nothing : t.totals(count(totals.changed), rows.length)}</b>
        {totals.skip > 0 && <span className={styles['warn']}>{t.totalSkip(count(totals.skip))}</span>}
        {totals.replay > 0 && <span>{t.totalReplay(count(totals.replay))}</span>}
        <span className={styles['grow']} />
        <Button tone="link" onClick={() => onPick(true)}>
          {t.pickAll}
        </Button>
        <Button tone="link" onClick={() => onPick(false)}>
          {t.pickNone}
        </Button>
        <Chip on={only} onClick={() => setOnly(!only)}>
          {t.only}
        </Chip>
      </div>
      <PreviewTable rows={shown} left={left} onToggle={onToggle} />
    </>
  )
}
