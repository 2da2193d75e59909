import { useCallback, useState } from 'react'
import { en } from '../../../text/en.ts'
import { Canvas, type Draw } from '../canvas.tsx'
import { seriesOf } from '../palette.ts'
import { cellsIn, LENS_HEIGHT, paintLens } from './lens-paint.ts'
import { keptOf, type LogRow } from './log-row.ts'

/** One partition message by message, as Kafka's documentation draws it. The wheel and the arrow keys move it. */
export function Lens({ row, focus }: { readonly row: LogRow; readonly focus: string | null }) {
  const [back, setBack] = useState(0)
  const kept = keptOf(row) ?? 0
  const draw = useCallback<Draw>((pen) => paintLens(pen, { row, back, focus, seriesOf }), [row, back, focus])
  const move = (by: number, cells: number): void => setBack((now) => Math.max(0, Math.min(Math.max(0, kept - cells), now + by)))
  return (
    <Canvas
      label={en.lag.log.lens(row.partition)}
      height={LENS_HEIGHT}
      draw={draw}
      onWheel={(event, { width }) => move(-Math.sign(event.deltaY || event.deltaX) * (event.shiftKey ? cellsIn(width) : 3), cellsIn(width))}
      onKey={(event) => {
        const cells = cellsIn(event.currentTarget.clientWidth)
        const by: Readonly<Record<string, number>> = {
          ArrowLeft: 1,
          ArrowRight: -1,
          PageUp: cells,
          PageDown: -cells,
          '0': -kept,
          End: -kept,
          Home: kept,
        }
        const step = by[event.key]
        if (step === undefined) return
        event.preventDefault()
        move(step, cells)
      }}
    />
  )
}
