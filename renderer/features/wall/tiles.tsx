import { useEffect, useMemo, useRef, useState } from 'react'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { useHeldOrder } from '../../ui/chart/held-order.ts'
import type { MenuAt } from './group-menu.tsx'
import { Tile } from './tile.tsx'
import { tileClass } from './tile-model.ts'
import { useCauses, type CausesOf } from './use-causes.ts'
import { useBox } from './use-box.ts'
import styles from './style.module.css'

export interface TilesProps {
  /** Worst first. */
  readonly rows: readonly GroupRow[]
  readonly at: CausesOf
  readonly page: number
  readonly shared: boolean
  readonly muted: ReadonlyMap<string, string>
  onMenu(at: MenuAt): void
  onPages(pages: number, perPage: number): void
  onOpen(group: string, how: { readonly newTab: boolean }): void
}

const WIDE = 212
const HIGH = 148
/** Tiles keep their places this long after the pointer left. */
const HOLD_MS = 2000
const keyOf = (row: GroupRow): string => row.group

/** How many fit: six by five on a screen of 1440 by 900. */
export const gridOf = (width: number, height: number): { readonly columns: number; readonly lines: number } => ({
  columns: Math.max(1, Math.floor((width + 8) / WIDE)),
  lines: Math.max(1, Math.floor((height + 8) / HIGH)),
})

/** One page of tiles. None moves while the pointer is over them; otherwise they glide to their places. */
export function Tiles({ rows, at, page, shared, muted, onMenu, onPages, onOpen }: TilesProps) {
  const box = useRef<HTMLDivElement>(null)
  const { width, height } = useBox(box)
  const { columns, lines } = gridOf(width, height)
  const perPage = columns * lines
  const [held, setHeld] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const ordered = useHeldOrder(rows, keyOf, held)
  const pages = Math.max(1, Math.ceil(rows.length / perPage))
  useEffect(() => onPages(pages, perPage), [onPages, pages, perPage])
  const shown = useMemo(() => ordered.slice(page * perPage, (page + 1) * perPage), [ordered, page, perPage])
  const late = useMemo(() => shown.filter((row) => tileClass(row) !== 'calm').map(keyOf), [shown])
  const causes = useCauses(at, late)
  const most = useMemo(
    () => (shared ? shown.reduce((top, row) => row.trend.reduce<number>((m, v) => Math.max(m, v ?? 0), top), 0) : undefined),
    [shown, shared],
  )
  const tile = { width: width / columns, height: height / lines }
  return (
    <div
      ref={box}
      className={styles['tiles']}
      role="group"
      aria-label={en.wall.tilesLabel}
      // React's types know no custom properties; React does.
      style={{ '--columns': columns, '--lines': lines } as React.CSSProperties}
      onContextMenu={(event) => {
        const group = groupUnder(event.target)
        if (group === null) return
        event.preventDefault()
        onMenu({ group, x: event.clientX, y: event.clientY })
      }}
      onPointerEnter={() => {
        clearTimeout(timer.current)
        setHeld(true)
      }}
      onPointerLeave={() => {
        timer.current = setTimeout(() => setHeld(false), HOLD_MS)
      }}
    >
      {width > 0 &&
        shown.map((row, place) => (
          <Tile
            key={row.group}
            row={row}
            column={place % columns}
            line={Math.floor(place / columns)}
            width={Math.floor(tile.width - 8)}
            height={Math.floor(tile.height - 8)}
            most={most}
            muted={muted.get(row.group)}
            cause={causes.get(row.group)}
            onOpen={onOpen}
          />
        ))}
    </div>
  )
}

/** The group whose tile an element is, or lies in. */
export const groupUnder = (element: EventTarget | null): string | null =>
  element instanceof Element ? (element.closest('[data-group]')?.getAttribute('data-group') ?? null) : null
