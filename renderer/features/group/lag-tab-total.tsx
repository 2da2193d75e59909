import { useMemo, useRef } from 'react'
import { usePlace } from '../../app/actions.ts'
import type { LagEvent, LagHistory } from '../../../shared/contract/lag.ts'
import { en } from '../../text/en.ts'
import { saveCsv, savePicture } from '../../ui/chart/export.ts'
import { usePalette } from '../../ui/chart/palette.ts'
import { SaveMenu } from '../../ui/chart/save-menu.tsx'
import { partialSpans } from '../../ui/chart/total-data.ts'
import { layerColour, type TimeMark } from '../../ui/chart/total-marks.ts'
import { TotalLag } from '../../ui/chart/total-lag.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { dateTime, hourMinute } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ranges, spanOf, type Range } from './lag-tab-data.ts'
import { historyCsv, historyHead, HistoryTable } from './lag-tab-tables.tsx'
import styles from './lag-tab.module.css'

const t = en.lag.tab
// Keys of a literal are its type.
const rangeOptions = (Object.keys(ranges) as Range[]).map((value) => ({ value, title: t.ranges[value] }))
const keys = ['lag', 'in', 'out', 'forecast'] as const
/** Only where there is something of it to see. */
const keysOf = ({ backfilled }: LagHistory): readonly ((typeof keys)[number] | 'backfilled')[] =>
  backfilled.in.some((value) => value !== null) ? [...keys, 'backfilled'] : keys
const stackOptions = [
  { value: 'total', title: t.single },
  { value: 'topics', title: t.byTopic },
] as const

export interface TotalProps {
  readonly group: string
  readonly history: LagHistory
  readonly range: Range
  readonly table: boolean
  /** The span stands: it was brushed, or is around a moment. */
  readonly standing: boolean
  readonly events: readonly LagEvent[]
  /** When records not read yet begin to be deleted, ms; null: not known or never. */
  readonly edge: number | null
  readonly moment: number | null
  onLive(): void
  onRange(range: Range): void
  onTable(on: boolean): void
}

export function TotalSection({ group, history, range, table, standing, events, edge, moment, onLive, onRange, onTable }: TotalProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = usePalette()
  const span = useMemo(() => spanOf(history, history.lag.length), [history])
  const marks = useMemo(() => marksOf(events, moment), [events, moment])
  const partial = partialSpans(history).length > 0
  const place = usePlace()
  /** Otherwise there is nothing that a key would tell of. */
  const drawn = !table && history.since !== null
  const stacked = place.query.get('stack') === 'topics'
  const layers = useMemo(
    () => (stacked ? history.topics.map(({ topic, lag }) => ({ name: topic || t.rest, lag })) : null),
    [stacked, history],
  )
  return (
    <>
      <div className={styles['head']}>
        <b>{t.total}</b>
        {drawn && (
          <span className={styles['keys']}>
            {layers
              ? layers.map(({ name }, layer) => (
                  <span key={name}>
                    <i style={{ background: layerColour(palette, name, layer), height: 8 }} />
                    {name}
                  </span>
                ))
              : keysOf(history).map((key) => (
                  <span key={key} title={key === 'backfilled' ? t.backfilledHow : undefined}>
                    <i data-series={key} />
                    {t.key[key]}
                  </span>
                ))}
            {partial && (
              <span title={t.partialWhy}>
                <i data-series="partial" />
                {t.key.partial}
              </span>
            )}
          </span>
        )}
        <Young history={history} from={span.from} />
        {standing && <Standing span={span} onLive={onLive} />}
        <span className={styles['grow']} />
        {history.topics.length > 1 && drawn && (
          <Segmented<'total' | 'topics'>
            label={t.stack}
            value={stacked ? 'topics' : 'total'}
            options={stackOptions}
            onChange={(next) => place.setQuery({ stack: next === 'topics' ? 'topics' : null })}
          />
        )}
        <Segmented<Range> label={t.range} value={range} options={rangeOptions} onChange={onRange} />
        <IconButton icon="table" label={table ? en.lag.asPicture : en.lag.asTable} aria-pressed={table} onClick={() => onTable(!table)} />
        <SaveMenu
          pictured={!table}
          onSave={(what) =>
            what === 'csv'
              ? saveCsv(`${group}-lag`, historyHead, historyCsv(history))
              : canvas.current && savePicture(`${group}-lag`, [canvas.current], palette.of.surface)
          }
        />
      </div>
      {history.since === null ? (
        <p className={styles['nothing']}>{t.nothing}</p>
      ) : table ? (
        <div className={styles['twin']}>
          <HistoryTable history={history} />
        </div>
      ) : (
        <TotalLag series={history} span={span} live={!standing} marks={marks} layers={layers} edge={edge} picture={canvas} />
      )}
    </>
  )
}

/** An empty left part is not a lag of 0: recording began later than the range. */
function Young({ history, from }: { readonly history: LagHistory; readonly from: number }) {
  const zone = useZone()
  const now = useNow()
  const { since } = history
  if (since === null || since <= from + history.step) return null
  const today = now - since < 12 * 3_600_000
  return <span className={styles['quiet']}>{t.young(today ? hourMinute(since, zone) : dateTime(since, zone, now))}</span>
}

/** What is looked at does not move with the clock. */
function Standing({ span, onLive }: { readonly span: { readonly from: number; readonly to: number }; onLive(): void }) {
  const zone = useZone()
  const now = useNow()
  return (
    <span className={styles['quiet']}>
      {dateTime(span.from, zone, now)} – {hourMinute(span.to, zone)}{' '}
      <Button tone="link" onClick={onLive}>
        {t.backToLive}
      </Button>
    </span>
  )
}

const tones: Readonly<Record<LagEvent['kind'], TimeMark['tone'] | null>> = {
  rebalance: 'info',
  // When it is over is read off the list of events.
  settled: null,
  empty: 'bad',
  broker: 'bad',
  replication: 'warn',
  leaders: 'warn',
}

/** One flag for what happened at the same time. */
function marksOf(events: readonly LagEvent[], moment: number | null): readonly TimeMark[] {
  const marks = events.flatMap((event): TimeMark[] => {
    const tone = tones[event.kind]
    return tone === null ? [] : [{ at: event.at, text: t.event[event.kind](event.subject, event.partitions ?? 0), tone }]
  })
  return moment === null ? marks : [...marks, { at: moment, text: t.alert, tone: 'accent' }]
}
