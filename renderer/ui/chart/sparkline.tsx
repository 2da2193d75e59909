import { memo } from 'react'
import { sparklinePath } from './sparkline-path.ts'
import styles from './chart.module.css'

export interface SparklineProps {
  readonly values: readonly (number | null)[]
  readonly width: number
  readonly height: number
  readonly tone?: 'calm' | 'info' | 'warn' | 'bad'
  /** The same top for all rows. */
  readonly most?: number
  readonly dot?: boolean
  /** What it shows, when nothing beside it does. */
  readonly label?: string
}

/** A small history. Two paths: cheap enough for every visible row of a table. */
export const Sparkline = memo(function Sparkline({ values, width, height, tone = 'calm', most, dot = true, label }: SparklineProps) {
  if (!values.some((value) => value !== null)) return null
  const { line, area, last } = sparklinePath(values, { width, height, ...(most === undefined ? {} : { most }) })
  const role = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label }
  return (
    <svg {...role} className={styles['sparkline']} data-tone={tone} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
      <path className={styles['sparkArea']} d={area} />
      <path className={styles['sparkLine']} d={line} />
      {dot && last && <circle cx={last.x} cy={last.y} r={2} />}
    </svg>
  )
})
