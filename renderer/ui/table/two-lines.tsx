import type { ReactNode } from 'react'
import styles from './table.module.css'

/** A cell of a two-line row: the fact, and what is said about it. */
export function TwoLines({
  note,
  tone,
  children,
}: {
  readonly note: ReactNode
  readonly tone?: 'warn' | 'bad' | undefined
  readonly children: ReactNode
}) {
  return (
    <span className={styles['two']}>
      <span>{children}</span>
      <span data-tone={tone}>{note}</span>
    </span>
  )
}
