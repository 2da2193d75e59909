import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { Canvas, type Draw, type Point } from '../../ui/chart/canvas.tsx'
import { lagStep } from '../../ui/chart/lag-steps.ts'
import { fitted, write } from '../../ui/chart/pen.ts'
import { classLook, shapePaths } from '../../ui/chart/verdict-shapes.ts'
import { signOf } from '../../../shared/domain/verdict/rank.ts'
import { count } from '../../ui/format/numbers.ts'
import { useBox } from './use-box.ts'
import styles from './style.module.css'

const t = en.wall
const ROW = 14
const HEAD = 22
const NAMES = 210
const FIGURES = 110

export interface StripsProps {
  readonly rows: readonly GroupRow[]
  onOpen(group: string, how: { readonly newTab: boolean }): void
  readonly picture: RefObject<HTMLCanvasElement | null>
}

/** One strip of the last hour a group: what hits many at once stands as a stripe across them. */
export function Strips({ rows, onOpen, picture }: StripsProps) {
  const box = useRef<HTMLDivElement>(null)
  const { height } = useBox(box)
  const top = useRef(0)
  const tell = useRef<() => void>(() => {})
  const [hover, setHover] = useState<string | null>(null)
  const steps = useStrips(rows)
  const source = useMemo(
    () => ({
      subscribe(changed: () => void) {
        tell.current = changed
        return () => {
          tell.current = () => {}
        }
      },
    }),
    [],
  )
  useEffect(() => {
    if (box.current) top.current = box.current.scrollTop
  }, [rows])
  const draw = useCallback<Draw>((pen) => paint(pen, { rows, steps, top: top.current, hover }), [rows, steps, hover])
  const rowAt = ({ y }: Point): GroupRow | undefined => (y < HEAD ? undefined : rows[Math.floor((y - HEAD + top.current) / ROW)])
  return (
    <div
      ref={box}
      className={styles['strips']}
      onScroll={() => {
        top.current = box.current?.scrollTop ?? 0
        tell.current()
      }}
    >
      <div className={styles['stick']} style={{ height }}>
        <Canvas
          label={t.stripsLabel(count(rows.length))}
          height={height}
          draw={draw}
          source={source}
          picture={picture}
          pointer={hover !== null}
          onMove={(point) => setHover(rowAt(point)?.group ?? null)}
          onLeave={() => setHover(null)}
          onClick={(point, how) => {
            const row = rowAt(point)
            if (row) onOpen(row.group, how)
          }}
        />
      </div>
      <div style={{ height: Math.max(0, HEAD + rows.length * ROW - height) }} />
    </div>
  )
}

const MISSING = 255

/** Steps of the lag scale, made once for each history and not in every frame. */
function useStrips(rows: readonly GroupRow[]): (row: GroupRow) => Uint8Array {
  const known = useRef(new WeakMap<readonly (number | null)[], Uint8Array>())
  return useCallback(
    ({ trend }) => {
      const found = known.current.get(trend)
      if (found) return found
      const made = Uint8Array.from(trend, (value) => (value === null ? MISSING : lagStep(value)))
      known.current.set(trend, made)
      return made
    },
    // A new list draws anew.
    // oxlint-disable-next-line react/exhaustive-deps
    [rows],
  )
}

interface Scene {
  readonly rows: readonly GroupRow[]
  steps(row: GroupRow): Uint8Array
  readonly top: number
  readonly hover: string | null
}

function paint(pen: Parameters<Draw>[0], { rows, steps, top, hover }: Scene): void {
  const { c, palette } = pen
  const { of } = palette
  const [x0, x1] = [NAMES, Math.max(NAMES + 60, pen.width - FIGURES)]
  const first = Math.floor(top / ROW)
  const last = Math.min(rows.length, first + Math.ceil((pen.height - HEAD) / ROW) + 1)
  for (let at = first; at < last; at++) {
    const row = rows[at]
    if (!row) continue
    const y = HEAD + at * ROW - top
    if (row.group === hover) {
      c.fillStyle = of.hover
      c.fillRect(0, y, pen.width, ROW)
    }
    paintGlyph(pen, row, y)
    write(pen, fitted(pen, row.group, NAMES - 40 - 12), 40, y + ROW / 2, { colour: of['text-2'] })
    paintStrip(pen, steps(row), y, { x0, x1 })
    write(pen, count(row.lag), pen.width - 20, y + ROW / 2, { align: 'right', colour: of['text-2'] })
  }
  c.fillStyle = of.surface
  c.fillRect(0, 0, pen.width, HEAD)
  write(pen, t.stripsFrom, x0, HEAD / 2, { colour: of['text-3'] })
  write(pen, t.stripsNow, x1, HEAD / 2, { align: 'right', colour: of['text-3'] })
  write(pen, t.column.lag, pen.width - 20, HEAD / 2, { align: 'right', colour: of['text-3'] })
}

const shapes = new Map<string, Path2D>()

function paintGlyph({ c, palette }: Parameters<Draw>[0], row: GroupRow, y: number): void {
  if (row.verdict === null) return
  const sign = signOf(row.verdict)
  const { tone, fill } = classLook[sign.class]
  let path = shapes.get(sign.shape)
  if (!path) {
    path = new Path2D(shapePaths[sign.shape].d)
    shapes.set(sign.shape, path)
  }
  c.save()
  c.translate(20, y + 1.5)
  c.scale(0.55, 0.55)
  c.fillStyle = c.strokeStyle = palette.of[tone]
  c.lineWidth = 2
  if (fill === 'solid') c.fill(path)
  else c.stroke(path)
  c.restore()
}

function paintStrip(
  { c, palette }: Parameters<Draw>[0],
  steps: Uint8Array,
  y: number,
  { x0, x1 }: { readonly x0: number; readonly x1: number },
): void {
  const width = (x1 - x0) / Math.max(1, steps.length)
  let start = 0
  for (let at = 1; at <= steps.length; at++) {
    const step = steps[start] ?? MISSING
    if (at < steps.length && steps[at] === step) continue
    const left = Math.round(x0 + start * width)
    c.fillStyle = step === MISSING ? palette.of['lag-none'] : (palette.lag[step] ?? palette.of['lag-none'])
    c.fillRect(left, y + 1, Math.round(x0 + at * width) - left, ROW - 2)
    start = at
  }
}
