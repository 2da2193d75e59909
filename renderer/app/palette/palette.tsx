import { Fragment, useDeferredValue, useId, useMemo, useState } from 'react'
import { useView } from '../../host/hooks.ts'
import { currentPath, splitPath } from '../../state/tabs.ts'
import { en } from '../../text/en.ts'
import { VerdictGlyph } from '../../ui/chart/verdict-glyph.tsx'
import { cx } from '../../ui/cx.ts'
import { EnvBadge } from '../../ui/env.tsx'
import { count } from '../../ui/format/numbers.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import { Icon } from '../../ui/icons/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { withCommand } from '../../ui/keys.ts'
import { Overlay } from '../../ui/overlay.tsx'
import type { Action, ActionContext, Feature } from '../actions.ts'
import { useAppState } from '../store-context.ts'
import { questionEntries, timeEntries, TIME_SIGN } from './asked.ts'
import { actionEntries, boostOf, profileEntries, recentEntries, useThings, wordEntries, type Entry } from './entries.ts'
import { rank } from './rank.ts'
import styles from './palette.module.css'

const t = en.app
const LIMIT = 50
const RECENT = 5
const none = {}

export interface PaletteProps {
  readonly features: readonly Feature[]
  readonly actions: readonly Action[]
  readonly context: ActionContext
  onClose(): void
  /** A word of the glossary is looked up. */
  onWord(term: string): void
}

/** One field for everything that has a name. */
export function Palette({ features, actions, context, onClose, onWord }: PaletteProps) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(query)
  const { best, total, recent } = useFound({ features, actions, context, onWord }, asked)
  const current = Math.min(at, best.length - 1)
  const id = useId()
  const run = (entry: Entry | undefined, newTab: boolean): void => {
    if (!entry || entry.off !== undefined) return
    onClose()
    if ('path' in entry.does) context.app.open(entry.does.path, { newTab })
    else entry.does.action.run(context)
  }
  const move = (by: number): void => {
    const next = (current + by + best.length) % Math.max(1, best.length)
    setAt(next)
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <Overlay label={t.palette} onClose={onClose}>
      <div className={styles['field']}>
        <Icon name="search" size={16} />
        <input
          className={styles['input']}
          // The palette is its field.
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={best.length > 0 ? `${id}-${current}` : undefined}
          aria-label={t.palette}
          placeholder={t.search}
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value)
            setAt(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') move(1)
            else if (event.key === 'ArrowUp') move(-1)
            else if (event.key === 'Enter') run(best[current], withCommand(event))
            else if (event.key === 'Tab') {
              const title = best[current]?.title
              if (title !== undefined) setQuery(title)
            } else return
            event.preventDefault()
          }}
        />
        {asked !== '' && <span className={styles['count']}>{t.paletteMore(count(best.length), count(total))}</span>}
        <Kbd keys="Esc" />
      </div>
      <ul id={id} role="listbox" aria-label={t.palette} className={styles['list']}>
        {best.map((entry, place) => (
          <Fragment key={entry.id}>
            {recent > 0 && (place === 0 || place === recent) && (
              <li role="presentation" className={styles['caption']}>
                {place === 0 ? t.paletteRecent : t.paletteOthers}
              </li>
            )}
            <Line
              id={`${id}-${place}`}
              entry={entry}
              on={place === current}
              onPoint={() => setAt(place)}
              onRun={(newTab) => run(entry, newTab)}
            />
          </Fragment>
        ))}
        {best.length === 0 && <li className={styles['nothing']}>{t.paletteNothing(asked)}</li>}
      </ul>
      <p className={styles['signs']}>
        {t.paletteSigns.map(({ sign, words }) => (
          <span key={sign}>
            <Kbd keys={sign} /> {words}
          </span>
        ))}
      </p>
    </Overlay>
  )
}

interface Found {
  readonly best: readonly Entry[]
  readonly total: number
  /** How many of the first were used not long ago: nothing is asked for yet. */
  readonly recent: number
}

function useFound({ features, actions, context, onWord }: Omit<PaletteProps, 'onClose'>, query: string): Found {
  const { profile } = context
  const cards = useView('profiles', 'list', none).rows
  const things = useThings(features, profile?.id ?? null)
  const own = useMemo(
    () => [...actionEntries(actions, context, t.paletteKinds), ...profileEntries(cards, t.paletteKinds.cluster)],
    [actions, context, cards],
  )
  const words = useMemo(() => wordEntries(onWord), [onWord])
  const all = useMemo(() => [...own, ...things, ...words], [own, things, words])
  const visits = useVisits()
  const moment = useMoment(profile?.id ?? null)
  return useMemo(() => {
    if (query === '') {
      const recent = recentEntries(things, visits, RECENT)
      const others = things.slice(0, LIMIT + RECENT).filter((entry) => !recent.includes(entry))
      return { best: [...recent, ...own, ...others].slice(0, LIMIT), total: all.length, recent: recent.length }
    }
    const asked = [...(moment ? timeEntries(query, moment) : []), ...questionEntries(query, things)]
    const sign = query.charAt(0)
    if (sign === TIME_SIGN) return { best: asked, total: asked.length, recent: 0 }
    const limited = all.some((entry) => entry.prefix === sign)
    const among = limited ? all.filter((entry) => entry.prefix === sign) : all
    const { best, total } = rank(among, limited ? query.slice(1) : query, LIMIT, boostOf(visits))
    return { best: [...asked, ...best].slice(0, LIMIT), total: total + asked.length, recent: 0 }
  }, [all, own, things, query, visits, moment])
}

const nowhere: readonly string[] = []

function useVisits(): readonly string[] {
  return useAppState((state) => (state.cluster === null ? nowhere : (state.recent[state.cluster] ?? nowhere)))
}

/** What a typed time is measured by; null: beside the launcher. Times of day move on while the palette is open: to the minute is enough. */
function useMoment(cluster: string | null) {
  const row = useView('history', 'recorder', cluster === null ? null : { cluster }).rows[0]
  const path = useAppState((state) => splitPath(currentPath(state)).path)
  const zone = useZone()
  const now = Math.floor(useNow() / 60_000) * 60_000 + 59_999
  const first = row?.first ?? null
  const last = row?.last ?? null
  return useMemo(
    () => (cluster === null ? null : { path, zone, now, reach: first === null || last === null ? null : { first, last } }),
    [cluster, path, zone, now, first, last],
  )
}

interface LineProps {
  readonly id: string
  readonly entry: Entry
  readonly on: boolean
  onPoint(): void
  onRun(newTab: boolean): void
}

function Line({ id, entry, on, onPoint, onRun }: LineProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={on}
      aria-disabled={entry.off !== undefined || undefined}
      className={cx(styles['line'], on && styles['on'], entry.off !== undefined && styles['off'])}
      onPointerMove={onPoint}
      onClick={(event) => onRun(event.ctrlKey || event.metaKey)}
    >
      <span className={styles['icon']}>
        {entry.verdict ? <VerdictGlyph verdict={entry.verdict} size={16} /> : entry.icon && <Icon name={entry.icon} size={15} />}
      </span>
      <span className={styles['title']}>{entry.title}</span>
      {entry.environment && <EnvBadge environment={entry.environment} />}
      <span className={styles['note']}>{entry.off ?? entry.note}</span>
      <span className={styles['kind']}>{entry.kind}</span>
      {entry.keys !== undefined && <Kbd keys={entry.keys} />}
    </li>
  )
}
