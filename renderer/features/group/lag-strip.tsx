import { useMemo } from 'react'
import type { GroupPartitionRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { count, short } from '../../ui/format/numbers.ts'
import { seriesOf, stripPlot } from './strip-plot.ts'
import styles from './style.module.css'

const t = en.group
const WIDTH = 290
const AXIS = 30
const LEVELS = 4

/** Every partition by its lag, coloured by the host that reads it. Its table twin is the partitions tab. */
export function LagStrip({ rows }: { readonly rows: readonly GroupPartitionRow[] }) {
  const plot = useMemo(() => stripPlot(rows, WIDTH, LEVELS), [rows])
  if (plot.dots.length === 0) return null
  const largest = plot.dots.at(-1)?.row.lag ?? 0
  const hosts = rows.some((row) => row.host !== null)
  return (
    <figure className={styles['strip']}>
      <figcaption>{hosts ? t.stripByHost : t.strip}</figcaption>
      <svg width={WIDTH} height={AXIS + 14} role="img" aria-label={t.stripLabel(count(plot.dots.length), count(largest))}>
        <line x1={0} x2={WIDTH} y1={AXIS + 0.5} y2={AXIS + 0.5} />
        {plot.ticks.map((tick, at) => (
          <text key={tick.value} x={tick.x} y={AXIS + 12} textAnchor={at === 0 ? 'start' : tick.x > WIDTH - 20 ? 'end' : 'middle'}>
            {short(tick.value).replace('.0', '')}
          </text>
        ))}
        {plot.dots.map(({ x, level, row }) => (
          <circle key={row.key} cx={x} cy={AXIS - 5 - level * 7} r={3} data-series={seriesOf(row.host)}>
            <title>{t.stripTip(row.topic, row.partition, count(row.lag))}</title>
          </circle>
        ))}
      </svg>
    </figure>
  )
}
