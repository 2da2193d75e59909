import { useMemo, useRef, useState } from 'react'
import type { GroupPartitionRow } from '../../../shared/contract/groups.ts'
import { useAt, usePlace } from '../../app/actions.ts'
import { useQuery } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { IconButton } from '../../ui/button.tsx'
import { createTimeCursor, TimeCursorContext } from '../../ui/chart/cursor.ts'
import { saveCsv, savePicture } from '../../ui/chart/export.ts'
import { usePalette } from '../../ui/chart/palette.ts'
import { SaveMenu } from '../../ui/chart/save-menu.tsx'
import { numberTicks } from '../../ui/chart/ticks.ts'
import { TimeLines, type TimeLine } from '../../ui/chart/time-lines.tsx'
import { Select } from '../../ui/field.tsx'
import { count } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { ErrorBlock } from '../../ui/states/error-block.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { ranges, spanOf, useRange, type Range } from './lag-tab-data.ts'
import { PositionsTable } from './lag-tab-line-tables.tsx'
import styles from './lag-tab.module.css'

const t = en.group.positions
const k = en.pageKeys
const POINTS = 300
// Keys of a literal are its type.
const rangeOptions = (Object.keys(ranges) as Range[]).map((value) => ({ value, title: en.lag.tab.ranges[value] }))

/** Where the group stood in one partition over time, against the end of its log; where it went back. */
export function PositionsTab({ group, partitions }: { readonly group: string; readonly partitions: readonly GroupPartitionRow[] }) {
  const at = useAt()
  const place = usePlace()
  const [range, setRange] = useState<Range>('1h')
  const span = useRange(range, at.at)
  const sorted = useMemo(() => [...partitions].sort((a, b) => (b.lag ?? -1) - (a.lag ?? -1)), [partitions])
  const chosen = sorted.find((row) => row.key === place.query.get('of')) ?? sorted[0]
  if (!chosen) return <p className={styles['nothing']}>{t.none}</p>
  const options = sorted.map((row) => ({
    value: row.key,
    title: `${row.topic} p${row.partition}${row.lag === null ? '' : ` · ${count(row.lag)}`}`,
  }))
  return (
    <>
      <div className={styles['head']}>
        <div className={styles['chooser']}>
          <Select label={t.partition} value={chosen.key} options={options} onChange={(of) => place.setQuery({ of })} />
        </div>
        <span className={styles['grow']} />
        <Segmented<Range> label={en.lag.tab.range} value={range} options={rangeOptions} onChange={setRange} />
      </div>
      <Positions key={`${chosen.key} ${range}`} group={group} row={chosen} span={span} />
    </>
  )
}

interface PositionsProps {
  readonly group: string
  readonly row: GroupPartitionRow
  readonly span: { readonly from: number; readonly to: number }
}

function Positions({ group, row, span }: PositionsProps) {
  const at = useAt()
  const zone = useZone()
  const now = useNow()
  const palette = usePalette()
  const place = usePlace()
  const canvas = useRef<HTMLCanvasElement>(null)
  const cursor = useMemo(() => createTimeCursor(), [])
  const { topic, partition } = row
  const answer = useQuery('lag', 'positions', { ...at, group, topic, partition, span, points: POINTS })
  const kept = useRef(answer.data)
  if (answer.data) kept.current = answer.data
  const data = answer.data ?? kept.current
  const table = place.query.get('as') === 'table'
  const setTable = (on: boolean): void => place.setQuery({ as: on ? 'table' : null })
  usePageKeys({ v: () => setTable(!table) }, [['v', k.asTable]])
  const lines = useMemo<readonly TimeLine[]>(
    () =>
      data
        ? [
            { values: data.ends, colour: (p) => p.of['text-3'] },
            { values: data.backfilled, colour: (p) => p.of['text-3'], dashed: true },
            { values: data.committed, colour: (p) => p.of.accent, width: 1.75 },
          ]
        : [],
    [data],
  )
  if (!data)
    return answer.error ? (
      <ErrorBlock error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton form="lines" noun={t.noun} progress={null} />
    )
  const drawn = spanOf(data, data.committed.length)
  const name = `${group}-${topic}-${partition}-positions`
  const csv = () =>
    data.committed.map((value, i) => [
      new Date(data.from + i * data.step).toISOString(),
      value,
      data.ends[i] ?? null,
      data.backfilled[i] ?? null,
    ])
  return (
    <TimeCursorContext value={cursor}>
      <div className={styles['head']} data-line>
        <b>
          {topic} p{partition}
        </b>
        <span className={styles['keys']}>
          <span>
            <i data-series="lag" />
            {t.committed}
          </span>
          <span>
            <i data-series="end" />
            {t.end}
          </span>
          {data.backfilled.some((value) => value !== null) && (
            <span title={en.lag.tab.backfilledHow}>
              <i data-series="endBackfilled" />
              {t.backfilled}
            </span>
          )}
        </span>
        <span className={styles['grow']} />
        <IconButton icon="table" label={table ? en.lag.asPicture : en.lag.asTable} aria-pressed={table} onClick={() => setTable(!table)} />
        <SaveMenu
          pictured={!table}
          onSave={(what) =>
            what === 'csv'
              ? saveCsv(name, [t.time, t.committed, t.end, t.backfilled], csv())
              : canvas.current && savePicture(name, [canvas.current], palette.of.surface)
          }
        />
      </div>
      {table ? (
        <PositionsTable positions={data} />
      ) : (
        <TimeLines
          label={t.label(topic, String(partition))}
          height={260}
          {...{ span: drawn, from: data.from, step: data.step, lines, picture: canvas }}
          fromLeast
          axis={(value) => count(Math.round(value))}
          ticks={(most, least) => numberTicks(least, most)}
          tip={(i) => {
            const before = data.backfilled[i] ?? null
            return before === null ? t.tip(count(data.committed[i] ?? null), count(data.ends[i] ?? null)) : t.backfilledTip(count(before))
          }}
        />
      )}
      <p className={styles['nothing']}>{data.rewinds.length === 0 ? t.noRewinds : t.rewinds(data.rewinds.length)}</p>
      <ul className={styles['rewinds']}>
        {data.rewinds.map((one) => (
          <li key={one.at}>
            <time dateTime={new Date(one.at).toISOString()}>{dateTime(one.at, zone, now)}</time> {t.back(count(one.from), count(one.to))}
          </li>
        ))}
      </ul>
    </TimeCursorContext>
  )
}
