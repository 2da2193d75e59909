import type { NextMoment } from '../../../shared/domain/scheduler/if-it-crashes.ts'
import { moments as t } from '../../text/phase.ts'
import { use } from 'react'
import { SchedulerSkew } from './phase.tsx'
import { Moment } from '../format/countdown.tsx'
import { duration } from '../format/times.ts'
import { hostName } from './host.tsx'
import styles from './mesos.module.css'

/** What will happen, in order of time. The moments are by the scheduler’s clock, and are shown by ours. */
export function Moments({ moments, label }: { readonly moments: readonly NextMoment[] | null; readonly label: string }) {
  const skew = use(SchedulerSkew)
  if (moments === null) return <p className={styles['note']}>{t.unknown}</p>
  return (
    <ol className={styles['moments']} aria-label={label}>
      {moments.map((moment) => (
        <li key={moment.kind} data-kind={moment.kind}>
          <b>
            <Moment at={moment.at - skew} />
          </b>
          <span>{wordsOf(moment)}</span>
        </li>
      ))}
    </ol>
  )
}

function wordsOf(moment: NextMoment): string {
  switch (moment.kind) {
    case 'waits':
      return t.waits(duration(Math.ceil(moment.forMs / 1000) * 1000))
    case 'stickyOnly':
      return t.stickyOnly(hostName(moment.hostname))
    case 'anywhere':
      return t.anywhere
    case 'deactivated':
      return t.deactivated(moment.failures)
  }
}
