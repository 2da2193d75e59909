import { use } from 'react'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { FrameworkRow } from '../../../shared/contract/mesos-rows.ts'
import { whatComesNext } from '../../../shared/domain/scheduler/if-it-crashes.ts'
import { en } from '../../text/en.ts'
import { taskReason } from '../../text/task-reasons.ts'
import { count } from '../../ui/format/numbers.ts'
import { duration } from '../../ui/format/times.ts'
import { useNow } from '../../ui/format/zone.tsx'
import { hostName } from '../../ui/mesos/host.tsx'
import { Moments } from '../../ui/mesos/moments.tsx'
import { SchedulerSkew } from '../../ui/mesos/phase.tsx'
import { Button } from '../../ui/button.tsx'
import type { RowAction } from '../../ui/table/types.ts'
import { Placement } from './placement.tsx'
import styles from './style.module.css'

const t = en.brokers.stuck
const SOON_MS = 60_000

/** Wanted, and without a task: its row tells why and what comes next. */
export const isStuck = ({ scheduler }: BrokerRow): boolean =>
  scheduler?.phase.kind === 'waitingForOffer' || scheduler?.phase.kind === 'failed'

/** Under the row of a broker that does not come up. */
export function Stuck({
  row,
  framework,
  act,
}: {
  readonly row: BrokerRow
  readonly framework: FrameworkRow | undefined
  readonly act: RowAction | undefined
}) {
  // The moments of the scheduler are by its own clock.
  const now = useNow() + use(SchedulerSkew)
  const { scheduler, mesos } = row
  if (scheduler === null) return null
  const next = whatComesNext(scheduler, now)
  const reason = mesos?.ended === true && mesos.reason !== null ? taskReason(mesos.reason) : null
  return (
    <div className={styles['stuck']}>
      {/* One moment alone is what the row says already. */}
      {(next?.length ?? 0) > 1 && (
        <div className={styles['stuckNext']}>
          <Moments moments={next} label={t.next} />
        </div>
      )}
      {scheduler.phase.kind === 'waitingForOffer' && (
        <div className={styles['stuckNext']}>
          <Placement broker={row.id} />
        </div>
      )}
      <div className={styles['stuckWhy']}>
        {reason && (
          <p>
            <b>{reason.means}</b> {reason.fix}
          </p>
        )}
        {framework && <p>{offerWords(framework)}</p>}
        {act && scheduler.phase.kind === 'waitingForOffer' && (
          <p>
            <Button off={act.off} onClick={act.run}>
              {en.brokerActs.short.lookAtOffers}
            </Button>
          </p>
        )}
      </div>
    </div>
  )
}

/** `1 h` rather than `1 h 00 m`. */
const roundly = (ms: number): string => duration(ms).replace(/ 00\u202f[a-z]+$/, '')

/** The offer clock in words. */
function offerWords({ declineMs, suppressed, offers }: FrameworkRow): string {
  const clock =
    declineMs === null
      ? t.offersUnknown
      : declineMs < SOON_MS
        ? t.offersSoon(roundly(declineMs))
        : `${t.offers(roundly(declineMs))} ${t.lookNow}`
  const hosts = offers?.map(({ host, agent }) => (host === null ? agent : hostName(host))) ?? null
  const held = hosts === null ? '' : hosts.length === 0 ? t.holdsNone : t.holds(count(hosts.length), hosts.join(', '))
  return [suppressed === true && t.suppressed, held, clock].filter(Boolean).join(' ')
}
