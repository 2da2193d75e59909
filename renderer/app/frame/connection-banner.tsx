import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { useCommand } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { duration } from '../../ui/format/times.ts'
import { useNow } from '../../ui/format/zone.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { ErrorActions } from '../../ui/states/error-block.tsx'
import { useApp, usePlace } from '../actions.ts'
import styles from './frame.module.css'

const t = en.app

/** What the banner tells of; null: there is no banner, or it tells of no error. */
export const bannerError = ({ state, error }: ProfileCard['connection']): ProfileCard['connection']['error'] =>
  state === 'off' || state === 'live' || state === 'connecting' || state === 'paused' ? null : error

/** Above the screen while the cluster is not connected: why, and what helps. */
export function ConnectionBanner({ profile }: { readonly profile: ProfileCard }) {
  const { state, error, nextAt } = profile.connection
  const connect = useCommand('profiles', 'connect')
  const retry = useCommand('profiles', 'retryNow')
  const app = useApp()
  const now = useNow()
  if (state === 'off') {
    return (
      <div className={styles['banner']} data-tone="quiet" role="status">
        <Icon name="power" size={14} />
        <span className={styles['grow']}>{t.notConnected(profile.name)}</span>
        <Button onClick={() => void connect.run({ id: profile.id }).catch(() => {})}>{t.connect}</Button>
      </div>
    )
  }
  if (error?.code === 'kafka.noneRuns') return <NoneRuns error={error} />
  if (error === null || bannerError(profile.connection) === null) return null
  const text = errorText(error)
  return (
    <div className={styles['banner']} data-tone={state === 'failed' ? 'bad' : 'warn'} role="alert">
      <Icon name={state === 'failed' ? 'stop' : 'warn'} size={14} />
      <span className={styles['bannerText']} title={`${text.title}\n${text.cause}\n${text.remedy}`}>
        <b>{text.title}.</b> {text.cause}
      </span>
      <span className={styles['grow']} />
      {nextAt !== null && nextAt > now && <span className={styles['quiet']}>{t.nextTry(duration(nextAt - now))}</span>}
      <ErrorActions
        error={error}
        onRetry={() => void retry.run({ id: profile.id }).catch(() => {})}
        onAction={(action) => app.open(`//edit/${encodeURIComponent(profile.id)}?focus=${action}`)}
      />
    </div>
  )
}

/** No fault: the way on is to start one. */
function NoneRuns({ error }: { readonly error: NonNullable<ProfileCard['connection']['error']> }) {
  const app = useApp()
  const { path } = usePlace()
  const text = errorText(error)
  return (
    <div className={styles['banner']} data-tone="quiet" role="status">
      <Icon name="info" size={14} />
      <span className={styles['bannerText']}>
        <b>{text.title}.</b> {text.cause} {text.remedy}
      </span>
      <span className={styles['grow']} />
      {!path.startsWith('/brokers') && <Button onClick={() => app.open('/brokers')}>{t.toBrokers}</Button>}
    </div>
  )
}
