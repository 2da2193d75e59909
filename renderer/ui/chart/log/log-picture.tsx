import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react'
import { en } from '../../../text/en.ts'
import { count } from '../../format/numbers.ts'
import { clockTime } from '../../format/times.ts'
import { useZone } from '../../format/zone.tsx'
import { Canvas, type Draw, type Point } from '../canvas.tsx'
import { seriesOf } from '../palette.ts'
import { sharp, line } from '../pen.ts'
import { ageAt, distanceAt, HEAD, logGeometry, ROW, type LogAxis } from './log-layout.ts'
import { paintGrid, paintHead, paintRow } from './log-paint.ts'
import { keptOf, type LogRow } from './log-row.ts'
import { LogTip, type LogHover } from './log-tip.tsx'
import { axisMost } from './log-scale.ts'
import { timeMost } from './log-time.ts'
import styles from '../chart.module.css'

const t = en.lag.log

export interface LogPictureHandle {
  show(at: number): void
}

export interface LogPictureProps {
  /** In the order in which they are drawn. */
  readonly rows: readonly LogRow[]
  readonly axis: LogAxis
  readonly focus: string | null
  readonly selected: string | null
  onSelect(key: string): void
  /** The pointer is over the picture: rows keep their places. */
  onHover(inside: boolean): void
  readonly picture: Ref<HTMLCanvasElement | null>
  readonly handle: Ref<LogPictureHandle>
}

/** Partitions as strips of offsets. Only what is on the screen is drawn, however many there are. */
export function LogPicture({ rows, axis, focus, selected, onSelect, onHover, picture, handle }: LogPictureProps) {
  const scroll = useScroll()
  const zone = useZone()
  const most = useMemo(
    () => (axis === 'time' ? timeMost(rows) : axisMost(rows.reduce((longest, row) => Math.max(longest, keptOf(row) ?? 0), 0))),
    [rows, axis],
  )
  const [hover, setHover] = useState<LogHover | null>(null)
  const { box, top } = scroll
  const draw = useCallback<Draw>(
    (pen) => {
      const paint = {
        geometry: logGeometry(pen.width, most, axis),
        focus,
        selected,
        seriesOf,
        clock: (at: number) => clockTime(at, zone).slice(0, 5),
      }
      const first = Math.floor(top.current / ROW)
      const last = Math.min(rows.length, first + Math.ceil((pen.height - HEAD) / ROW) + 1)
      pen.c.save()
      pen.c.beginPath()
      pen.c.rect(0, HEAD, pen.width, pen.height - HEAD)
      pen.c.clip()
      pen.c.translate(0, HEAD - top.current)
      paintGridOf(pen, paint, first, last)
      for (let at = first; at < last; at++) {
        const row = rows[at]
        if (row) paintRow(pen, row, at * ROW, paint)
      }
      pen.c.restore()
      paintHead(pen, paint)
    },
    [rows, most, axis, focus, selected, top, zone],
  )
  const over = useCallback<Draw>(
    (pen) => {
      if (hover === null || (hover.distance === null && hover.age === null)) return
      line(pen, [sharp(hover.x), HEAD], [sharp(hover.x), pen.height], { colour: pen.palette.of['text-3'], opacity: 0.5 })
    },
    [hover],
  )
  const rowAt = (y: number): LogRow | undefined => (y < HEAD ? undefined : rows[Math.floor((y - HEAD + top.current) / ROW)])
  const move = ({ x, y, width, height }: Point): void => {
    const row = rowAt(y)
    const known = row && row.start !== null && row.end !== null
    const geometry = logGeometry(width, most, axis)
    const age = axis === 'time' ? ageAt(geometry, x) : null
    setHover(row && known ? { row, x, y, width, height, distance: distanceAt(geometry, row, x), age } : null)
    onHover(true)
  }
  useImperativeHandle(handle, () => ({ show: (at) => scroll.show(at * ROW) }), [scroll])
  return (
    <div ref={box} className={styles['scroll']} onScroll={scroll.changed} data-testid="log-picture">
      <div className={styles['stick']} style={{ height: scroll.height }}>
        <Canvas
          label={t.label(count(rows.length))}
          height={scroll.height}
          draw={draw}
          source={scroll.source}
          over={over}
          picture={picture}
          onMove={move}
          onLeave={() => {
            setHover(null)
            onHover(false)
          }}
          onClick={({ y }) => {
            const row = rowAt(y)
            if (row) onSelect(row.key)
          }}
        />
        {hover && <LogTip hover={hover} focus={focus} />}
      </div>
      <div style={{ height: Math.max(0, HEAD + rows.length * ROW - scroll.height) }} />
    </div>
  )
}

function paintGridOf(pen: Parameters<Draw>[0], paint: Parameters<typeof paintGrid>[1], first: number, last: number): void {
  pen.c.save()
  pen.c.translate(0, first * ROW)
  paintGrid(pen, paint, (last - first) * ROW)
  pen.c.restore()
}

/** Scrolling draws; it does not render. */
function useScroll() {
  const box = useRef<HTMLDivElement>(null)
  const top = useRef(0)
  const [height, setHeight] = useState(0)
  const tell = useRef<() => void>(() => {})
  useEffect(() => {
    const element = box.current
    if (!element) return
    const read = (): void => setHeight(element.clientHeight)
    read()
    if (typeof ResizeObserver === 'undefined') return
    const watch = new ResizeObserver(read)
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return useMemo(
    () => ({
      box,
      top,
      height,
      changed: () => {
        top.current = box.current?.scrollTop ?? 0
        tell.current()
      },
      source: {
        subscribe(changed: () => void) {
          tell.current = changed
          return () => {
            tell.current = () => {}
          }
        },
      },
      show(y: number) {
        const element = box.current
        if (!element) return
        const room = element.clientHeight - HEAD - ROW
        if (y < element.scrollTop) element.scrollTop = y
        else if (y > element.scrollTop + room) element.scrollTop = y - room
      },
    }),
    [height],
  )
}
