import { useMemo, useRef } from 'react'
import type { LagHistory } from '../../../shared/contract/lag.ts'
import { en } from '../../text/en.ts'
import { saveCsv, savePicture } from '../../ui/chart/export.ts'
import { usePalette } from '../../ui/chart/palette.ts'
import { SaveMenu } from '../../ui/chart/save-menu.tsx'
import { TotalLag } from '../../ui/chart/total-lag.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { clockTime, dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ranges, spanOf, type Range } from './lag-tab-data.ts'
import { historyCsv, historyHead, HistoryTable } from './lag-tab-tables.tsx'
import styles from './lag-tab.module.css'

const t = en.lag.tab
// Keys of a literal are its type.
const rangeOptions = (Object.keys(ranges) as Range[]).map((value) => ({ value, title: t.ranges[value] }))
const keys = ['lag', 'in', 'out', 'forecast'] as const

export interface TotalProps {
  readonly group: string
  readonly history: LagHistory
  readonly range: Range
  readonly table: boolean
  /** The span stands: it was brushed, or is around a moment. */
  readonly standing: boolean
  onLive(): void
  onRange(range: Range): void
  onTable(on: boolean): void
}

export function TotalSection({ group, history, range, table, standing, onLive, onRange, onTable }: TotalProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = usePalette()
  const span = useMemo(() => spanOf(history, history.lag.length), [history])
  return (
    <>
      <div className={styles['head']}>
        <b>{t.total}</b>
        {!table && (
          <span className={styles['keys']}>
            {keys.map((key) => (
              <span key={key}>
                <i data-series={key} />
                {t.key[key]}
              </span>
            ))}
          </span>
        )}
        <Young history={history} from={span.from} />
        {standing && <Standing span={span} onLive={onLive} />}
        <span className={styles['grow']} />
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
        <HistoryTable history={history} />
      ) : (
        <TotalLag series={history} span={span} picture={canvas} />
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
  return <span className={styles['quiet']}>{t.young(today ? clockTime(since, zone).slice(0, 5) : dateTime(since, zone, now))}</span>
}

/** What is looked at does not move with the clock. */
function Standing({ span, onLive }: { readonly span: { readonly from: number; readonly to: number }; onLive(): void }) {
  const zone = useZone()
  const now = useNow()
  return (
    <span className={styles['quiet']}>
      {dateTime(span.from, zone, now)} – {clockTime(span.to, zone).slice(0, 5)}{' '}
      <Button tone="link" onClick={onLive}>
        {t.backToLive}
      </Button>
    </span>
  )
}
