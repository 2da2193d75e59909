import type { ReactNode } from 'react'
import { phase as t } from '../../text/phase.ts'
import { brokers } from '../../text/brokers.ts'
import { StateDot, type Tone } from '../badge.tsx'
import { duration } from '../format/times.ts'
import { useNow } from '../format/zone.tsx'
import { TwoLines } from '../table/two-lines.tsx'
import { kafkaTrouble, type BrokerFacts } from './facts.ts'
import { Notes, PhaseDot, phaseNext, phaseTitle, phaseTones, phaseTry } from './phase.tsx'
import styles from './mesos.module.css'

const kafkaTones: Readonly<Record<BrokerFacts['state'], Tone>> = {
  up: 'ok',
  down: 'bad',
  unreachable: 'warn',
  connecting: 'unknown',
  absent: 'unknown',
}

/** The state of a broker as a cell of two lines: what it is, and what is said about it or comes next. */
export function StateWords({ row }: { readonly row: BrokerFacts }) {
  const { scheduler } = row
  if (scheduler === null) return <KafkaWords row={row} />
  const { phase } = scheduler
  const trouble = kafkaTrouble(row)
  const tone =
    (trouble !== null && trouble !== 'joining') || (phase.kind === 'running' && scheduler.needsRestart) ? 'warn' : phaseTones[phase.kind]
  return (
    <span className={styles['phase']} data-tone={wordTone(phaseTones[phase.kind])} title={t.about[phase.kind]}>
      <PhaseDot kind={phase.kind} tone={trouble === 'notInKafka' ? 'bad' : tone} />
      <TwoLines note={<Notes>{notesOf(row)}</Notes>}>
        <b>{phaseTitle(phase)}</b>
      </TwoLines>
    </span>
  )
}

const wordTone = (tone: Tone): 'bad' | 'warn' | undefined => (tone === 'bad' || tone === 'warn' ? tone : undefined)

function notesOf(row: BrokerFacts): readonly ReactNode[] {
  const { scheduler, mesos } = row
  if (scheduler === null) return []
  const trouble = kafkaTrouble(row)
  return [
    scheduler.phase.kind === 'running' && mesos?.ended === false && <Since key="since" at={mesos.since} />,
    phaseTry(scheduler.phase),
    phaseNext(scheduler.phase, scheduler.stickiness),
    trouble !== null && (
      <em key="trouble" data-tone={trouble === 'notInKafka' ? 'bad' : undefined}>
        {t[trouble]}
      </em>
    ),
    row.controller && t.controller,
    scheduler.needsRestart && <em key="restart">{t.needsRestart}</em>,
    scheduler.phase.kind === 'running' && scheduler.data.kind === 'sandbox' && <em key="sandbox">{t.sandbox}</em>,
  ]
}

/** Known to Kafka only. */
function KafkaWords({ row }: { readonly row: BrokerFacts }) {
  const unknown = row.agreement?.disagreements.some(({ kind }) => kind === 'inKafkaUnknownToScheduler') === true
  return (
    <span className={styles['phase']} title={brokers.stateWhy[row.state]}>
      <StateDot tone={kafkaTones[row.state]} hollow={row.state === 'down' || row.state === 'absent'} pulse={row.state === 'connecting'} />
      <TwoLines note={<Notes>{[row.controller && t.controller, unknown && <em key="unknown">{t.notScheduled}</em>]}</Notes>}>
        <b>{brokers.state[row.state]}</b>
      </TwoLines>
    </span>
  )
}

/** How long, counting by itself: `12 d`. */
export function Since({ at }: { readonly at: number | null }) {
  const now = useNow()
  return at === null ? null : duration(Math.max(1000, now - at)).replace(/ \d\d\u202f[a-z]+$/, '')
}
