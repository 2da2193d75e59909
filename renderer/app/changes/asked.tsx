import type { Plan } from '../../../shared/contract/changes.ts'
import { en } from '../../text/en.ts'
import { Band } from '../../ui/change/band.tsx'
import type { IconName } from '../../ui/icons/icon.tsx'
import { Told } from './outcome.tsx'
import { planOf, type Step } from './steps.ts'
import styles from './changes.module.css'

const t = en.changes

const verdicts: Readonly<Record<NonNullable<Plan['verdict']>, { readonly tone: 'ok' | 'warn' | 'bad'; readonly icon: IconName }>> = {
  safe: { tone: 'ok', icon: 'ok' },
  degrades: { tone: 'warn', icon: 'warn' },
  breaks: { tone: 'bad', icon: 'stop' },
}

/** Under the title: the verdict with its sentence, what got worse since, why pressing did not do it. */
export function Asked({ step }: { readonly step: Step }) {
  const plan = planOf(step)
  if (plan === null) return null
  const judged = plan.verdict === null ? null : verdicts[plan.verdict]
  return (
    <div className={styles['asked']}>
      {judged === null || plan.verdict === null ? (
        <p className={styles['sentence']}>{plan.sentence}</p>
      ) : (
        <Band tone={judged.tone} icon={judged.icon}>
          <b>{t.verdict[plan.verdict]}</b> {plan.sentence}
        </Band>
      )}
      {step.at === 'asking' && step.worse.length > 0 && <Worse what={step.worse} />}
      {step.at === 'asking' && step.error !== null && (
        <div className={styles['notSent']} role="alert">
          <Told error={step.error} />
        </div>
      )}
    </div>
  )
}

function Worse({ what }: { readonly what: readonly string[] }) {
  return (
    <div className={styles['worse']} role="alert">
      <b>{t.worseTitle}</b>
      <ul>
        {what.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  )
}
