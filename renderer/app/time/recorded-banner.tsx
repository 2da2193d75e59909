import { useState } from 'react'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { age, dateTime, dateTimeSeconds, fullTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { LogDialog } from './log-dialog.tsx'
import type { Offline } from './use-offline.ts'
import type { Time } from './use-time.ts'
import styles from './time.module.css'

const t = en.time

export interface RecordedBannerProps {
  readonly time: Time
  readonly offline: Offline
  readonly isRecording: boolean
  /** The recording that is shown, where Samsa's log goes with it. */
  readonly logOf: string | null
}

/** Above the screen at a recorded moment: which one, how old it is, and the way back. */
export function RecordedBanner({ time, offline, isRecording, logOf }: RecordedBannerProps) {
  const [log, setLog] = useState(false)
  const now = useNow()
  const zone = useZone()
  const { at, goTo } = time
  if (at === 'live') return null
  return (
    <div className={styles['banner']} role="status">
      <Icon name="rec" size={13} />
      <span className={styles['words']} title={fullTime(at, zone)}>
        <b>{t.recorded(dateTimeSeconds(at, zone, now))}</b> {t.age(age(at, now))} {t.readOnly}
      </span>
      {offline.backLive && <span className={styles['back']}>{t.backLive}</span>}
      {logOf !== null && <Button onClick={() => setLog(true)}>{en.recordings.log.open}</Button>}
      {log && logOf !== null && <LogDialog recording={logOf} onClose={() => setLog(false)} />}
      {!isRecording && <Button onClick={() => goTo('live')}>{offline.backLive ? t.showLive : t.toLive}</Button>}
    </div>
  )
}

/** Behind the screen, so that a picture of it tells what it is: part of the picture, pale, and no text of the page. The banner says it in words. */
export function Watermark({ at }: { readonly at: number }) {
  const now = useNow()
  const zone = useZone()
  return <div className={styles['watermark']} data-says={t.watermark(dateTime(at, zone, now))} aria-hidden />
}
