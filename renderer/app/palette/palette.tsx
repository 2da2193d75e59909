import { useDeferredValue, useId, useMemo, useState } from 'react'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { cx } from '../../ui/cx.ts'
import { EnvBadge } from '../../ui/env.tsx'
import { count } from '../../ui/format/numbers.ts'
import { Icon } from '../../ui/icons/icon.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { withCommand } from '../../ui/keys.ts'
import { Overlay } from '../../ui/overlay.tsx'
import type { Action, ActionContext, Feature } from '../actions.ts'
import { actionEntries, profileEntries, useThings, type Entry } from './entries.ts'
import { rank } from './rank.ts'
import styles from './palette.module.css'

const t = en.app
const LIMIT = 50
const none = {}

export interface PaletteProps {
  readonly features: readonly Feature[]
  readonly actions: readonly Action[]
  readonly context: ActionContext
  onClose(): void
}

/** One field for everything that has a name. */
export function Palette({ features, actions, context, onClose }: PaletteProps) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const asked = useDeferredValue(query)
  const { best, total } = useFound(features, actions, context, asked)
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
          <Line
            key={entry.id}
            id={`${id}-${place}`}
            entry={entry}
            on={place === current}
            onPoint={() => setAt(place)}
            onRun={(newTab) => run(entry, newTab)}
          />
        ))}
        {best.length === 0 && <li className={styles['nothing']}>{t.paletteNothing(asked)}</li>}
      </ul>
    </Overlay>
  )
}

const kinds = { action: 'action', screen: 'screen' }

function useFound(features: readonly Feature[], actions: readonly Action[], context: ActionContext, query: string) {
  const { profile } = context
  const cards = useView('profiles', 'list', none).rows
  const things = useThings(features, profile?.id ?? null)
  const own = useMemo(() => [...actionEntries(actions, context, kinds), ...profileEntries(cards, 'cluster')], [actions, context, cards])
  const all = useMemo(() => [...own, ...things], [own, things])
  return useMemo(() => {
    const sign = query.charAt(0)
    const limited = sign !== '' && all.some((entry) => entry.prefix === sign)
    const among = limited ? all.filter((entry) => entry.prefix === sign) : all
    return rank(among, limited ? query.slice(1) : query, LIMIT)
  }, [all, query])
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
      <span className={styles['icon']}>{entry.icon && <Icon name={entry.icon} size={15} />}</span>
      <span className={styles['title']}>{entry.title}</span>
      {entry.environment && <EnvBadge environment={entry.environment} />}
      <span className={styles['note']}>{entry.off ?? entry.note}</span>
      <span className={styles['kind']}>{entry.kind}</span>
      {entry.keys !== undefined && <Kbd keys={entry.keys} />}
    </li>
  )
}
