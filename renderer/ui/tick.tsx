import type { ReactNode } from 'react'
import styles from './tick.module.css'

export interface TickProps {
  readonly label: ReactNode
  readonly note?: string | undefined
  readonly on: boolean
  /** It cannot be changed; the note says why. */
  readonly fixed?: boolean
  onChange(on: boolean): void
}

/** A choice of yes or no with what it means. */
export const Tick = ({ label, note, on, fixed = false, onChange }: TickProps) => (
  <label className={styles['tick']}>
    <input type="checkbox" checked={on} disabled={fixed} onChange={(event) => onChange(event.target.checked)} />
    <span>
      {label}
      {note !== undefined && <span className={styles['note']}>{note}</span>}
    </span>
  </label>
)
