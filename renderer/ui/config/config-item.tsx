import { en } from '../../text/en.ts'
import { Button } from '../button.tsx'
import { TextField } from '../field.tsx'
import type { ConfigItem as Entry } from './config-row.ts'
import { friendlyValue } from './friendly.ts'
import { noteOf } from './note-of.ts'
import { parseFriendly } from './parse-friendly.ts'
import { plainText } from './plain-text.ts'
import styles from './config.module.css'

const t = en.topicChanges.configure

export interface ConfigItemProps {
  readonly entry: Entry
  /** Where what is set on the thing itself comes from. */
  readonly own: Entry['source']
  /** What was written over it; null: back to the default; undefined: as it is. */
  readonly edit: string | null | undefined
  readonly problem: string | undefined
  onEdit(to: string | null | undefined): void
}

/** One config: what it is and does at the left, its value to write over at the right. */
export function ConfigItem({ entry, own, edit, problem, onEdit }: ConfigItemProps) {
  const { name, documentation, source } = entry
  const why = entry.readOnly ? t.readOnlyWhy : entry.sensitive ? t.sensitiveWhy : undefined
  const shown = edit === null ? '' : (edit ?? entry.value ?? '')
  const different = edit === null || (edit !== undefined && parseFriendly(name, edit) !== entry.value)
  return (
    <li className={styles['item']} data-changed={different || undefined}>
      <div>
        <div className={styles['itemName']}>{name}</div>
        {documentation !== null && <p className={styles['itemAbout']}>{plainText(documentation)}</p>}
      </div>
      <div>
        <TextField
          label={en.config.source[source]}
          value={shown}
          mono
          readOnly={why !== undefined}
          title={why}
          placeholder={edit === null ? t.toDefault : undefined}
          aria-label={name}
          error={problem}
          note={edit === null ? t.toDefault : noteOf({ key: name, value: shown })}
          onChange={onEdit}
        />
        <div className={styles['itemFoot']}>
          {different && <span>{t.was(was(entry))}</span>}
          {edit !== undefined ? (
            <Button tone="link" onClick={() => onEdit(undefined)}>
              {t.keep}
            </Button>
          ) : (
            source === own &&
            why === undefined && (
              <Button tone="link" onClick={() => onEdit(null)}>
                {t.reset}
              </Button>
            )
          )}
        </div>
      </div>
    </li>
  )
}

function was({ name, value, sensitive }: Entry): string {
  if (sensitive || value === null) return en.config.notSet
  const friendly = friendlyValue(name, value)
  return friendly === null ? value : `${value} (${friendly})`
}
