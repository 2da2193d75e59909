import { use } from 'react'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { ifItCrashes, whatComesNext } from '../../../shared/domain/scheduler/if-it-crashes.ts'
import { parseMapText } from '../../../shared/domain/scheduler/map-text.ts'
import { en } from '../../text/en.ts'
import { taskReason } from '../../text/task-reasons.ts'
import { count, percent, UNKNOWN } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { useNow } from '../../ui/format/zone.tsx'
import { ThreeViews } from '../../ui/mesos/agreement.tsx'
import { Moments } from '../../ui/mesos/moments.tsx'
import { SchedulerSkew } from '../../ui/mesos/phase.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Section } from './section.tsx'
import styles from './style.module.css'

const t = en.brokers.inspector

/** What Mesos and the scheduler add to the inspector. */
export function MesosSections({ row }: { readonly row: BrokerRow }) {
  const { scheduler, mesos } = row
  if (row.agreement === null && scheduler === null && mesos === null) return null
  return (
    <>
      {mesos?.ended === true && scheduler?.task === null && mesos.reason !== null && (
        <Section title={t.lastTask}>
          <LastTask mesos={mesos} reason={mesos.reason} />
        </Section>
      )}
      <Section title={row.agreement === null ? t.views : t.viewsSay(en.agreement.label[row.agreement.is])}>
        <ThreeViews row={row} />
      </Section>
      {scheduler && (
        <>
          <Section title={t.resources}>
            <Resources scheduler={scheduler} />
          </Section>
          <Section title={scheduler.task === null ? t.next : t.ifItCrashes}>
            <Next scheduler={scheduler} />
          </Section>
          <Section title={t.settings}>
            <Settings scheduler={scheduler} />
          </Section>
        </>
      )}
    </>
  )
}

type Scheduler = NonNullable<BrokerRow['scheduler']>

function LastTask({ mesos, reason }: { readonly mesos: NonNullable<BrokerRow['mesos']>; readonly reason: string }) {
  const known = taskReason(reason)
  return (
    <div className={styles['why']}>
      <p>
        <b>{mesos.state}</b> <Age at={mesos.since} />
        {known ? `: ${known.means}` : `: ${reason}`}
      </p>
      {mesos.message !== null && mesos.message !== '' && <p className={styles['said']}>{mesos.message}</p>}
      {known?.fix !== undefined && <p>{known.fix}</p>}
    </div>
  )
}

const gib = (mib: number | null): string => (mib === null ? UNKNOWN : (mib / 1024).toFixed(1))

function Resources({ scheduler: { cpus, mem, heap, metrics, data } }: { readonly scheduler: Scheduler }) {
  const used = metrics?.heapUsed ?? null
  const idle = metrics?.requestIdle ?? null
  return (
    <>
      <Meter label={t.asked} value={t.askedFor(cpus === null ? UNKNOWN : cpus.toFixed(1), gib(mem))} parts={[]} />
      <Meter
        label={t.heap}
        value={used === null ? t.heapOf(gib(heap), gib(mem)) : t.heapUsed(percent(used), gib(heap))}
        parts={used === null ? [] : [{ share: used, tone: used > 0.85 ? 'warn' : 'calm' }]}
      />
      {idle !== null && (
        <Meter
          label={t.idle}
          value={percent(idle)}
          parts={[{ share: 1 - idle, tone: idle < 0.3 ? 'bad' : idle < 0.5 ? 'warn' : 'calm' }]}
        />
      )}
      {metrics && metrics.at !== null && (
        <p className={styles['quiet']}>
          {t.metricsOf} <Age at={metrics.at} />
        </p>
      )}
      {data.kind === 'sandbox' && <p className={styles['trouble']}>{t.sandbox}</p>}
    </>
  )
}

function Next({ scheduler }: { readonly scheduler: Scheduler }) {
  // The moments of the scheduler are by its own clock.
  const now = useNow() + use(SchedulerSkew)
  if (!scheduler.active) return <p className={styles['quiet']}>{scheduler.task === null ? t.nothingNext : t.notRestarted}</p>
  const moments = scheduler.task === null ? whatComesNext(scheduler, now) : ifItCrashes(scheduler, now)
  const { triesLeft } = scheduler.failover
  return (
    <>
      <Moments moments={moments} label={scheduler.task === null ? t.next : t.ifItCrashes} />
      {triesLeft !== null && triesLeft > 0 && <p className={styles['quiet']}>{t.deactivatesAfter(count(triesLeft), triesLeft)}</p>}
    </>
  )
}

/** Entries of a map text, each on a line of its own; text that cannot be read stays as it is. */
function splitMap(text: string): readonly string[] {
  const map = parseMapText(text)
  return map.ok ? [...map.value].map(([name, value]) => `${name}=${value ?? ''}`) : [text]
}

function Settings({ scheduler }: { readonly scheduler: Scheduler }) {
  const s = en.brokers
  return (
    <dl className={styles['kv']}>
      <dt>{s.column.constraints}</dt>
      <dd>{scheduler.constraints === '' ? en.common.none : splitMap(scheduler.constraints).map((each) => <div key={each}>{each}</div>)}</dd>
      <dt>{s.column.port}</dt>
      <dd>{scheduler.port ?? s.anyPort}</dd>
      <dt>{s.column.data}</dt>
      <dd>{scheduler.data.path}</dd>
      <dt>{s.column.endpoint}</dt>
      <dd>{scheduler.endpoint?.address ?? UNKNOWN}</dd>
      {scheduler.unreadable.length > 0 && (
        <>
          <dt>{t.unreadable}</dt>
          <dd>{scheduler.unreadable.join(', ')}</dd>
        </>
      )}
    </dl>
  )
}
