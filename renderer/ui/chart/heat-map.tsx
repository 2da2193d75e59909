import { useCallback, useState, type Ref } from 'react'
import { en } from '../../text/en.ts'
import { change, count } from '../format/numbers.ts'
import { clockTime, duration } from '../format/times.ts'
import { useZone } from '../format/zone.tsx'
import { Canvas, type Draw, type Point } from './canvas.tsx'
import { useTimeCursor } from './cursor.ts'
import { geometry, type TimeSpan } from './geometry.ts'
import { blockAt, FOOT, rowAt, type HeatBlock, type HeatHit, type HeatLayout, type HeatOrder, type HeatRow } from './heat-layout.ts'
import { blockTitle, paintHeat } from './heat-paint.ts'
import type { HeatMetric } from './lag-steps.ts'
import { paintPointer, useTimePointer } from './time-pointer.ts'
import styles from './chart.module.css'

const t = en.lag.tab

export interface HeatMapProps {
  readonly layout: HeatLayout
  readonly order: HeatOrder
  readonly metric: HeatMetric
  readonly span: TimeSpan
  readonly partitions: number
  onOpen(row: HeatRow, how: { readonly newTab: boolean }): void
  readonly picture: Ref<HTMLCanvasElement | null>
}

interface Hover extends HeatHit {
  readonly column: number
  readonly point: Point
}

/** Before the cells: names that may stand there without their middle. */
interface HeadHover {
  readonly block: HeatBlock
  readonly row: HeatRow | null
  readonly y: number
}

/** A row a partition, a column a moment, the colour its lag. Blocks that darken together point at what they share. */
export function HeatMapPicture({ layout, order, metric, span, partitions, onOpen, picture }: HeatMapProps) {
  const zone = useZone()
  const cursor = useTimeCursor()
  const pointer = useTimePointer(span)
  const [hover, setHover] = useState<Hover | null>(null)
  const [head, setHead] = useState<HeadHover | null>(null)
  const draw = useCallback<Draw>((pen) => paintHeat(pen, { layout, order, metric, span, zone }), [layout, order, metric, span, zone])
  const over = useCallback<Draw>(
    (pen) => {
      paintPointer(pen, cursor, span, 0, layout.height - FOOT)
      if (!hover) return
      const { of } = pen.palette
      const { x0, x1 } = geometry(pen.width, span)
      const width = (x1 - x0) / layout.columns
      pen.c.strokeStyle = of.text
      pen.c.lineWidth = 1.5
      pen.c.strokeRect(Math.round(x0 + hover.column * width) - 0.75, hover.y - 0.75, width + 1, layout.rowHeight + 0.5)
    },
    [cursor, span, layout, hover],
  )
  const move = (point: Point): void => {
    const { x0, x1 } = geometry(point.width, span)
    const inside = point.x >= x0 && point.x < x1
    pointer.onMove(point)
    const hit = inside ? rowAt(layout, point.y) : null
    setHover(hit && { ...hit, column: Math.floor(((point.x - x0) / (x1 - x0)) * layout.columns), point })
    const block = point.x < x0 ? blockAt(layout, point.y) : null
    setHead(block && { block, row: rowAt(layout, point.y)?.row ?? null, y: point.y })
  }
  return (
    <div className={styles['heat']}>
      <Canvas
        label={t.heatLabel(count(partitions))}
        height={layout.height}
        draw={draw}
        over={over}
        overSource={cursor}
        picture={picture}
        pointer={hover !== null}
        onMove={move}
        onDown={pointer.onDown}
        onUp={pointer.onUp}
        onLeave={() => {
          pointer.onLeave()
          setHover(null)
          setHead(null)
        }}
        onClick={({ y }, how) => {
          const hit = rowAt(layout, y)
          if (hit && !pointer.brushed()) onOpen(hit.row, how)
        }}
      />
      {head && <HeadTip head={head} order={order} top={head.y + 14} />}
      {hover && (
        <HeatTip
          hover={hover}
          metric={metric}
          at={clockTime(span.from + ((hover.column + 0.5) * (span.to - span.from)) / layout.columns, zone)}
        />
      )}
    </div>
  )
}

/** The whole names of a block and of the row that is pointed at. */
function HeadTip({ head: { block, row }, order, top }: { readonly head: HeadHover; readonly order: HeatOrder; readonly top: number }) {
  const title = blockTitle(block.key, order)
  const named = row && `${row.topic} ${t.partition(row.partition, row.last)}`
  return (
    <div className={styles['tip']} style={{ left: 20, top }}>
      {title !== '' && <b>{title}</b>}
      {named !== null && (title === '' ? <b>{named}</b> : <span>{named}</span>)}
    </div>
  )
}

function wordsOf(metric: HeatMetric, value: number | null): string {
  if (metric === 'slope') return t.tip.slope(change(value))
  return metric === 'timeLag' ? t.tip.timeLag(duration(value === null ? null : value * 1_000)) : t.tip.lag(count(value))
}

/** Wider than this it does not stand at the right of the pointer. */
const WIDE = 300

function HeatTip({ hover, metric, at }: { readonly hover: Hover; readonly metric: HeatMetric; readonly at: string }) {
  const { row, column, point, y } = hover
  const value = row.values[column] ?? null
  const side = point.x + WIDE + 16 > point.width ? { right: point.width - point.x + 12 } : { left: point.x + 12 }
  const top = y + 96 > point.height ? y - 70 : y + 18
  const words = wordsOf(metric, value)
  return (
    <div className={styles['tip']} style={{ ...side, top: Math.max(2, top), minWidth: 190 }}>
      <b>
        {row.topic} {t.partition(row.partition, row.last)}
        <span>{at}</span>
      </b>
      <span>{value === null ? t.tip.nothing : words}</span>
      {row.member !== null && <span>{t.readBy(row.member)}</span>}
      {row.leader !== null && <span>{row.agent === null ? t.broker(String(row.leader)) : t.brokerOn(String(row.leader), row.agent)}</span>}
    </div>
  )
}
