import { useState } from 'react'
import type { AlertSettings } from '../../../shared/contract/alerts.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.alerts.settings

const two = (n: number): string => String(n).padStart(2, '0')
export const timeText = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** `22:00`, `7:30`, `7`. */
export function minuteOf(text: string): number | null {
  const found = /^(\d{1,2})(?::(\d{2}))?$/.exec(text.trim())
  const hour = Number(found?.[1] ?? Number.NaN)
  const minute = Number(found?.[2] ?? 0)
  return found && hour < 24 && minute < 60 ? hour * 60 + minute : null
}

/** Whether the system tells, and when it does not. */
export function Telling({ cluster, settings }: { readonly cluster: string; readonly settings: AlertSettings }) {
  const configure = useCommand('alerts', 'configure')
  const { notifications, quiet } = settings
  const set = (change: { notify?: boolean; quiet?: AlertSettings['quiet'] }): void => {
    configure.run({ cluster, ...change }).catch(() => {
      // Shown below.
    })
  }
  return (
    <section className={styles['telling']} aria-label={t.title}>
      <h2>{t.title}</h2>
      <label className={styles['check']}>
        <input type="checkbox" checked={settings.notify} onChange={(event) => set({ notify: event.target.checked })} />
        {t.notify}
        {!notifications.available && <span className={styles['quiet']}>{notifications.why}</span>}
      </label>
      <QuietHours key={quiet ? `${quiet.from} ${quiet.to}` : 'none'} quiet={quiet} onSet={(next) => set({ quiet: next })} />
      {configure.error && <ErrorBlock error={configure.error} />}
    </section>
  )
}

function QuietHours({ quiet, onSet }: { readonly quiet: AlertSettings['quiet']; onSet(next: AlertSettings['quiet']): void }) {
  const [from, setFrom] = useState(quiet ? timeText(quiet.from) : '22:00')
  const [to, setTo] = useState(quiet ? timeText(quiet.to) : '07:00')
  const begin = minuteOf(from)
  const end = minuteOf(to)
  const bad = begin === null || end === null
  return (
    <div className={styles['hours']} role="group" aria-label={t.quiet}>
      <span>{t.quiet}</span>
      <TextField label={t.from} value={from} onChange={setFrom} error={begin === null ? t.badTime : undefined} />
      <TextField label={t.to} value={to} onChange={setTo} error={end === null ? t.badTime : undefined} />
      <Button {...(bad ? { off: t.badTime } : {})} onClick={() => begin !== null && end !== null && onSet({ from: begin, to: end })}>
        {t.set}
      </Button>
      {quiet && <Button onClick={() => onSet(null)}>{t.off}</Button>}
      {!quiet && <span className={styles['quiet']}>{t.none}</span>}
    </div>
  )
}
