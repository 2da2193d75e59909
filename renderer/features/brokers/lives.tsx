import { useMemo } from 'react'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { TaskRow } from '../../../shared/contract/mesos-rows.ts'
import { lifeLine, shareRunning } from '../../../shared/domain/joined/life-line.ts'
import { en } from '../../text/en.ts'
import { percent } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { LifeLegend, LifeLine } from '../../ui/mesos/life-line.tsx'
import styles from './style.module.css'

const t = en.brokers
const DAYS = 7
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Rounded down: what missed a minute is not 100 %. */
const shareWords = (share: number | null): string =>
  share === null || share === 1 ? percent(share) : `${(Math.floor(share * 1000) / 10).toFixed(1)}\u202F%`

/** One bar a broker: when it ran in the last days. */
export function Lives({ rows, tasks }: { readonly rows: readonly BrokerRow[]; readonly tasks: readonly TaskRow[] }) {
  const zone = useZone()
  // A bar of seven days does not move by the second.
  const now = Math.ceil(useNow() / MINUTE_MS) * MINUTE_MS
  const from = now - DAYS * DAY_MS
  const lines = useMemo(
    () =>
      rows
        .filter(({ scheduler }) => scheduler !== null)
        .toSorted((a, b) => a.id - b.id)
        .map(({ id }) => {
          const own = tasks.filter((task) => task.broker === id && task.kind === 'broker')
          const parts = lifeLine(
            own.map(({ history, startedAt, endedAt }) => ({ acceptedAt: history[0]?.at ?? null, startedAt, endedAt })),
            from,
            now,
          )
          return { id, parts }
        }),
    [rows, tasks, from, now],
  )
  if (lines.length === 0) return null
  return (
    <section className={styles['lives']} aria-label={t.lives}>
      <header>
        <h2 title={t.livesWhy}>{t.lives}</h2>
        <span className={styles['grow']} />
        <LifeLegend />
      </header>
      {lines.map(({ id, parts }) => (
        <div key={id} className={styles['life']}>
          <span>{id}</span>
          <LifeLine parts={parts} label={t.named(id)} />
          <span title={en.life.share}>{shareWords(shareRunning(parts))}</span>
        </div>
      ))}
      <div className={styles['life']} aria-hidden>
        <span />
        <span className={styles['days']}>
          {Array.from({ length: DAYS }, (_, at) => (
            <span key={at}>
              {dateTime(from + at * DAY_MS, zone, now)
                .split(' ')
                .slice(0, 2)
                .join(' ')}
            </span>
          ))}
        </span>
        <span />
      </div>
    </section>
  )
}
