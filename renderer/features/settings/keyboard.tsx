import { useState } from 'react'
import { useKeyboard, type KeyedAction } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { TextField } from '../../ui/field.tsx'
import { RecordKeys } from './record-keys.tsx'
import { Section } from './section.tsx'
import styles from './keyboard.module.css'

const t = en.keyboard

/** Every action with its keys: search, record, take away, as they came. */
export function Keyboard() {
  const { actions, changed, reset, resetAll } = useKeyboard()
  const [filter, setFilter] = useState('')
  const [recording, setRecording] = useState<string | null>(null)
  const wanted = filter.trim().toLowerCase()
  const shown = actions.filter(({ title, keys }) => title.toLowerCase().includes(wanted) || keys?.toLowerCase() === wanted)
  return (
    <Section title={t.title}>
      <p className={styles['note']}>{t.note}</p>
      <div className={styles['tools']}>
        <TextField label={t.filter} type="search" value={filter} onChange={setFilter} />
        <Button off={changed.size === 0 ? t.changedNone : undefined} onClick={resetAll}>
          {t.resetAll}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className={styles['note']}>{t.nothing(filter)}</p>
      ) : (
        <ul className={styles['list']} aria-label={t.list}>
          {shown.map((action) => (
            <li key={action.id} className={styles['line']}>
              <span>{action.title}</span>
              {changed.has(action.id) && <small>{t.changed}</small>}
              {recording === action.id ? (
                <RecordKeys action={action} onEnd={() => setRecording(null)} />
              ) : (
                <KeysOf action={action} changed={changed.has(action.id)} onRecord={() => setRecording(action.id)} onReset={reset} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

interface KeysOfProps {
  readonly action: KeyedAction
  readonly changed: boolean
  onRecord(): void
  onReset(id: string): void
}

function KeysOf({ action, changed, onRecord, onReset }: KeysOfProps) {
  const { set } = useKeyboard()
  return (
    <span className={styles['acts']}>
      {changed && (
        <Button tone="quiet" aria-label={t.reset(action.title)} onClick={() => onReset(action.id)}>
          {t.resetShort}
        </Button>
      )}
      {action.keys === undefined ? <small>{t.none}</small> : <Kbd keys={action.keys} />}
      <Button aria-label={t.record(action.title)} onClick={onRecord}>
        {t.recordShort}
      </Button>
      {/* Where there is nothing to take away its place stays empty, so that the columns stand. */}
      <span className={styles['remove']}>
        {action.keys !== undefined && (
          <Button tone="quiet" aria-label={t.remove(action.title)} onClick={() => set(action.id, '')}>
            {t.removeShort}
          </Button>
        )}
      </span>
    </span>
  )
}
