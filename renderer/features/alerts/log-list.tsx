import type { AlertRow } from '../../../shared/contract/alerts.ts'
import { alertSentence, ruleSentence } from '../../../shared/domain/alerts/words.ts'
import { useApp } from '../../app/actions.ts'
import { useCommand } from '../../host/hooks.ts'
import { MUTE_S } from '../../host/muted.ts'
import { en } from '../../text/en.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { dateTime, duration, fullTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.alerts

export function AlertLog({ cluster, rows }: { readonly cluster: string; readonly rows: readonly AlertRow[] }) {
  const acknowledge = useCommand('alerts', 'acknowledge')
  const mute = useCommand('alerts', 'mute')
  const unseen = rows.filter((row) => row.acknowledgedAt === null).map(({ id }) => id)
  const seen = (ids: string[]): void => {
    acknowledge.run({ cluster, ids }).catch(() => {
      // Shown below.
    })
  }
  const quiet = (group: string): void => {
    mute.run({ cluster, group, forSeconds: MUTE_S }).catch(() => {
      // Shown below.
    })
  }
  const error = acknowledge.error ?? mute.error
  return (
    <>
      <div className={styles['tools']}>
        <Button {...(unseen.length === 0 ? { off: t.nothingToAcknowledge } : {})} onClick={() => seen(unseen)}>
          {t.acknowledgeAll}
        </Button>
      </div>
      {error && <ErrorBlock error={error} />}
      <ul className={styles['log']} aria-label={t.title}>
        {rows.map((row) => (
          <AlertLine key={row.id} row={row} onSeen={() => seen([row.id])} onMute={quiet} />
        ))}
      </ul>
    </>
  )
}

function AlertLine({ row, onSeen, onMute }: { readonly row: AlertRow; onSeen(): void; onMute(group: string): void }) {
  const app = useApp()
  const now = useNow()
  const zone = useZone()
  const stands = row.ended === null
  const lasted = duration((row.endedAt ?? now) - row.firedAt)
  return (
    <li className={styles['alert']} data-standing={stands || undefined} data-seen={row.acknowledgedAt !== null || undefined}>
      <time dateTime={new Date(row.firedAt).toISOString()} title={fullTime(row.firedAt, zone)}>
        {dateTime(row.firedAt, zone, now)}
      </time>
      <span className={styles['what']}>
        <b>{alertSentence(row)}</b>
        <span className={styles['why']}>{ruleSentence(row)}</span>
      </span>
      <span className={styles['state']}>
        <Badge tone={stands ? 'bad' : row.ended === 'recovered' ? 'ok' : 'unknown'}>
          {row.ended === null ? t.stands : t.ended[row.ended]}
        </Badge>
        <span className={styles['quiet']}>{stands ? t.standsFor(lasted) : t.lasted(lasted)}</span>
      </span>
      <span className={styles['quiet']}>
        {[row.silent === null ? null : t.silent[row.silent], row.remindedAt === null ? null : t.reminded].filter(Boolean).join(', ')}
      </span>
      <span className={styles['acts']}>
        <Button tone="link" onClick={() => app.open(row.path)}>
          {t.openMoment}
        </Button>
        {/* In places of their own, so that what is not there moves nothing. */}
        <span>
          {stands && 'groups' in row.condition && (
            <IconButton icon="pause" label={t.mute(row.subject)} onClick={() => onMute(row.subject)} />
          )}
        </span>
        {row.acknowledgedAt === null ? (
          <IconButton icon="check" label={`${t.acknowledge}: ${alertSentence(row)}`} onClick={onSeen} />
        ) : (
          <span className={styles['seen']}>{t.acknowledged}</span>
        )}
      </span>
    </li>
  )
}
