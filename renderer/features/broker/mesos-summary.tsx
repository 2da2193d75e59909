import { use, useMemo, type ReactNode } from 'react'
import { useAt } from '../../app/actions.ts'
import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { lifeLine } from '../../../shared/domain/joined/life-line.ts'
import { ifItCrashes, whatComesNext } from '../../../shared/domain/scheduler/if-it-crashes.ts'
import { useQuery, useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { taskReason } from '../../text/task-reasons.ts'
import { Age } from '../../ui/format/time.tsx'
import { useNow } from '../../ui/format/zone.tsx'
import { ThreeViews } from '../../ui/mesos/agreement.tsx'
import { LifeLine } from '../../ui/mesos/life-line.tsx'
import { Moments } from '../../ui/mesos/moments.tsx'
import { SchedulerSkew } from '../../ui/mesos/phase.tsx'
import { Funnel, PlacementAgents, PlacementWords } from '../../ui/mesos/placement-panel.tsx'
import styles from './style.module.css'

const t = en.broker.onMesos
const DAYS_MS = 7 * 86_400_000
const MINUTE_MS = 60_000

/** When it ran in the last seven days, as far as Mesos remembers its tasks. */
export function Life({ broker }: { readonly broker: number }) {
  const { rows } = useView('mesos', 'tasks', useAt())
  const now = Math.ceil(useNow() / MINUTE_MS) * MINUTE_MS
  const parts = useMemo(() => {
    const own = rows.filter((task) => task.broker === broker && task.kind === 'broker')
    const times = own.map(({ history, startedAt, endedAt }) => ({ acceptedAt: history[0]?.at ?? null, startedAt, endedAt }))
    return lifeLine(times, now - DAYS_MS, now)
  }, [rows, broker, now])
  return (
    <div className={styles['life']}>
      <span>{en.brokers.lives}</span>
      <LifeLine parts={parts} label={en.brokers.named(broker)} />
    </div>
  )
}

/** Why it does not run, what the three say of it, and what the scheduler would do. */
export function MesosSummary({ row }: { readonly row: BrokerRow }) {
  const now = useNow() + use(SchedulerSkew)
  const { scheduler, mesos } = row
  if (scheduler === null && mesos === null) return null
  const waits = scheduler?.task === null
  return (
    <>
      {mesos?.ended === true && mesos.reason !== null && waits && (
        <Part title={en.brokers.inspector.lastTask}>
          <Why mesos={mesos} reason={mesos.reason} />
        </Part>
      )}
      <Part title={en.brokers.inspector.views}>
        <ThreeViews row={row} />
      </Part>
      {scheduler?.active === true && (
        <Part title={waits ? en.brokers.inspector.next : en.brokers.inspector.ifItCrashes}>
          <Moments
            moments={waits ? whatComesNext(scheduler, now) : ifItCrashes(scheduler, now)}
            label={waits ? en.brokers.inspector.next : en.brokers.inspector.ifItCrashes}
          />
        </Part>
      )}
    </>
  )
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={styles['section']}>
    <h2>{title}</h2>
    {children}
  </section>
)

function Why({ mesos, reason }: { readonly mesos: NonNullable<BrokerRow['mesos']>; readonly reason: string }) {
  const known = taskReason(reason)
  return (
    <div className={styles['whyNot']}>
      <p>
        <b>{mesos.state}</b> <Age at={mesos.since} />: {known?.means ?? reason}
      </p>
      {mesos.message !== null && mesos.message !== '' && <p className={styles['said']}>{mesos.message}</p>}
      {known?.fix !== undefined && <p>{known.fix}</p>}
    </div>
  )
}

/** Where it would start with the settings that it has, agent by agent. */
export function PlacementTab({ broker }: { readonly broker: number }) {
  if (useAt().at !== 'live') return <p className={styles['instead']}>{t.notRecorded}</p>
  return <LivePlacement broker={broker} />
}

function LivePlacement({ broker }: { readonly broker: number }) {
  const { cluster } = useAt()
  const { data, error } = useQuery('lifecycle', 'placement', { cluster, broker, settings: {}, order: [] })
  if (error) return <p className={styles['instead']}>{errorText(error).cause}</p>
  if (!data) return <p className={styles['instead']}>{t.simulating}</p>
  return (
    <div className={styles['placement']}>
      <Funnel placement={data} />
      <PlacementWords placement={data} />
      <PlacementAgents placement={data} />
    </div>
  )
}
