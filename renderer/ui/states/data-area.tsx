import type { ReactNode } from 'react'
import { en } from '../../text/en.ts'
import type { ErrorFacts } from '../../text/errors.ts'
import { Button } from '../button.tsx'
import { cx } from '../cx.ts'
import { count } from '../format/numbers.ts'
import { Icon } from '../icons/icon.tsx'
import { areaState, type About } from './about.ts'
import { ErrorBlock, type ErrorHandlers } from './error-block.tsx'
import { Strips } from './strips.tsx'
import { Skeleton, type SkeletonForm } from './skeleton.tsx'
import styles from './states.module.css'

const t = en.states

export interface DataAreaProps extends ErrorHandlers {
  readonly about: About
  /** Why the subscription itself ended. */
  readonly error?: ErrorFacts | null
  /** What the rows are, in the plural: “groups”. */
  readonly noun: string
  /** Rows that exist, and those that the filter lets through. */
  readonly rows: number
  readonly shown?: number
  readonly filter?: string
  onClearFilter?(): void
  /** Offers to stop a first load. */
  onStop?(): void
  readonly empty: { readonly sentence: string; readonly action?: { readonly title: string; run(): void } }
  readonly skeleton?: SkeletonForm
  readonly children: ReactNode
}

/** Draws every state that a data area can be in (first load, live, stale, partial, empty, no match, forbidden, unsupported, error, recorded). */
export function DataArea(props: DataAreaProps) {
  const { about, error = null, rows, shown = rows, children } = props
  const state = areaState(error && rows === 0 ? { ...about, state: 'failed' } : about, rows, shown)
  if (state !== 'rows' && state !== 'noMatch') {
    return (
      <div className={styles['area']}>
        <div className={styles['note']} data-state={state}>
          <Instead {...props} state={state} />
        </div>
      </div>
    )
  }
  return (
    <div className={cx(styles['area'], about.state === 'stale' && styles['dimmed'])} data-state={about.state}>
      <Strips
        about={about}
        error={error}
        {...(props.onRetry ? { onRetry: props.onRetry } : {})}
        {...(props.onAction ? { onAction: props.onAction } : {})}
      />
      {state === 'noMatch' ? <NoMatch {...props} /> : children}
    </div>
  )
}

function NoMatch({ filter = '', rows, noun, onClearFilter }: DataAreaProps) {
  return (
    <div className={styles['note']} data-state="noMatch" role="status">
      {t.noMatch(filter, count(rows), noun)}{' '}
      {onClearFilter && (
        <Button tone="link" onClick={onClearFilter}>
          {t.clear}
        </Button>
      )}
    </div>
  )
}

function Instead({ state, about, error, noun, empty, skeleton, onStop, onRetry, onAction }: DataAreaProps & { readonly state: string }) {
  const first = error ?? about.errors[0] ?? null
  if (state === 'loading') {
    return <Skeleton form={skeleton ?? 'table'} noun={noun} progress={about.progress} {...(onStop ? { onStop } : {})} />
  }
  if (state === 'empty') {
    return (
      <p>
        {empty.sentence}{' '}
        {empty.action && (
          <Button tone="link" onClick={() => empty.action?.run()}>
            {empty.action.title}
          </Button>
        )}
      </p>
    )
  }
  if (first === null) {
    return (
      <p className={styles['line']}>
        <Icon name={state === 'forbidden' ? 'lock' : 'info'} size={14} />
        {t.nothingRead(noun)}{' '}
        {onRetry && (
          <Button tone="link" onClick={onRetry}>
            {t.retry}
          </Button>
        )}
      </p>
    )
  }
  // Nothing failed: what is to be read does not run.
  const none = first.code === 'kafka.noneRuns'
  const kind =
    state === 'forbidden' || first.code === 'kafka.forbidden' ? 'forbidden' : state === 'unsupported' || none ? 'unsupported' : 'error'
  return (
    <ErrorBlock
      error={first}
      kind={kind}
      more={about.errors.length - 1}
      {...(onRetry ? { onRetry } : {})}
      {...(onAction ? { onAction } : {})}
    />
  )
}
