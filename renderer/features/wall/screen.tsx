import { useCallback, useMemo, useRef, useState } from 'react'
import { useFilter } from '../../app/actions-filter.ts'
import { placeOf, useApp, useAt, useErrorAction, usePlace } from '../../app/actions.ts'
import type { GroupRow } from '../../../shared/contract/groups.ts'
import { useView } from '../../host/hooks.ts'
import { useReadNow } from '../../host/use-read-now.ts'
import { useWatched } from '../../host/watched.ts'
import { en } from '../../text/en.ts'
import { compileFilter } from '../../ui/filter/filter.ts'
import { groupFields } from '../../ui/kafka/group-fields.ts'
import { usePageKeys } from '../../ui/page/use-page-keys.ts'
import { DataArea } from '../../ui/states/data-area.tsx'
import { WallBar } from './bar.tsx'
import { chosenRows, modes, sorts, type Mode, type WallSort } from './choice.ts'
import { Strips } from './strips.tsx'
import { WallTable } from './table.tsx'
import { groupUnder, Tiles } from './tiles.tsx'
import { GroupMenu, type MenuAt } from './group-menu.tsx'
import { useGroupActs, type GroupActs } from './group-acts.ts'
import { Treemap } from './treemap.tsx'
import type { CausesOf } from './use-causes.ts'
import { useFullScreen, useRotation } from './full-screen.ts'
import { useSortChord } from './sort-chord.ts'
import styles from './style.module.css'

const t = en.wall
const k = en.pageKeys

/** All groups at once: for a wall, and for the first minute of an incident. */
export function WallScreen() {
  const at = useAt()
  const app = useApp()
  const place = usePlace()
  const readNow = useReadNow(at.cluster)
  const onAction = useErrorAction()
  const view = useView('groups', 'list', at)
  const watched = useWatched(at.cluster)
  const mode: Mode = modes.find((each) => each === place.query.get('as')) ?? 'tiles'
  const sort: WallSort = sorts.find((each) => each === place.query.get('order')) ?? 'severity'
  const reverse = place.query.has('reverse')
  const verdict = place.query.get('verdict')
  const only = { watched: place.query.has('watched'), members: place.query.has('members') }
  const { filter, type, settle } = useFilter()
  const matches = useMemo(() => compileFilter(filter, groupFields(watched)), [filter, watched])
  const rows = useMemo(
    () => chosenRows(view.rows, { sort, reverse, verdict, watched: only.watched ? watched : null, hideEmpty: only.members, matches }),
    [view.rows, sort, reverse, verdict, only.watched, watched, only.members, matches],
  )
  const acts = useGroupActs(at.cluster)
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const [selected, setSelected] = useState<string | null>(null)
  const [page, setPage] = useState(0)
  const [pages, setPages] = useState({ count: 1, size: 30 })
  const onPages = useCallback((count: number, size: number) => {
    setPages((old) => (old.count === count && old.size === size ? old : { count, size }))
    setPage((now) => Math.min(now, count - 1))
  }, [])
  const root = useRef<HTMLDivElement>(null)
  const picture = useRef<HTMLCanvasElement>(null)
  const full = useFullScreen(root)
  useRotation(full.on && mode === 'tiles', pages.count, setPage)
  const open = useCallback((group: string, how: { readonly newTab: boolean }) => app.open(placeOf('groups', group), how), [app])
  const set = place.setQuery
  /** The tile or row that the focus or the pointer is on. */
  const onPointed = (act: (group: string) => void): void => {
    const group =
      mode === 'table'
        ? selected
        : (groupUnder(document.activeElement) ?? groupUnder(root.current?.querySelector(':hover [data-group]:hover') ?? null))
    if (group !== null) act(group)
  }
  useSortChord((next) => set({ order: next === 'severity' ? null : next, reverse: next === sort && !reverse ? '1' : null }))
  usePageKeys(
    {
      v: () => set({ as: modes[(modes.indexOf(mode) + 1) % modes.length] ?? null }),
      f: full.toggle,
      m: () => onPointed(acts.toggleMuted),
      e: () => onPointed(acts.explain),
      '*': () => onPointed(acts.toggleWatched),
      PageDown: () => setPage((now) => Math.min(pages.count - 1, now + 1)),
      PageUp: () => setPage((now) => Math.max(0, now - 1)),
    },
    [
      ['v', k.wallAs],
      ['f', k.full],
      ['*', k.watch],
      ['m', k.mute],
      ['e', k.explain],
      ['s', k.sortBy],
      ['PgUp PgDn', k.pages],
    ],
  )
  return (
    <div ref={root} className={styles['wall']} data-full={full.on || undefined} data-mode={mode}>
      <div className={styles['inner']}>
        <WallBar
          all={view.rows}
          shown={rows}
          about={view.about}
          mode={mode}
          sort={sort}
          verdict={verdict}
          filter={filter}
          only={only}
          page={page}
          pages={pages}
          full={full}
          picture={picture}
          onPage={setPage}
          onChange={set}
          onType={type}
          onLeave={settle}
        />
        <DataArea
          about={view.about}
          error={view.error}
          noun={t.noun}
          rows={view.rows.length}
          shown={rows.length}
          filter={filter || (verdict === null ? '' : en.lag.verdict[verdict as keyof typeof en.lag.verdict])}
          onClearFilter={() => set({ verdict: null, watched: null, members: null, filter: null })}
          empty={{ sentence: t.empty }}
          skeleton={mode === 'tiles' || mode === 'treemap' ? 'tiles' : 'table'}
          onRetry={readNow}
          onAction={onAction}
        >
          <Body
            mode={mode}
            at={at}
            rows={rows}
            page={page}
            acts={acts}
            selected={selected}
            onSelected={setSelected}
            onMenu={setMenu}
            onPages={onPages}
            onOpen={open}
            picture={picture}
          />
        </DataArea>
        {menu && <GroupMenu at={menu} acts={acts.of(menu.group)} onOpen={(how) => open(menu.group, how)} onClose={() => setMenu(null)} />}
      </div>
    </div>
  )
}

interface BodyProps {
  readonly at: CausesOf
  readonly mode: Mode
  readonly rows: readonly GroupRow[]
  readonly page: number
  readonly acts: GroupActs
  readonly selected: string | null
  onSelected(group: string | null): void
  onMenu(at: MenuAt): void
  onPages(pages: number, perPage: number): void
  onOpen(group: string, how: { readonly newTab: boolean }): void
  readonly picture: { readonly current: HTMLCanvasElement | null }
}

function Body({ at, mode, rows, page, acts, selected, onSelected, onMenu, onPages, onOpen, picture }: BodyProps) {
  switch (mode) {
    case 'tiles':
      return <Tiles at={at} rows={rows} page={page} shared={false} muted={acts.muted} onMenu={onMenu} onPages={onPages} onOpen={onOpen} />
    case 'treemap':
      return <Treemap rows={rows} onOpen={onOpen} picture={picture} />
    case 'table':
      return <WallTable rows={rows} onOpen={onOpen} acts={acts.of} selected={selected} onSelected={onSelected} />
    case 'strips':
      return <Strips rows={rows} onOpen={onOpen} picture={picture} />
  }
}
