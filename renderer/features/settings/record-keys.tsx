import { useEffect, useRef, useState } from 'react'
import { useKeyboard, type KeyedAction } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { pressed } from '../../ui/keys.ts'
import styles from './keyboard.module.css'

const t = en.keyboard
const SEQUENCE_MS = 1_500
const alone: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta', 'CapsLock', 'Dead', 'Process', 'Unidentified'])

export interface RecordKeysProps {
  readonly action: KeyedAction
  onEnd(): void
}

/** Takes the next keys that are pressed; `g` waits for the letter after it. What they clash with stands there at once. */
export function RecordKeys({ action, onEnd }: RecordKeysProps) {
  const { set, conflict, sequences } = useKeyboard()
  const [pending, setPending] = useState<string | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  const clash = asked === null ? null : conflict(action.id, asked)
  const latest = useRef({ pending, settle: (_keys: string): void => undefined })
  const settle = (keys: string): void => {
    setPending(null)
    if (conflict(action.id, keys) === null) {
      set(action.id, keys)
      onEnd()
    } else setAsked(keys)
  }
  latest.current = { pending, settle }
  const listening = asked === null
  useEffect(() => {
    if (!listening) return
    const onKey = (event: KeyboardEvent): void => {
      if (alone.has(event.key)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (event.key === 'Escape') return onEnd()
      const { pending: first, settle: take } = latest.current
      const keys = pressed(event)
      if (first !== null) take(`${first} ${keys}`)
      else if (sequences.has(keys)) setPending(keys)
      else take(keys)
    }
    // Before the app's own keys, which would act.
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [listening, onEnd, sequences])
  useEffect(() => {
    if (pending === null) return
    const timer = setTimeout(() => latest.current.settle(pending), SEQUENCE_MS)
    return () => clearTimeout(timer)
  }, [pending])
  return (
    <span className={styles['acts']} role="status">
      {asked !== null && <Kbd keys={asked} />}
      {asked === null && <span>{pending === null ? t.press : t.second(pending)}</span>}
      {clash && <span className={styles['clash']}>{clash.text}</span>}
      {asked !== null && clash?.from !== undefined && (
        <Button
          onClick={() => {
            set(clash.from?.id ?? '', '')
            set(action.id, asked)
            onEnd()
          }}
        >
          {t.take(clash.from.title)}
        </Button>
      )}
      {asked !== null && <Button onClick={() => setAsked(null)}>{t.recordShort}</Button>}
      <Button tone="quiet" onClick={onEnd}>
        {en.common.cancel}
      </Button>
    </span>
  )
}
