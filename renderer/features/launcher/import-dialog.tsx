import { useState } from 'react'
import type { ImportPreview, ImportRow } from '../../../shared/contract/profile-files.ts'
import type { SecretField } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnvBadge } from '../../ui/env.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './import.module.css'

const t = en.profileFiles

type Act = 'skip' | 'new' | 'replace'
export type ImportChoice = { readonly index: number; readonly as: 'new' | 'replace' }

export interface ImportDialogProps {
  readonly preview: ImportPreview
  onTake(choices: readonly ImportChoice[]): void
  onClose(): void
}

/** What a file of profiles would change. Nothing that is here is replaced unless it is asked for. */
export function ImportDialog({ preview, onTake, onClose }: ImportDialogProps) {
  const [acts, setActs] = useState<ReadonlyMap<number, Act>>(
    () => new Map(preview.rows.map((row) => [row.index, row.outcome === 'new' ? 'new' : 'skip'])),
  )
  const choices = preview.rows.flatMap(({ index }): ImportChoice[] => {
    const as = acts.get(index) ?? 'skip'
    return as === 'skip' ? [] : [{ index, as }]
  })
  return (
    <Dialog
      title={t.importTitle}
      open
      width="wide"
      onClose={onClose}
      foot={
        <Button tone="primary" off={choices.length === 0 && t.nothing} onClick={() => onTake(choices)}>
          {t.take(choices.length)}
        </Button>
      }
    >
      <p className={styles['note']}>{t.importNote}</p>
      {preview.rows.length === 0 && <p className={styles['note']}>{t.empty}</p>}
      <ul className={styles['list']}>
        {preview.rows.map((row) => (
          <Row
            key={row.index}
            row={row}
            act={acts.get(row.index) ?? 'skip'}
            onAct={(act) => setActs((before) => new Map(before).set(row.index, act))}
          />
        ))}
        {preview.unreadable.map((why) => (
          <li key={why} className={styles['bad']}>
            {t.unreadable(why)}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

const names = (fields: readonly SecretField[]): string => fields.map((field) => t.secrets[field]).join(', ')

function Row({ row, act, onAct }: { readonly row: ImportRow; readonly act: Act; onAct(act: Act): void }) {
  const options: readonly { readonly value: Act; readonly title: string }[] =
    row.existing === null
      ? [
          { value: 'skip', title: t.choices.skip },
          { value: 'new', title: t.choices.new },
        ]
      : [
          { value: 'skip', title: t.choices.skip },
          { value: 'new', title: t.choices.both },
          { value: 'replace', title: t.choices.replace },
        ]
  return (
    <li className={styles['row']} aria-label={row.name}>
      <div className={styles['line']}>
        <b>{row.name}</b>
        <EnvBadge environment={row.environment} />
        {row.folder !== '' && <span className={styles['quiet']}>{row.folder}</span>}
        <span className={styles['quiet']}>{t.outcome[row.outcome]}</span>
        <span className={styles['grow']} />
        <Segmented label={t.choiceOf(row.name)} value={act} options={options} onChange={onAct} />
      </div>
      <div className={styles['hosts']}>
        {t.talksTo} <code>{row.hosts.join(', ')}</code>
      </div>
      {row.secrets.length > 0 && <div className={styles['quiet']}>{t.holds(names(row.secrets))}</div>}
      {row.missing.length > 0 && <div className={styles['quiet']}>{t.missing(names(row.missing))}</div>}
      {row.changes.length > 0 && (
        <table className={styles['changes']}>
          <tbody>
            {row.changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>
                  <del>{before}</del>
                </td>
                <td>
                  <ins>{after}</ins>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  )
}
