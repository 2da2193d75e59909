import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icons/icon.tsx'
import styles from './badge.module.css'

export type Tone = 'ok' | 'info' | 'warn' | 'bad' | 'unknown' | 'stale'

/** A state in a word, on its soft ground. */
export function Badge({
  tone = 'unknown',
  icon,
  title,
  children,
}: {
  readonly tone?: Tone
  readonly icon?: IconName
  readonly title?: string
  readonly children: ReactNode
}) {
  return (
    <span className={cx(styles['badge'], styles[tone])} title={title}>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </span>
  )
}

/** A thing that can be opened. In a list it is no stop of the Tab key: rows are opened by keys, and from there what hangs on them. */
export function Ref({
  onOpen,
  title,
  stop = false,
  children,
}: {
  onOpen?(how: { newTab: boolean }): void
  readonly stop?: boolean
  readonly title?: string
  readonly children: ReactNode
}) {
  if (!onOpen) {
    return (
      <span className={styles['ref']} title={title}>
        {children}
      </span>
    )
  }
  return (
    <button
      type="button"
      tabIndex={stop ? 0 : -1}
      className={cx(styles['ref'], styles['refOpen'])}
      title={title}
      onClick={(event) => {
        event.stopPropagation()
        onOpen({ newTab: event.ctrlKey || event.metaKey })
      }}
    >
      {children}
    </button>
  )
}

interface ChipProps {
  readonly on: boolean
  readonly title?: string
  onClick(): void
  readonly children: ReactNode
}

/** A filter that can be switched on and off. */
export function Chip({ on, title, onClick, children }: ChipProps) {
  return (
    <button type="button" className={cx(styles['chip'], on && styles['chipOn'])} aria-pressed={on} title={title} onClick={onClick}>
      {children}
    </button>
  )
}

/** Grey, green, amber or red; `hollow` for what is away. Always beside a word. */
export function StateDot({
  tone = 'unknown',
  hollow = false,
  pulse = false,
}: {
  readonly tone?: Tone
  readonly hollow?: boolean
  readonly pulse?: boolean
}) {
  return <span className={cx(styles['dot'], styles[`dot-${tone}`], hollow && styles['hollow'], pulse && styles['pulse'])} aria-hidden />
}
