import type { AlertReplay, AlertRuleDraft } from '../../../shared/contract/alerts.ts'
import { alertSentence } from '../../../shared/domain/alerts/words.ts'
import { placeOf, useApp } from '../../app/actions.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { Button } from '../../ui/button.tsx'
import { dateTime, duration, fullTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.alerts.replay

/** `n` counts the presses: the same rule pressed again is asked again. */
export interface ReplayAsk {
  readonly rule: AlertRuleDraft
  readonly n: number
}

/** When the rule would have fired, by what was recorded. */
export function Replay({ cluster, asked }: { readonly cluster: string; readonly asked: ReplayAsk }) {
  return <Asked key={asked.n} cluster={cluster} rule={asked.rule} />
}

function Asked({ cluster, rule }: { readonly cluster: string; readonly rule: AlertRuleDraft }) {
  const { data, error, isFetching, refetch } = useQuery('alerts', 'test', { cluster, rule, hours: 24 })
  return (
    <section className={styles['replay']} aria-label={t.title} aria-busy={isFetching}>
      <h3>{t.title}</h3>
      {error && <ErrorBlock error={error} onRetry={() => void refetch()} />}
      {!data && !error && <p className={styles['quiet']}>{t.running}</p>}
      {data && <Result rule={rule} replay={data} />}
    </section>
  )
}

function Result({ rule, replay }: { readonly rule: AlertRuleDraft; readonly replay: AlertReplay }) {
  const app = useApp()
  const zone = useZone()
  const now = useNow()
  const { fired, more, since, subjects, notes, from } = replay
  return (
    <>
      <p role="status">
        {since === null ? t.nothing : fired.length === 0 ? t.never(subjects) : t.would(fired.length + more)}{' '}
        {since !== null && since > from && t.since(dateTime(since, zone, now))}
      </p>
      <ol className={styles['fired']}>
        {fired.map((one) => (
          <li key={`${one.subject} ${one.firedAt}`}>
            <time dateTime={new Date(one.firedAt).toISOString()} title={fullTime(one.firedAt, zone)}>
              {dateTime(one.firedAt, zone, now)}
            </time>
            <Button tone="link" onClick={() => app.open(`${placeOf('groups', one.subject)}?moment=${one.firedAt}`)}>
              {alertSentence({ condition: rule.condition, ...one })}
            </Button>
            <span className={styles['quiet']}>{one.endedAt === null ? t.stood : duration(one.endedAt - one.firedAt)}</span>
          </li>
        ))}
      </ol>
      {more > 0 && <p className={styles['quiet']}>{t.more(more)}</p>}
      {notes.map((note) => (
        <p key={note} className={styles['quiet']}>
          {t.notes[note]}
        </p>
      ))}
    </>
  )
}
