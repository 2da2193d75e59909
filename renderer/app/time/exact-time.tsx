import { useRef, useState } from 'react'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { clockTime, dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { typedTime, within } from './at.ts'
import type { Time } from './use-time.ts'
import styles from './time.module.css'

const t = en.time

/** A moment by its time: `14:02`, `yesterday 14:02`, `2026-11-22 14:02:11`. */
export function ExactTime({ time, onClose }: { readonly time: Time; onClose(): void }) {
  const zone = useZone()
  const now = useNow()
  const { at, reach } = time
  const [text, setText] = useState(at === 'live' ? '' : clockTime(at, zone))
  const input = useRef<HTMLInputElement>(null)
  const typed = typedTime(text, zone, now)
  const problem = reach === null ? t.nothing : text === '' ? null : typed === null ? t.notATime : null
  const target = typed === null || reach === null ? null : within(typed, reach)
  const go = (): void => {
    if (target === null) return
    time.goTo(target)
    onClose()
  }
  return (
    <Dialog
      title={t.exact}
      open
      width="narrow"
      onClose={onClose}
      initialFocus={input}
      foot={
        <>
          <Button onClick={onClose}>{en.common.cancel}</Button>
          <Button tone="primary" off={target === null && t.notATime} onClick={go}>
            {t.go}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          go()
        }}
      >
        <input
          ref={input}
          className={styles['exact']}
          aria-label={t.exact}
          placeholder={t.example}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </form>
      <p className={styles['hint']} role="status">
        {problem ??
          (target === null || target === typed
            ? reach && t.kept(dateTime(reach.first, zone, now), dateTime(reach.last, zone, now))
            : t.nearest(dateTime(target, zone, now)))}
      </p>
    </Dialog>
  )
}
