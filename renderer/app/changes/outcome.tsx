import type { AuditRow } from '../../../shared/contract/audit.ts'
import type { ActState } from '../../../shared/contract/changes.ts'
import { en } from '../../text/en.ts'
import { errorText, type ErrorFacts } from '../../text/errors.ts'
import { StateDot, type Tone } from '../../ui/badge.tsx'
import { Band } from '../../ui/change/band.tsx'
import styles from './changes.module.css'

const t = en.changes
const steps = ['sent', 'accepted', 'verified'] as const

const reached: Readonly<Record<ActState, number>> = { sent: 0, accepted: 1, verified: 2, failed: 0, unknown: 0 }

export interface OutcomeProps {
  readonly state: ActState
  /** What the audit log says of it; null until it is there. */
  readonly row: AuditRow | null
}

/** How an act goes on, live: sent, accepted, seen; failed and unknown with what to do. */
export function Outcome({ state, row }: OutcomeProps) {
  const bad = state === 'failed' || state === 'unknown'
  const late = state === 'accepted' && row?.ended === true
  return (
    <div className={styles['outcome']} role="status" aria-live="polite">
      {!bad && (
        <ol className={styles['steps']}>
          {steps.map((step, at) => (
            <li key={step} data-reached={at <= reached[state] || undefined} aria-current={step === state ? 'step' : undefined}>
              <StateDot tone={toneOf(at, reached[state], late)} hollow={at > reached[state]} pulse={at === reached[state] + 1 && !late} />
              {t.steps[step]}
            </li>
          ))}
        </ol>
      )}
      <Band tone={bandTone(state, late)} icon={bad ? 'warn' : state === 'verified' ? 'check' : 'clock'}>
        <b>{late ? t.end.late : t.end[state]}</b> {row?.note}
      </Band>
      {row?.steps && (
        <p className={styles['quiet']}>
          {t.progress(row.steps.done, row.steps.of)} {row.steps.now}
        </p>
      )}
      {row?.error && <Told error={row.error} />}
      {(bad || state === 'accepted') && <p>{late ? t.whatNow.late : t.whatNow[state]}</p>}
    </div>
  )
}

/** The core went away between the press and its answer. */
export function Lost({ error }: { readonly error: ErrorFacts }) {
  return (
    <div className={styles['outcome']} role="alert">
      <Band tone="warn" icon="warn">
        <b>{t.end.unknown}</b> {t.lost}
      </Band>
      <Told error={error} />
    </div>
  )
}

const toneOf = (at: number, reachedAt: number, late: boolean): Tone => {
  if (at <= reachedAt) return 'ok'
  return late ? 'warn' : 'unknown'
}

const bandTone = (state: ActState, late: boolean): 'ok' | 'info' | 'warn' | 'bad' => {
  if (state === 'verified') return 'ok'
  if (state === 'failed') return 'bad'
  return state === 'unknown' || late ? 'warn' : 'info'
}

/** The sentences of an error, in the server's words where it had some. */
export function Told({ error }: { readonly error: ErrorFacts }) {
  const text = errorText(error)
  return (
    <div className={styles['told']}>
      <p>
        <b>{text.title}</b>
      </p>
      {text.cause !== '' && <p>{text.cause}</p>}
      {text.remedy !== '' && <p className={styles['quiet']}>{text.remedy}</p>}
    </div>
  )
}
