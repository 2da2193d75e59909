import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './inspector.module.css'

export interface InspectorProps {
  readonly label: string
  /** For records and acts, which are long to read. */
  readonly wide?: boolean
  readonly className?: string | undefined
  /** A `header`, then `section`s. */
  readonly children: ReactNode
}

/** Beside a list: what is known of the chosen row, so that a look at it does not lose the list. It scrolls by the arrow keys too. */
export const Inspector = ({ label, wide = false, className, children }: InspectorProps) => (
  // A region that scrolls has to be reached by keyboard.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <aside className={cx(styles['inspector'], wide && styles['wide'], className)} aria-label={label} tabIndex={0}>
    {children}
  </aside>
)
