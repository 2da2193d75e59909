import { use } from 'react'
import { en } from '../../text/en.ts'
import { errorText, type ErrorFacts } from '../../text/errors.ts'
import { cx } from '../cx.ts'
import { age, clockTime, dateTime, fullTime } from '../format/times.ts'
import { useNow, useZone } from '../format/zone.tsx'
import { Icon } from '../icons/icon.tsx'
import type { About } from './about.ts'
import { ErrorActions, type ErrorHandlers } from './error-block.tsx'
import { isTold, ToldAbove } from './told-above.ts'
import styles from './states.module.css'

const t = en.states

export interface StripsProps extends ErrorHandlers {
  readonly about: About
  readonly error: ErrorFacts | null
}

/** Above the rows: what is missing from them, how old they are, that they are a recording. */
export function Strips({ about, error, onRetry, onAction }: StripsProps) {
  const now = useNow()
  const zone = useZone()
  const above = use(ToldAbove)
  const errors = (error ? [error, ...about.errors] : about.errors).filter((each) => !isTold(above, each))
  const first = errors[0]
  const text = first ? errorText(first) : null
  return (
    <>
      {about.state === 'offline' && (
        <div className={cx(styles['strip'], styles['recording'])} data-tone="stale">
          <Icon name="rec" size={13} />
          {about.asOf === null ? t.offline : t.offlineAt(dateTime(about.asOf, zone, now))}
        </div>
      )}
      {first && text && (
        <div className={styles['strip']} data-tone="warn" role="status">
          <Icon name="warn" size={14} />
          <span className={styles['stripText']}>
            <span className={styles['strong']}>{text.title}.</span> {text.cause}
            {errors.length > 1 && <span> {t.andMore(errors.length - 1)}</span>}
          </span>
          <ErrorActions error={first} {...(onRetry ? { onRetry } : {})} {...(onAction ? { onAction } : {})} />
        </div>
      )}
      {about.state === 'stale' && (
        <div className={styles['strip']} data-tone="stale">
          <Icon name="clock" size={13} />
          {about.asOf === null ? t.neverRead : t.lastRead(age(about.asOf, now))}
        </div>
      )}
    </>
  )
}

/**
 * “as of 14:02:11”, marked once it is old; “reading more…” while the rest is coming. `alone`: no strip over rows tells the age, so it does.
 */
export function AsOf({ about, alone = false }: { readonly about: About; readonly alone?: boolean }) {
  const now = useNow()
  const zone = useZone()
  if (about.asOf === null) return null
  const stale = about.state === 'stale'
  const text = about.state === 'loading' ? t.more : stale && alone ? t.lastRead(age(about.asOf, now)) : t.asOf(clockTime(about.asOf, zone))
  return (
    <span className={styles['asOf']} data-stale={stale || undefined} title={fullTime(about.asOf, zone)}>
      {stale && <Icon name="clock" size={12} />}
      {text}
    </span>
  )
}
