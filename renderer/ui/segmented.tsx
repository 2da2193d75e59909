import { cx } from './cx.ts'
import styles from './field.module.css'

export interface SegmentedProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly options: readonly { readonly value: T; readonly title: string; readonly off?: string }[]
  onChange(value: T): void
}

/** Two to five views or answers that exclude each other. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  const step = (by: number): void => {
    const at = options.findIndex((option) => option.value === value)
    const next = options[(at + by + options.length) % options.length]
    if (next && next.off === undefined) onChange(next.value)
  }
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={styles['segmented']}
      onKeyDown={(event) => {
        const by =
          event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0
        if (by === 0) return
        event.preventDefault()
        step(by)
        const radios = event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')
        const at = options.findIndex((option) => option.value === value)
        radios[(at + by + options.length) % options.length]?.focus()
      }}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          aria-disabled={option.off !== undefined || undefined}
          title={option.off}
          tabIndex={option.value === value ? 0 : -1}
          className={cx(styles['segment'], option.value === value && styles['segmentOn'])}
          onClick={() => option.off === undefined && onChange(option.value)}
        >
          {option.title}
        </button>
      ))}
    </div>
  )
}
