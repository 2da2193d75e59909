import { useMemo, useRef, type ReactNode } from 'react'
import { placeOf, useApp, useAt, usePlace } from '../../app/actions.ts'
import type { HeatMap } from '../../../shared/contract/lag.ts'
import { en } from '../../text/en.ts'
import { saveCsv, savePicture } from '../../ui/chart/export.ts'
import type { TimeSpan } from '../../ui/chart/geometry.ts'
import { heatLayout, type HeatOrder } from '../../ui/chart/heat-layout.ts'
import { HeatMapPicture } from '../../ui/chart/heat-map.tsx'
import { legendTop } from '../../ui/chart/heat-paint.ts'
import { usePalette } from '../../ui/chart/palette.ts'
import { SaveMenu } from '../../ui/chart/save-menu.tsx'
import { count } from '../../ui/format/numbers.ts'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { spanOf, useHeatMap } from './lag-tab-data.ts'
import { heatCsv, heatHead, HeatTable } from './lag-tab-tables.tsx'
import styles from './lag-tab.module.css'

const t = en.lag.tab
const k = en.pageKeys
const orders = ['lag', 'topic', 'leader', 'agent', 'member'] as const
const metrics = ['lag', 'timeLag', 'slope'] as const
type Metric = (typeof metrics)[number]

const metricOptions = metrics.map((value) => ({ value, title: t.metrics[value] }))

export function HeatSection({
  group,
  question,
  span,
  table,
}: {
  readonly group: string
  readonly question: string
  readonly span: TimeSpan
  readonly table: boolean
}) {
  const at = useAt()
  const place = usePlace()
  const order: HeatOrder = orders.find((each) => each === place.query.get('rows')) ?? 'leader'
  const metric: Metric = metrics.find((each) => each === place.query.get('colour')) ?? 'lag'
  const setOrder = (next: HeatOrder): void => place.setQuery({ rows: next === 'leader' ? null : next })
  const setMetric = (next: Metric): void => place.setQuery({ colour: next === 'lag' ? null : next })
  const map = useHeatMap({ ...at, group }, question, span, order, metric)
  // Without Mesos nobody knows of agents.
  const possible = orders.filter((each) => each !== 'agent' || order === 'agent' || map.data?.rows.some(({ agent }) => agent !== null))
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = usePalette()
  usePageKeys(
    {
      o: () => setOrder(possible[(possible.indexOf(order) + 1) % possible.length] ?? 'leader'),
      h: () => setMetric(metrics[(metrics.indexOf(metric) + 1) % metrics.length] ?? 'lag'),
    },
    [
      ['o', k.heatOrder],
      ['h', k.heatMetric],
    ],
  )
  const save = (what: 'png' | 'csv'): void => {
    if (what === 'png') {
      if (canvas.current) savePicture(`${group}-partitions`, [canvas.current], palette.of.surface)
    } else if (map.data) saveCsv(`${group}-partitions`, heatHead(map.data), heatCsv(map.data))
  }
  return (
    <>
      <div className={styles['head']} data-line>
        <b>{t.partitions}</b>
        <Segmented<Metric> label={t.metric} value={metric} options={metricOptions} onChange={setMetric} />
        <span className={styles['quiet']}>{t.order}</span>
        <Segmented<HeatOrder>
          label={t.order}
          value={order}
          options={possible.map((value) => ({ value, title: t.orders[value] }))}
          onChange={setOrder}
        />
        <span className={styles['grow']} />
        {!table && <Legend top={legendTop(metric)} />}
        <SaveMenu pictured={!table} onSave={save} />
      </div>
      {map.error && <ErrorBlock error={map.error} kind="error" onRetry={map.retry} />}
      {map.data &&
        (table ? (
          <div className={styles['twin']}>
            <HeatTable map={map.data} />
          </div>
        ) : (
          <Heat map={map.data} order={order} metric={metric} group={group} picture={canvas} />
        ))}
    </>
  )
}

interface HeatProps {
  readonly map: HeatMap
  readonly order: HeatOrder
  readonly metric: Metric
  readonly group: string
  readonly picture: { readonly current: HTMLCanvasElement | null }
}

function Heat({ map, order, metric, group, picture }: HeatProps): ReactNode {
  const app = useApp()
  const layout = useMemo(() => heatLayout(map.rows, { order, metric, columns: map.columns, step: map.step }), [map, order, metric])
  const span = useMemo(() => spanOf(map, map.columns), [map])
  if (map.rows.length === 0) return <p className={styles['nothing']}>{t.nothing}</p>
  return (
    <div className={styles['heat']}>
      {map.rows.length < map.partitions && <p className={styles['binned']}>{t.binned(count(map.rows.length), count(map.partitions))}</p>}
      <HeatMapPicture
        layout={layout}
        order={order}
        metric={metric}
        span={span}
        partitions={map.partitions}
        picture={picture}
        onOpen={(row, how) => app.open(`${placeOf('topics', row.topic)}?focus=${encodeURIComponent(group)}`, how)}
      />
    </div>
  )
}

function Legend({ top }: { readonly top: string }) {
  const { lag } = usePalette()
  return (
    <span className={styles['scale']} aria-hidden>
      0
      <span>
        {lag.map((colour, step) => (
          <i key={`${step} ${colour}`} style={{ background: colour }} />
        ))}
      </span>
      {top}
    </span>
  )
}
