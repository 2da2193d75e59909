import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { Age } from '../../ui/format/time.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import styles from './style.module.css'

const t = en.brokers

export interface FootProps {
  readonly rows: readonly BrokerRow[]
  readonly onMesos: boolean
  readonly schedulerAsOf: number | null
}

/** How many in which state, and how old the sources are. */
export function Foot({ rows, onMesos, schedulerAsOf }: FootProps) {
  const metricsAt = Math.min(...rows.flatMap(({ scheduler }) => scheduler?.metrics?.at ?? []))
  return (
    <>
      <span>{(onMesos ? phaseCounts(rows) : kafkaCounts(rows)).join(', ')}</span>
      {onMesos && schedulerAsOf !== null && (
        <span>
          {t.schedulerAsOf} <Age at={schedulerAsOf} />
          {Number.isFinite(metricsAt) && (
            <>
              , {t.metricsAsOf} <Age at={metricsAt} />
            </>
          )}
        </span>
      )}
      <span className={styles['keys']}>
        <Kbd keys="Enter" /> {t.key.open} <Kbd keys="i" /> {t.key.inspector}
      </span>
    </>
  )
}

function kafkaCounts(rows: readonly BrokerRow[]): readonly string[] {
  const of = (state: BrokerRow['state']): number => rows.filter((row) => row.state === state).length
  const [down, silent] = [of('down'), of('unreachable')]
  return [
    t.foot(count(rows.length), count(of('up'))),
    ...(down > 0 ? [t.footDown(count(down))] : []),
    ...(silent > 0 ? [t.footUnreachable(count(silent))] : []),
  ]
}

type Phase = NonNullable<BrokerRow['scheduler']>['phase']['kind']

const told: readonly (readonly [keyof typeof t.footPhases, readonly Phase[]])[] = [
  ['waiting', ['waitingForOffer']],
  ['failed', ['failed']],
  ['deactivated', ['deactivated']],
  ['moving', ['launching', 'stopping', 'reconciling']],
  ['anomalous', ['runningDeactivated', 'launchingDeactivated']],
  ['stopped', ['stopped']],
]

function phaseCounts(rows: readonly BrokerRow[]): readonly string[] {
  const of = (kinds: readonly Phase[]): number =>
    rows.filter(({ scheduler }) => scheduler !== null && kinds.includes(scheduler.phase.kind)).length
  const unscheduled = rows.filter(({ scheduler }) => scheduler === null).length
  return [
    t.footRunning(count(rows.length), count(of(['running']))),
    ...told.flatMap(([word, kinds]) => (of(kinds) > 0 ? [`${count(of(kinds))} ${t.footPhases[word]}`] : [])),
    ...(unscheduled > 0 ? [t.footUnscheduled(count(unscheduled))] : []),
  ]
}
