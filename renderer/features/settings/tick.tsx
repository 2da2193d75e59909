import styles from './style.module.css'

interface TickProps {
  readonly label: string
  readonly note?: string | undefined
  readonly on: boolean
  /** It cannot be changed; the note says why. */
  readonly off?: boolean
  onChange(on: boolean): void
}

/** A choice of yes or no with what it means. */
export const Tick = ({ label, note, on, off = false, onChange }: TickProps) => (
  <label className={styles['tick']}>
    <input type="checkbox" checked={on} disabled={off} onChange={(event) => onChange(event.target.checked)} />
    <span>
      {label}
      {note !== undefined && <span className={styles['note']}>{note}</span>}
    </span>
  </label>
)
