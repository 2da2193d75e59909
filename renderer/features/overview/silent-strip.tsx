import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { placeOf } from '../../app/actions.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import { PlaceLink } from './link.tsx'
import styles from './style.module.css'

const t = en.overview

export const addressOf = (row: BrokerRow): string => `${row.host}:${row.port}`
export const silentBrokers = (rows: readonly BrokerRow[]): readonly BrokerRow[] =>
  rows.filter((row) => row.state === 'down' || row.state === 'unreachable')

export interface SilentStripProps {
  readonly brokers: readonly BrokerRow[]
  /** Null: at a moment that is over nothing can be tried again. */
  readonly onRetry: (() => void) | null
}

/** Names the brokers that do not answer, and what is missing without them. */
export function SilentStrip({ brokers, onRetry }: SilentStripProps) {
  const [first] = brokers
  if (!first) return null
  const out = brokers.reduce((sum, row) => sum + row.outOfSync, 0)
  const offline = brokers.reduce((most, row) => Math.max(most, row.offline), 0)
  return (
    <div className={styles['silent']} role="status">
      <Icon name="warn" size={14} />
      <span>
        <b>{brokers.length === 1 ? t.didNotAnswer(t.broker(first.id)) : t.didNotAnswer(t.brokers(brokers.length))}</b>{' '}
        {t.missingWithout(count(out), offline, count(offline))}
        {brokers.length === 1 && ` ${first.error ? errorText(first.error).title : addressOf(first)}`}
      </span>
      {onRetry && (
        <Button tone="link" onClick={onRetry}>
          {en.common.retry}
        </Button>
      )}
      <PlaceLink to={brokers.length === 1 ? placeOf('brokers', first.key) : '/brokers'} className={styles['link']}>
        {brokers.length === 1 ? en.states.openBroker : en.broker.allBrokers}
      </PlaceLink>
    </div>
  )
}
