import { Icon } from '../icons/icon.tsx'
import { cx } from '../cx.ts'
import styles from './kafka.module.css'

export interface StarProps {
  readonly on: boolean
  readonly label: string
  readonly size?: number
  /** Inside a list, where the list has the keys. */
  readonly inRow?: boolean
  onToggle(): void
}

/** Watched or not. */
export function Star({ on, label, size = 13, inRow = false, onToggle }: StarProps) {
  return (
    <button
      type="button"
      tabIndex={inRow ? -1 : 0}
      className={cx(styles['star'], inRow && styles['starInRow'])}
      aria-pressed={on}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
    >
      <Icon name="star" size={size} />
    </button>
  )
}
