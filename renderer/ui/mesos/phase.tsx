import { createContext, Fragment, use, type ReactNode } from 'react'
import type { BrokerPhase } from '../../../shared/domain/scheduler/phase.ts'
import { phase as t } from '../../text/phase.ts'
import { StateDot, type Tone } from '../badge.tsx'
import { Countdown } from '../format/countdown.tsx'
import { hostName } from './host.tsx'
import styles from './mesos.module.css'

export const phaseTones: Readonly<Record<BrokerPhase['kind'], Tone>> = {
  stopped: 'unknown',
  deactivated: 'bad',
  waitingForOffer: 'bad',
  failed: 'bad',
  launching: 'info',
  running: 'ok',
  runningDeactivated: 'warn',
  launchingDeactivated: 'warn',
  reconciling: 'warn',
  stopping: 'info',
  unknown: 'unknown',
}

const hollow: ReadonlySet<BrokerPhase['kind']> = new Set(['stopped', 'deactivated', 'waitingForOffer', 'failed'])
const moving: ReadonlySet<BrokerPhase['kind']> = new Set(['launching', 'stopping', 'reconciling', 'launchingDeactivated'])

export const PhaseDot = ({ kind, tone = phaseTones[kind] }: { readonly kind: BrokerPhase['kind']; readonly tone?: Tone }) => (
  <StateDot tone={tone} hollow={hollow.has(kind)} pulse={moving.has(kind)} />
)

export const phaseTitle = (phase: BrokerPhase): string =>
  phase.kind === 'failed' ? t.failedOf(phase.failures, phase.maxTries) : t.title[phase.kind]

export interface Sticky {
  readonly hostname: string | null
  readonly until: number | null
}

/** What comes next, with the time that is left. Null: nothing is expected. */
export function phaseNext(phase: BrokerPhase, sticky: Sticky): ReactNode {
  switch (phase.kind) {
    case 'stopped':
      if (sticky.hostname === null || sticky.until === null) return null
      return <Until words={t.returnsTo(hostName(sticky.hostname))} until={sticky.until} />
    case 'deactivated':
      return `${t.failedTimes(phase.failures)}, ${t.startIt}`
    case 'waitingForOffer':
      return phase.sticky === null ? (
        t.anyAgent
      ) : (
        <Until words={t.onlyFrom(hostName(phase.sticky.hostname))} until={phase.sticky.until} over={t.anyAgent} />
      )
    case 'failed':
      return <Until words={t.nextTry} until={phase.nextTryAt} over={t.nextTryNow} />
    case 'launching':
    case 'stopping':
      return phase.hostname === null ? null : t.on(hostName(phase.hostname))
    case 'runningDeactivated':
    case 'launchingDeactivated':
      return t.stopAgain
    case 'reconciling':
      return t.asksMesos
    case 'running':
    case 'unknown':
      return null
  }
}

/** What the scheduler's clock is ahead of ours, ms. Its moments are by its own clock. */
export const SchedulerSkew = createContext(0)

/** Words before a countdown; when it is over, other words in place of both. */
function Until({ words, until, over = null }: { readonly words: string; readonly until: number; readonly over?: string | null }) {
  return <Countdown until={until - use(SchedulerSkew)} before={`${words} `} over={over} />
}

export const phaseTry = (phase: BrokerPhase): string | null => ('tryNumber' in phase && phase.tryNumber > 1 ? t.try(phase.tryNumber) : null)

/** Notes one after the other, points between. Those that are null are left out. */
export function Notes({ children }: { readonly children: readonly ReactNode[] }) {
  const shown = children.filter((each) => each !== null && each !== undefined && each !== false && each !== '')
  return (
    <span className={styles['note']}>
      {shown.map((each, at) => (
        // The list is made anew each time.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={at}>
          {at > 0 && ' · '}
          {each}
        </Fragment>
      ))}
    </span>
  )
}
