import { useCallback, useRef, useState, type RefObject } from 'react'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { signOf } from '../../../shared/domain/verdict/rank.ts'
import { en } from '../../text/en.ts'
import { Canvas, type Draw, type Point } from '../../ui/chart/canvas.tsx'
import { fade, type Palette } from '../../ui/chart/palette.ts'
import { fitted, measure, write } from '../../ui/chart/pen.ts'
import { count, short } from '../../ui/format/numbers.ts'
import { timeLagText } from '../../ui/kafka/time-lag.ts'
import { tileClass, type TileClass } from './tile-model.ts'
import { treemap, type Cell } from './treemap-layout.ts'
import { useBox } from './use-box.ts'
import styles from './style.module.css'

const t = en.wall
const GAP = 2

/** Lag by its magnitude: a thousand times as much is some times as large, so that small groups stay to be seen. */
const weightOf = (row: GroupRow): number => 1 + Math.log10(1 + (row.lag ?? 0)) ** 2

const sized = (rows: readonly GroupRow[]) => rows.map((item) => ({ item, weight: weightOf(item) })).sort((a, b) => b.weight - a.weight)

const ground: Readonly<Record<TileClass, (palette: Palette) => string>> = {
  calm: ({ of }) => of.surface,
  soon: ({ of }) => fade(of.info, 0.14),
  slow: ({ of }) => of['warn-soft'],
  never: ({ of }) => of['bad-soft'],
}
const edge: Readonly<Record<TileClass, (palette: Palette) => string>> = {
  calm: ({ of }) => of.line,
  soon: ({ of }) => fade(of.info, 0.4),
  slow: ({ of }) => fade(of.warn, 0.6),
  never: ({ of }) => fade(of.bad, 0.6),
}

export interface TreemapProps {
  readonly rows: readonly GroupRow[]
  onOpen(group: string, how: { readonly newTab: boolean }): void
  readonly picture: RefObject<HTMLCanvasElement | null>
}

export function Treemap({ rows, onOpen, picture }: TreemapProps) {
  const box = useRef<HTMLDivElement>(null)
  const { height } = useBox(box)
  const cells = useRef<readonly Cell<GroupRow>[]>([])
  const [hover, setHover] = useState<string | null>(null)
  const draw = useCallback<Draw>(
    (pen) => {
      cells.current = treemap(sized(rows), { x: 0, y: 0, width: pen.width, height: pen.height })
      for (const cell of cells.current) paintCell(pen, cell, cell.item.group === hover)
    },
    [rows, hover],
  )
  const at = ({ x, y }: Point): GroupRow | undefined =>
    cells.current.find((cell) => x >= cell.x && x < cell.x + cell.width && y >= cell.y && y < cell.y + cell.height)?.item
  return (
    <div ref={box} className={styles['treemap']}>
      <Canvas
        label={t.treemapLabel(count(rows.length))}
        height={height}
        draw={draw}
        picture={picture}
        pointer={hover !== null}
        onMove={(point) => setHover(at(point)?.group ?? null)}
        onLeave={() => setHover(null)}
        onClick={(point, how) => {
          const row = at(point)
          if (row) onOpen(row.group, how)
        }}
      />
    </div>
  )
}

function paintCell(pen: Parameters<Draw>[0], { item: row, x, y, width, height }: Cell<GroupRow>, hovered: boolean): void {
  const { c, palette } = pen
  const { of } = palette
  const kind = tileClass(row)
  const [w, h] = [Math.max(1, width - GAP), Math.max(1, height - GAP)]
  c.fillStyle = hovered ? of.hover : ground[kind](palette)
  c.fillRect(x, y, w, h)
  c.strokeStyle = hovered ? of.accent : edge[kind](palette)
  c.lineWidth = 1
  c.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1)
  if (w < 46 || h < 20) return
  const letter = row.verdict === null ? '' : `${signOf(row.verdict).letter} `
  const room = w - 14
  const before = measure(pen, letter, 12, 700)
  write(pen, letter, x + 8, y + 12, { size: 12, weight: 700, colour: kind === 'calm' ? of['text-3'] : of.text })
  write(pen, fitted(pen, row.group, room - before, 12, 550), x + 8 + before, y + 12, {
    size: 12,
    weight: 550,
    colour: kind === 'calm' ? of['text-2'] : of.text,
  })
  if (h < 36) return
  const [lag, both] = [short(row.lag), `${short(row.lag)} · ${timeLagText(row.timeLag)}`]
  // Not a part of a time: it would be another one.
  const figures = [both, lag].find((text) => measure(pen, text) <= room)
  if (figures !== undefined) write(pen, figures, x + 8, y + 28, { colour: of['text-3'] })
}
