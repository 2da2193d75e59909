import { useState } from 'react'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { useApp } from '../actions.ts'
import { within, type Reach } from './at.ts'
import styles from './time.module.css'

const t = en.recordings
const MINUTE = 60_000

/** Keeps the time around a moment: a recording that stays. */
export function PinDialog({
  cluster,
  at,
  reach,
  onClose,
}: {
  readonly cluster: string
  readonly at: number
  readonly reach: Reach
  onClose(): void
}) {
  const app = useApp()
  const now = useNow()
  const zone = useZone()
  const [title, setTitle] = useState('')
  const [notes, setNotes] = useState('')
  const [minutes, setMinutes] = useState('15')
  const pin = useCommand('recordings', 'pin')
  const around = Number(minutes) * MINUTE
  const isSpan = Number.isFinite(around) && around > 0
  const from = within(at - around, reach)
  const to = within(at + around, reach)
  const go = (): void => {
    pin.run({ cluster, from, to, title, notes }).then(
      () => {
        app.notify({ tone: 'ok', title: t.pinned(title), link: { title: t.title, run: () => app.open('//') } })
        onClose()
      },
      () => {},
    )
  }
  const off = title.trim() === '' ? t.name : !isSpan && t.span
  return (
    <Dialog
      title={t.pinTitle}
      open
      onClose={onClose}
      foot={
        <Button tone="primary" off={off} onClick={go}>
          {t.pin.replace('…', '')}
        </Button>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (off === false) go()
        }}
      >
        <TextField label={t.name} value={title} onChange={setTitle} error={pin.error ? errorText(pin.error).title : undefined} />
        <TextField label={t.span} inputMode="numeric" value={minutes} onChange={setMinutes} />
        <TextField label={t.notes} optional value={notes} onChange={setNotes} />
        {/* Several fields hand in on Enter only where there is a button to. */}
        <button type="submit" hidden />
      </form>
      <p className={styles['hint']}>
        {isSpan && `${dateTime(from, zone, now)} – ${dateTime(to, zone, now)}. `}
        {t.pinNote}
      </p>
    </Dialog>
  )
}
