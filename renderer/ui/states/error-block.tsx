import { en } from '../../text/en.ts'
import { errorDetails, errorText, type ErrorFacts } from '../../text/errors.ts'
import { Button } from '../button.tsx'
import { useCopyText } from '../clipboard.tsx'
import { Icon } from '../icons/icon.tsx'
import styles from './states.module.css'

const t = en.states
export type ErrorActionName = ReturnType<typeof errorText>['actions'][number]

export interface ErrorHandlers {
  onRetry?(): void
  /** Does what the error's entry offers; only offered when given. */
  onAction?(action: ErrorActionName, error: ErrorFacts): void
}

const titles: Readonly<Record<ErrorActionName, string>> = {
  retry: t.retry,
  'profile.edit': t.editProfile,
  'profile.addressMap': t.addressMap,
  'profile.credentials': t.credentials,
  'broker.open': t.openBroker,
  'details.copy': t.copyDetails,
}

export interface ErrorBlockProps extends ErrorHandlers {
  readonly error: ErrorFacts
  readonly kind?: 'error' | 'forbidden' | 'unsupported'
  /** How many more there are behind it. */
  readonly more?: number
}

/** What failed, why, what helps, and the acts that do it. */
export function ErrorBlock({ error, kind = 'error', more = 0, onRetry, onAction }: ErrorBlockProps) {
  const text = errorText(error)
  return (
    <div className={styles['error']} data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={kind === 'forbidden' ? 'lock' : kind === 'unsupported' ? 'info' : 'stop'} size={16} className={styles['errorIcon']} />
      <div className={styles['errorText']}>
        <p className={styles['errorTitle']}>
          {text.title}
          {more > 0 && <span className={styles['quiet']}> {t.andMore(more)}</span>}
        </p>
        {text.cause && <p>{text.cause}</p>}
        {text.remedy && <p className={styles['quiet']}>{text.remedy}</p>}
        <ErrorActions error={error} {...(onRetry ? { onRetry } : {})} {...(onAction ? { onAction } : {})} />
      </div>
    </div>
  )
}

export interface ErrorActionsProps extends ErrorHandlers {
  readonly error: ErrorFacts
  /** Where the error stands already: what leads there is not offered. */
  readonly without?: ErrorActionName
}

/** The acts of an error's entry as links; [Copy details] is always there. */
export function ErrorActions({ error, onRetry, onAction, without }: ErrorActionsProps) {
  const copy = useCopyText()
  const text = errorText(error)
  const command = grantCommand(error)
  const offered = text.actions.filter((a) => a !== 'retry' && a !== 'details.copy' && a !== without)
  return (
    <span className={styles['actions']}>
      {onRetry && (
        <Button tone="link" onClick={onRetry}>
          {t.retry}
        </Button>
      )}
      {onAction &&
        offered.map((action) => (
          <Button key={action} tone="link" onClick={() => onAction(action, error)}>
            {titles[action]}
          </Button>
        ))}
      {command === null ? (
        <Button tone="link" onClick={() => void copy(errorDetails(error))}>
          {t.copyDetails}
        </Button>
      ) : (
        <Button tone="link" onClick={() => void copy(command)}>
          {t.copyCommand}
        </Button>
      )}
    </span>
  )
}

/** The command that would grant the missing right. */
export function grantCommand(error: ErrorFacts): string | null {
  if (error.code !== 'kafka.forbidden') return null
  const { about } = error
  if (typeof about !== 'object' || about === null || !('command' in about)) return null
  return typeof about.command === 'string' && about.command !== '' ? about.command : null
}
