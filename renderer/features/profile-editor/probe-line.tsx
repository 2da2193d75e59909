import type { AddressMapEntry, ProbeStep } from '../../../shared/contract/profiles.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { duration } from '../../ui/format/times.ts'
import { Icon, type IconName } from '../../ui/icons/icon.tsx'
import { ErrorActions } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.profileEditor.probe
const icons: Readonly<Record<ProbeStep['state'], IconName>> = { running: 'clock', ok: 'check', warning: 'warn', failed: 'stop' }
const sections = { 'profile.addressMap': 'addressMap', 'profile.credentials': 'credentials', 'profile.edit': 'security' } as const

/** Brings a part of the form into view; used by what an error offers. */
export function showSection(id: string): void {
  const section = document.getElementById(id) ?? document.getElementById('security')
  section?.scrollIntoView({ block: 'start' })
  section?.querySelector<HTMLElement>('input, textarea, select, button')?.focus({ preventScroll: true })
}

export interface ProbeLineProps {
  readonly step: ProbeStep
  readonly accepted: boolean
  onAccept(entry: AddressMapEntry): void
}

/** One hop: a tick and its time, or what is wrong with it and what mends it. */
export function ProbeLine({ step, accepted, onAccept }: ProbeLineProps) {
  const text = step.error ? errorText(step.error) : null
  const { error, suggestion } = step
  return (
    <li className={styles['step']} data-state={step.state}>
      <Icon name={icons[step.state]} size={15} className={styles['stepIcon']} label={step.state} />
      <div className={styles['stepText']}>
        <div className={styles['stepLine']}>
          <span className={styles['stepLabel']} title={step.label}>
            {step.label}
          </span>
          {step.ms !== null && <span className={styles['stepTime']}>{duration(step.ms)}</span>}
        </div>
        {step.detail !== '' && <p className={styles['stepDetail']}>{step.detail}</p>}
        {error && text && (
          <div className={styles['stepError']}>
            <p className={styles['stepProblem']}>{text.title}</p>
            <p>{text.cause}</p>
            <p className={styles['quiet']}>{text.remedy}</p>
            {suggestion && <Suggestion entry={suggestion} accepted={accepted} onAccept={onAccept} />}
            <ErrorActions
              error={error}
              without="profile.edit"
              onAction={(action) => showSection(action in sections ? sections[action as keyof typeof sections] : 'brokers')}
            />
          </div>
        )}
      </div>
    </li>
  )
}

function Suggestion({
  entry,
  accepted,
  onAccept,
}: {
  readonly entry: AddressMapEntry
  readonly accepted: boolean
  onAccept(entry: AddressMapEntry): void
}) {
  return (
    <div className={styles['suggestion']}>
      <code className={styles['code']}>{t.suggestion(entry.from, entry.to)}</code>
      {accepted ? (
        <span className={styles['accepted']}>
          <Icon name="check" size={12} />
          {t.accepted}
        </span>
      ) : (
        <Button icon="plus" onClick={() => onAccept(entry)}>
          {t.accept}
        </Button>
      )}
    </div>
  )
}
