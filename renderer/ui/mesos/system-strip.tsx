import { systems as t } from '../../text/phase.ts'
import { errorText, type ErrorFacts } from '../../text/errors.ts'
import { Countdown } from '../format/countdown.tsx'
import { Icon } from '../icons/icon.tsx'
import { ErrorActions, type ErrorHandlers } from '../states/error-block.tsx'
import styles from '../states/states.module.css'

/** One of the systems beside Kafka, as far as a strip tells about it. */
export interface SystemFacts {
  readonly system: 'mesos' | 'scheduler' | 'marathon'
  readonly state: 'off' | 'connecting' | 'live' | 'stale' | 'reconnecting' | 'failed' | 'paused' | 'unverified'
  readonly address: string | null
  readonly error: ErrorFacts | null
  readonly nextAt: number | null
}

const silent: ReadonlySet<SystemFacts['state']> = new Set(['stale', 'reconnecting', 'failed', 'unverified'])

export interface SystemStripsProps extends ErrorHandlers {
  readonly systems: readonly SystemFacts[]
  /** What is missing on this screen while it is silent, by system. */
  readonly missing: Readonly<Partial<Record<SystemFacts['system'], string>>>
}

/** Above the data: which of the systems beside Kafka does not answer, and what is missing for that. */
export function SystemStrips({ systems, missing, ...handlers }: SystemStripsProps) {
  return systems
    .filter(({ system, state }) => silent.has(state) && missing[system] !== undefined)
    .map(({ system, state, address, error, nextAt }) => (
      <div key={system} className={styles['strip']} data-tone="warn" role="status">
        <Icon name="warn" size={14} />
        <span className={styles['stripText']}>
          <span className={styles['strong']}>
            {t.name[system]} {t.state[state]}
            {address !== null && ` (${address})`}.
          </span>{' '}
          {error && `${errorText(error).cause} `}
          {missing[system]}
          {nextAt !== null && (
            <>
              {' '}
              <Countdown before={`${t.nextTry} `} until={nextAt} />
            </>
          )}
        </span>
        {error && <ErrorActions error={error} {...handlers} />}
      </div>
    ))
}
