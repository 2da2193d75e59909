import { useMemo, useRef, useState } from 'react'
import { useApp, useAt, useErrorAction, useMayChange, usePlace } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { en } from '../../text/en.ts'
import type { LogAxis } from '../../ui/chart/log/log-layout.ts'
import { groupsOf, inOrder, type LogOrder } from '../../ui/chart/log/log-order.ts'
import { LogPicture, type LogPictureHandle } from '../../ui/chart/log/log-picture.tsx'
import { Lens } from '../../ui/chart/log/lens.tsx'
import type { LogRow } from '../../ui/chart/log/log-row.ts'
import type { LogSpan } from '../../ui/chart/log/log-span.ts'
import { savePicture, saveCsv } from '../../ui/chart/export.ts'
import { usePalette } from '../../ui/chart/palette.ts'
import { useHeldOrder } from '../../ui/chart/held-order.ts'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { count } from '../../ui/format/numbers.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import { browseOf } from './log-places.ts'
import { LogSpanBar } from './log-span-bar.tsx'
import { LogBar } from './log-tab-bar.tsx'
import { LogTable } from './log-tab-table.tsx'
import { logCsv, logHead } from './log-tab-rows.ts'
import styles from './log-tab.module.css'

const t = en.lag.log
const k = en.pageKeys
const axes = ['end', 'offset', 'time', 'table'] as const
const orders = ['partition', 'lag', 'leader', 'size', 'rate'] as const
const keyOf = (row: LogRow): string => row.key

/** The partitioned log: each partition a strip of offsets, each group an arrow where it reads. */
export function LogTab({ topic }: { readonly topic: string }) {
  const at = useAt()
  const app = useApp()
  const may = useMayChange()
  const place = usePlace()
  const palette = usePalette()
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const axis = axes.find((each) => each === place.query.get('axis')) ?? 'end'
  const view = useView('lag', 'log', { ...at, topic, times: axis === 'time' })
  const order: LogOrder = orders.find((each) => each === place.query.get('order')) ?? 'partition'
  const groups = useMemo(() => groupsOf(view.rows), [view.rows])
  const asked = place.query.get('focus')
  const focus = asked !== null && groups.includes(asked) ? asked : (groups[0] ?? null)
  const [hovering, setHovering] = useState(false)
  const ordered = useMemo(() => inOrder(view.rows, order, focus), [view.rows, order, focus])
  const rows = useHeldOrder(ordered, keyOf, hovering)
  const [own, setOwn] = useState<string | null>(null)
  const worst = useMemo(() => inOrder(view.rows, 'lag', focus)[0]?.key ?? null, [view.rows, focus])
  const selected = own !== null && view.byKey.has(own) ? own : worst
  const row = selected === null ? undefined : view.byKey.get(selected)
  const [span, setSpan] = useState<LogSpan | null>(null)
  const [zoom, setZoom] = useState(0)
  const canvas = useRef<HTMLCanvasElement>(null)
  const handle = useRef<LogPictureHandle>(null)
  const set = (change: Readonly<Record<string, string | null>>): void => place.setQuery(change)
  const next = <T extends string>(list: readonly T[], now: T | null): T | null =>
    list[(now === null ? 0 : list.indexOf(now) + 1) % list.length] ?? null
  const step = (by: number): void => {
    const now = rows.findIndex((each) => each.key === selected)
    const to = Math.max(0, Math.min(rows.length - 1, now + by))
    setOwn(rows[to]?.key ?? null)
    handle.current?.show(to)
  }
  const pictured = axis !== 'table'
  usePageKeys(
    {
      f: () => set({ focus: next(groups, focus) }),
      v: () => set({ axis: next(axes, axis) }),
      o: () => set({ order: next(orders, order) }),
      ...(pictured
        ? {
            j: () => step(1),
            ArrowDown: () => step(1),
            k: () => step(-1),
            ArrowUp: () => step(-1),
            Home: () => step(-rows.length),
            End: () => step(rows.length),
            '+': () => setZoom(zoom + 1),
            '-': () => setZoom(Math.max(0, zoom - 1)),
            '0': () => setZoom(0),
            Enter: () => {
              const to = row && browseOf(topic, row, focus, span)
              if (to) app.open(to)
            },
            Escape: () => setSpan(null),
          }
        : {}),
    },
    [
      ['f', k.focus],
      ['v', k.axis],
      ['o', k.order],
      ...(pictured
        ? ([
            ['+ -', k.nearer],
            ['0', k.wholeLog],
            ['Enter', k.browse],
          ] as const)
        : []),
    ],
  )
  return (
    <>
      <LogBar
        groups={groups}
        focus={focus}
        order={order}
        axis={axis}
        onFocus={(group) => set({ focus: group })}
        onOrder={(to) => set({ order: to === 'partition' ? null : to })}
        onAxis={(to) => set({ axis: to === 'end' ? null : to })}
        onSave={(what) =>
          what === 'csv'
            ? saveCsv(topic, logHead, logCsv(rows))
            : canvas.current && savePicture(topic, [canvas.current], palette.of.surface)
        }
        pictured={pictured}
      />
      <DataArea
        about={view.about}
        error={view.error}
        noun={t.noun}
        rows={view.rows.length}
        empty={{ sentence: t.empty }}
        onRetry={readNow}
        onAction={onAction}
      >
        {axis === 'table' ? (
          <LogTable rows={view.rows} focus={focus} />
        ) : (
          <LogBody
            rows={rows}
            axis={axis}
            focus={focus}
            selected={selected}
            onSelect={setOwn}
            onHover={setHovering}
            picture={canvas}
            handle={handle}
            row={row}
            topic={topic}
            span={span}
            onSpan={setSpan}
            onGroup={
              // The form itself says where the group is not Empty, with its members.
              may === true
                ? (group, { partition }, offset) => app.form('groups.resetOffsets', group, topic, String(partition), offset)
                : undefined
            }
            zoom={zoom}
            onZoom={setZoom}
          />
        )}
      </DataArea>
    </>
  )
}

interface BodyProps extends Omit<Parameters<typeof LogPicture>[0], 'axis'> {
  readonly axis: LogAxis
  readonly row: LogRow | undefined
  readonly topic: string
}

const LogBody = ({ row, topic, ...picture }: BodyProps) => (
  <>
    <LogPicture {...picture} />
    {picture.span ? (
      <LogSpanBar topic={topic} span={picture.span} onClear={() => picture.onSpan(null)} />
    ) : (
      <p className={styles['note']}>{noteOf(picture)}</p>
    )}
    {row && (
      <div className={styles['lens']}>
        <Lens key={row.key} row={row} focus={picture.focus} />
      </div>
    )}
  </>
)

function noteOf({ rows, focus, axis, zoom }: Pick<BodyProps, 'rows' | 'focus' | 'axis' | 'zoom'>): string {
  const words = focus === null ? t.noGroups : axis === 'time' ? t.byTime(focus) : t.hatched(focus)
  const dotted = axis === 'time' ? rows.some((each) => each.times?.retention != null) : rows.some((each) => each.startInHour != null)
  return [words, ...(dotted ? [t.dotted] : []), ...(zoom > 0 ? [t.zoomed(count((axis === 'offset' ? 2 : 4) ** zoom))] : [])].join(' · ')
}
