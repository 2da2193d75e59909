import type { DiscoveryHop } from '../../../shared/contract/discovery.ts'
import { en } from '../../text/en.ts'
import { errorText } from '../../text/errors.ts'
import { Button } from '../../ui/button.tsx'
import { duration } from '../../ui/format/times.ts'
import { Icon, type IconName } from '../../ui/icons/icon.tsx'
import { ErrorActions } from '../../ui/states/error-block.tsx'
import styles from './style.module.css'

const t = en.profileEditor.discovery
const icons: Readonly<Record<DiscoveryHop['state'], IconName>> = {
  running: 'clock',
  ok: 'check',
  warning: 'warn',
  failed: 'stop',
  skipped: 'right',
}

/** The field of the form that goes before what a hop found. */
const fields: Readonly<Record<NonNullable<DiscoveryHop['override']>, string>> = {
  masters: 'mesos-masters',
  framework: 'mesos-framework',
  marathon: 'mesos-marathon',
  scheduler: 'mesos-scheduler',
  bootstrap: 'brokers',
}

export interface HopLineProps {
  readonly hop: DiscoveryHop
  onChoice(choice: DiscoveryHop['choices'][number]): void
  /** Goes to the field that goes before what was found. */
  onOverride(section: string): void
}

/** One hop: what was found, how long it took or why it failed; what else it could be, and where to set it by hand. */
export function HopLine({ hop, onChoice, onOverride }: HopLineProps) {
  const text = hop.error ? errorText(hop.error) : null
  const { override } = hop
  // “Framework: Framework” says nothing: what was found stands there instead.
  const bare = hop.label.toLowerCase().endsWith(t.kind[hop.kind].toLowerCase())
  const label = bare && hop.detail !== '' ? hop.detail : hop.label
  return (
    <li className={styles['step']} data-state={hop.state}>
      <Icon name={icons[hop.state]} size={15} className={styles['stepIcon']} label={hop.state} />
      <div className={styles['stepText']}>
        <div className={styles['stepLine']}>
          <span className={styles['stepKind']}>{t.kind[hop.kind]}</span>
          <span className={styles['stepLabel']} title={label}>
            {label}
          </span>
          {override !== null && (
            <Button tone="link" onClick={() => onOverride(fields[override])}>
              {t.override}
            </Button>
          )}
          {hop.ms !== null && <span className={styles['stepTime']}>{duration(hop.ms)}</span>}
        </div>
        {hop.detail !== '' && hop.detail !== label && <p className={styles['stepDetail']}>{hop.detail}</p>}
        {hop.error && text && (
          <div className={styles['stepError']}>
            <p className={styles['stepProblem']}>{text.title}</p>
            <p>{text.cause}</p>
            <p className={styles['quiet']}>{text.remedy}</p>
            <ErrorActions error={hop.error} />
          </div>
        )}
        {hop.choices.length > 0 && (
          <div className={styles['choices']} role="group" aria-label={t.choices}>
            {hop.choices.map((choice) => (
              <Button key={`${choice.field} ${choice.value}`} title={choice.value} onClick={() => onChoice(choice)}>
                {choice.label}
              </Button>
            ))}
          </div>
        )}
      </div>
    </li>
  )
}
