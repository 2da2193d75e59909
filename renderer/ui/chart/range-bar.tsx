import { memo } from 'react'
import styles from './chart.module.css'

/** The same for a whole column: 0 to 10⁸. */
const DECADES = 8

const at = (value: number, width: number): number => 3 + Math.min(1, Math.log10(1 + Math.max(0, value)) / DECADES) * (width - 6)

/** Least, median and most over partitions, on a log axis with ticks at 10² and 10⁴. */
export const RangeBar = memo(function RangeBar({
  least,
  median,
  most,
  width,
  height = 14,
  label,
}: {
  readonly least: number
  readonly median: number
  readonly most: number
  readonly width: number
  readonly height?: number
  readonly label: string
}) {
  const middle = height / 2
  const from = at(least, width)
  return (
    <svg className={styles['rangeBar']} width={width} height={height} role="img" aria-label={label}>
      <title>{label}</title>
      <line x1={3} x2={width - 3} y1={middle} y2={middle} />
      {[100, 10_000].map((tick) => (
        <line key={tick} x1={at(tick, width)} x2={at(tick, width)} y1={middle - 2.5} y2={middle + 2.5} />
      ))}
      <rect className={styles['rangeSpan']} x={from} y={middle - 2.5} width={Math.max(3, at(most, width) - from)} height={5} rx={2.5} />
      <rect className={styles['rangeMedian']} x={at(median, width) - 1} y={middle - 5} width={2} height={10} rx={1} />
    </svg>
  )
})
