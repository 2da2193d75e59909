import { useCallback, useEffect, useImperativeHandle, useMemo, useState, type Ref } from 'react'
import { en } from '../../../text/en.ts'
import { count } from '../../format/numbers.ts'
import { hourMinute } from '../../format/times.ts'
import { useZone } from '../../format/zone.tsx'
import { Canvas, type Draw, type Point } from '../canvas.tsx'
import { seriesOf } from '../palette.ts'
import { sharp, line } from '../pen.ts'
import { ageAt, distanceAt, HEAD, logGeometry, mostZoom, ROW, type LogAxis } from './log-layout.ts'
import { paintMovedGroup, paintSpan } from './log-over-paint.ts'
import { paintGrid, paintHead, paintRow } from './log-paint.ts'
import { keptOf, type LogRow } from './log-row.ts'
import { spanOf, type LogSpan } from './log-span.ts'
import { LogTip, type LogHover } from './log-tip.tsx'
import { axisMost } from './log-scale.ts'
import { timeMost } from './log-time.ts'
import { useLogDrag, type LogDragProps } from './use-log-drag.ts'
import { useLogScroll } from './use-log-scroll.ts'
import styles from '../chart.module.css'

const t = en.lag.log

export interface LogPictureHandle {
  show(at: number): void
}

export interface LogPictureProps extends LogDragProps {
  /** In the order in which they are drawn. */
  readonly rows: readonly LogRow[]
  readonly axis: LogAxis
  readonly focus: string | null
  readonly selected: string | null
  /** The stretch that is chosen. */
  readonly span: LogSpan | null
  /** Powers of two nearer to the end; more than is of use counts as the most that is. */
  readonly zoom: number
  onZoom(zoom: number): void
  onSelect(key: string): void
  /** The pointer is over the picture: rows keep their places. */
  onHover(inside: boolean): void
  readonly picture: Ref<HTMLCanvasElement | null>
  readonly handle: Ref<LogPictureHandle>
}

/** Partitions as strips of offsets. Only what is on the screen is drawn, however many there are. */
export function LogPicture(props: LogPictureProps) {
  const { rows, axis, focus, selected, span, onSelect, onHover, picture, handle } = props
  const scroll = useLogScroll()
  const zone = useZone()
  const axes = useAxis(rows, axis)
  const zoom = Math.min(props.zoom, axes.zoom)
  const geometryOf = useCallback((width: number) => logGeometry(width, axes.most, axis, zoom), [axes, axis, zoom])
  useWheelZoom(scroll.box, (by) => props.onZoom(Math.max(0, Math.min(axes.zoom, zoom + by))))
  const [hover, setHover] = useState<LogHover | null>(null)
  const drags = useLogDrag(props)
  const { drag } = drags
  const { box, top } = scroll
  const draw = useCallback<Draw>(
    (pen) => {
      const paint = {
        geometry: geometryOf(pen.width),
        focus,
        selected,
        seriesOf,
        clock: (at: number) => hourMinute(at, zone),
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
    [rows, geometryOf, focus, selected, top, zone],
  )
  const over = useCallback<Draw>(
    (pen) => {
      const geometry = geometryOf(pen.width)
      const y = (key: string): number => HEAD + rows.findIndex((row) => row.key === key) * ROW - top.current
      const chosen = drag !== null && drag.group === null ? spanOf(geometry, drag.row, drag.from, drag.to) : span
      const row = chosen === null ? undefined : rows.find((each) => each.key === chosen.key)
      if (chosen && row) paintSpan(pen, geometry, row, chosen, y(row.key))
      if (drag !== null) return paintMovedGroup(pen, geometry, drag, y(drag.row.key))
      if (hover === null || (hover.distance === null && hover.age === null)) return
      line(pen, [sharp(hover.x), HEAD], [sharp(hover.x), pen.height], { colour: pen.palette.of['text-3'], opacity: 0.5 })
    },
    [hover, drag, span, rows, geometryOf, top],
  )
  const rowAt = (y: number): LogRow | undefined => (y < HEAD ? undefined : rows[Math.floor((y - HEAD + top.current) / ROW)])
  const inRow = (y: number): number => (y - HEAD + top.current) % ROW
  const move = (at: Point): void => {
    drags.move(at.x)
    const row = rowAt(at.y)
    const known = row && row.start !== null && row.end !== null
    const geometry = geometryOf(at.width)
    const age = axis === 'time' ? ageAt(geometry, at.x) : null
    const grab = row ? drags.grab(geometry, row, at, inRow(at.y)) : null
    setHover(row && known ? { ...at, row, distance: distanceAt(geometry, row, at.x), age, grab } : null)
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
          overSource={scroll.source}
          picture={picture}
          pointer={hover?.grab != null}
          onMove={move}
          onDown={(at) => {
            const row = rowAt(at.y)
            if (row) drags.down(geometryOf(at.width), row, at, inRow(at.y))
          }}
          onUp={({ x, width }) => drags.up(geometryOf(width), x)}
          onLeave={() => {
            drags.cancel()
            setHover(null)
            onHover(false)
          }}
          onClick={({ y }) => {
            const row = rowAt(y)
            if (row) onSelect(row.key)
          }}
        />
        {hover && drag === null && <LogTip hover={hover} focus={focus} />}
      </div>
      <div style={{ height: Math.max(0, HEAD + rows.length * ROW - scroll.height) }} />
    </div>
  )
}

/** The left end of the axis that rows share, and how near to the end one can come. */
function useAxis(rows: readonly LogRow[], axis: LogAxis): { readonly most: number; readonly zoom: number } {
  return useMemo(() => {
    const longest = rows.reduce((most, row) => Math.max(most, keptOf(row) ?? 0), 0)
    const most = axis === 'time' ? timeMost(rows) : axisMost(longest)
    return { most, zoom: mostZoom(axis, most, longest) }
  }, [rows, axis])
}

/** With Ctrl or Cmd, and by pinching: the wheel alone scrolls. React's own listener could not keep the page from zooming. */
function useWheelZoom(box: { readonly current: HTMLElement | null }, zoom: (by: number) => void): void {
  useEffect(() => {
    const element = box.current
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      if (event.deltaY !== 0) zoom(-Math.sign(event.deltaY))
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  })
}

function paintGridOf(pen: Parameters<Draw>[0], paint: Parameters<typeof paintGrid>[1], first: number, last: number): void {
  pen.c.save()
  pen.c.translate(0, first * ROW)
  paintGrid(pen, paint, (last - first) * ROW)
  pen.c.restore()
}
