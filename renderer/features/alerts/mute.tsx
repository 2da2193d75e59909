import type { AlertSettings } from '../../../shared/contract/alerts.ts'
import { useCommand } from '../../host/hooks.ts'
import { MUTE_S } from '../../host/muted.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { hourMinute } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import styles from './style.module.css'

const t = en.alerts
/** The whole cluster is told of again by itself. */
export function MuteAll({ cluster, muted }: { readonly cluster: string; readonly muted: AlertSettings['muted'] }) {
  const mute = useCommand('alerts', 'mute')
  const now = useNow()
  const zone = useZone()
  const until = muted.find((each) => each.group === '' && each.until > now)?.until
  const set = (forSeconds: number): void => {
    mute.run({ cluster, group: '', forSeconds }).catch(() => {
      // The button shows what is kept.
    })
  }
  if (until === undefined) return <Button onClick={() => set(MUTE_S)}>{t.muteAll}</Button>
  return (
    <span className={styles['muted']}>
      {t.mutedUntil(hourMinute(until, zone))}
      <Button onClick={() => set(0)}>{t.unmute}</Button>
    </span>
  )
}
