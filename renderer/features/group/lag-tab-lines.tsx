import { useMemo, useRef, type ReactNode } from 'react'
import type { LagHistory } from '../../../shared/contract/lag.ts'
import { en } from '../../text/en.ts'
import { saveCsv, savePicture, type CsvCell } from '../../ui/chart/export.ts'
import { usePalette } from '../../ui/chart/palette.ts'
import { SaveMenu } from '../../ui/chart/save-menu.tsx'
import { countTicks, spanTicks } from '../../ui/chart/ticks.ts'
import { TimeLines, type TimeLine } from '../../ui/chart/time-lines.tsx'
import { change, short } from '../../ui/format/numbers.ts'
import { seconds as ageText } from '../../ui/kafka/time-lag.ts'
import { spanOf } from './lag-tab-data.ts'
import { AgesTable, RatesTable } from './lag-tab-line-tables.tsx'
import styles from './lag-tab.module.css'

const t = en.lag.tab
const HEIGHT = 128

type Values = readonly (number | null)[]
const both = (a: Values, b: Values, of: (x: number, y: number) => number): Values =>
  a.map((x, i) => {
    const y = b[i] ?? null
    return x === null || y === null ? null : of(x, y)
  })

export interface LinesProps {
  readonly group: string
  readonly history: LagHistory
  readonly table: boolean
}

const seconds = (value: number | null | undefined): string => (value === null || value === undefined ? t.tip.nothing : ageText(value))

/** How old the next record is: the worst partition with its error, nine in ten, the middle one. */
export function AgesSection({ group, history, table }: LinesProps) {
  const { timeLag: age, from, step } = history
  const lines = useMemo<readonly TimeLine[]>(
    () => [
      { values: age.median, colour: (p) => p.series[1] ?? '' },
      { values: age.p90, colour: (p) => p.series[3] ?? '' },
      {
        values: age.worst,
        colour: (p) => p.of.accent,
        width: 1.75,
        band: { low: both(age.worst, age.error, (a, e) => Math.max(0, a - e)), high: both(age.worst, age.error, (a, e) => a + e) },
      },
    ],
    [age],
  )
  const span = useMemo(() => spanOf(history, history.lag.length), [history])
  const head = [t.column.time, t.key.worst, t.key.p90, t.key.median, t.key.error]
  const csv = (): (readonly CsvCell[])[] =>
    age.worst.map((worst, i) => [
      new Date(from + i * step).toISOString(),
      worst,
      age.p90[i] ?? null,
      age.median[i] ?? null,
      age.error[i] ?? null,
    ])
  return (
    <Section
      title={t.ages}
      keys={['worst', 'p90', 'median']}
      note={age.atLeast ? t.agesAtLeast : t.agesHow}
      name={`${group}-time-lag`}
      head={head}
      csv={csv}
      table={table ? <AgesTable history={history} /> : null}
    >
      {(picture) => (
        <TimeLines
          label={t.agesLabel(seconds(age.worst.findLast((value) => value !== null)))}
          height={HEIGHT}
          {...{ span, from, step, lines, picture }}
          axis={ageText}
          ticks={spanTicks}
          tip={(i) => t.agesTip(seconds(age.worst[i]), seconds(age.p90[i]), seconds(age.median[i]))}
        />
      )}
    </Section>
  )
}

/** What comes in, what is read, and what that makes of the lag. */
export function RatesSection({ group, history, table }: LinesProps) {
  const { from, step } = history
  const net = useMemo(() => both(history.out, history.in, (out, into) => out - into), [history])
  const lines = useMemo<readonly TimeLine[]>(
    () => [
      { values: history.in, colour: (p) => p.series[3] ?? '' },
      { values: history.out, colour: (p) => p.series[1] ?? '' },
      { values: history.backfilled.in, colour: (p) => p.series[3] ?? '', dashed: true },
    ],
    [history],
  )
  const span = useMemo(() => spanOf(history, history.lag.length), [history])
  const rate = (value: number | null | undefined): string => (value === null || value === undefined ? '—' : short(value))
  const hasBackfilled = history.backfilled.in.some((value) => value !== null)
  const head = [t.column.time, t.column.in, t.column.out, t.column.net, t.column.backfilled, t.column.backfilledLeftOut]
  const csv = (): (readonly CsvCell[])[] =>
    net.map((value, i) => [
      new Date(from + i * step).toISOString(),
      history.in[i] ?? null,
      history.out[i] ?? null,
      value,
      history.backfilled.in[i] ?? null,
      history.backfilled.leftOut[i] ?? null,
    ])
  return (
    <Section
      title={t.rates}
      keys={hasBackfilled ? ['in', 'out', 'net', 'backfilled'] : ['in', 'out', 'net']}
      name={`${group}-rates`}
      head={head}
      csv={csv}
      table={table ? <RatesTable history={history} net={net} /> : null}
    >
      {(picture) => (
        <TimeLines
          label={t.ratesLabel}
          height={HEIGHT}
          {...{ span, from, step, lines, net, picture }}
          axis={(value) => short(value).replace('.0', '')}
          ticks={(most) => countTicks(most, 4)}
          tip={(i) => {
            const before = history.backfilled.in[i] ?? null
            if (before !== null) return t.backfilledTip(short(before), history.backfilled.leftOut[i] ?? 0)
            return `${t.rateIn(rate(history.in[i]))}, ${t.rateOut(rate(history.out[i]))}, ${t.net(change(net[i] ?? null))}`
          }}
        />
      )}
    </Section>
  )
}

interface SectionProps {
  readonly title: string
  readonly keys: readonly (keyof typeof t.key)[]
  readonly note?: string
  readonly name: string
  readonly head: readonly string[]
  csv(): readonly (readonly CsvCell[])[]
  /** In place of the picture. */
  readonly table: ReactNode
  readonly children: (picture: { current: HTMLCanvasElement | null }) => ReactNode
}

function Section({ title, keys, note, name, head, csv, table, children }: SectionProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = usePalette()
  return (
    <>
      <div className={styles['head']} data-line>
        <b>{title}</b>
        {table === null && (
          <span className={styles['keys']}>
            {keys.map((key) => (
              <span key={key}>
                <i data-series={key} />
                {t.key[key]}
              </span>
            ))}
          </span>
        )}
        {note !== undefined && <span className={styles['quiet']}>{note}</span>}
        <span className={styles['grow']} />
        <SaveMenu
          pictured={table === null}
          onSave={(what) =>
            what === 'csv' ? saveCsv(name, head, csv()) : canvas.current && savePicture(name, [canvas.current], palette.of.surface)
          }
        />
      </div>
      {table ?? children(canvas)}
    </>
  )
}
