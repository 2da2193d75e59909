import type { ReactNode } from 'react'
import styles from './meter.module.css'

export interface MeterPart {
  /** 0…1 of the whole. */
  readonly share: number
  readonly tone?: 'calm' | 'warn' | 'bad' | 'other'
}

/** A bar of one or more parts of a whole; without a known whole there is only its ground. */
export function MeterBar({ parts }: { readonly parts: readonly MeterPart[] }) {
  return (
    <span className={styles['track']} aria-hidden>
      {parts.map((part, at) => (
        // Parts have no name; their order is theirs.
        // oxlint-disable-next-line react/no-array-index-key
        <i key={at} data-tone={part.tone ?? 'calm'} style={{ width: `${Math.min(1, Math.max(0, part.share)) * 100}%` }} />
      ))}
    </span>
  )
}

/** What is used of what there is: a word, the figures, a bar. */
export function Meter({
  label,
  value,
  parts,
}: {
  readonly label: ReactNode
  readonly value: ReactNode
  readonly parts: readonly MeterPart[]
}) {
  return (
    <div className={styles['meter']}>
      <span>{label}</span>
      <b>{value}</b>
      {parts.length > 0 && <MeterBar parts={parts} />}
    </div>
  )
}

/** The same in a cell of a table. */
export function MeterCell({ value, parts }: { readonly value: ReactNode; readonly parts: readonly MeterPart[] }) {
  return (
    <span className={styles['cell']}>
      <span>{value}</span>
      <MeterBar parts={parts} />
    </span>
  )
}
