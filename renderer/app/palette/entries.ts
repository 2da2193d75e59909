import { useRef } from 'react'
import type { ProfileCard } from '../../../shared/contract/profiles.ts'
import { signOf, type Judged } from '../../../shared/domain/verdict/rank.ts'
import { en } from '../../text/en.ts'
import { terms } from '../../text/glossary.ts'
import type { IconName } from '../../ui/icons/shapes.tsx'
import { inCluster, type Action, type ActionContext, type Feature, type PaletteItem } from '../actions.ts'
import type { Rankable } from './rank.ts'

/** A line of the palette. */
export interface Entry extends Rankable {
  readonly id: string
  readonly kind: string
  readonly icon?: IconName
  readonly note?: string
  readonly verdict?: Judged
  readonly keys?: string
  readonly environment?: ProfileCard['environment']
  /** Why it cannot be done now. */
  readonly off?: string
  /** One letter that limits the search to its kind. */
  readonly prefix: string
  readonly does: { readonly path: string } | { readonly action: Action }
}

const ACTION_PREFIX = '>'
const PROFILE_WEIGHT = 60
const ACTION_WEIGHT = 40
const THING_WEIGHT = 0
const WORD_WEIGHT = -30

const isPlace = ({ id }: Action): boolean => id.startsWith('go-')

/** Places first, as the field says; then what can be done. */
export const actionEntries = (
  actions: readonly Action[],
  context: ActionContext,
  kinds: { readonly action: string; readonly screen: string },
): readonly Entry[] =>
  // It is open already.
  [...actions.filter(isPlace), ...actions.filter((action) => !isPlace(action) && action.id !== 'palette')].map((action) => {
    const may = action.when(context)
    return {
      id: `action ${action.id}`,
      title: action.title,
      lower: action.title.toLowerCase(),
      weight: ACTION_WEIGHT,
      kind: isPlace(action) ? kinds.screen : kinds.action,
      prefix: ACTION_PREFIX,
      does: { action },
      ...(action.icon === undefined ? {} : { icon: action.icon }),
      ...(action.keys === undefined ? {} : { keys: action.keys }),
      ...(may === true ? {} : { off: may }),
    }
  })

export const profileEntries = (cards: readonly ProfileCard[], kind: string): readonly Entry[] =>
  cards.map((card) => ({
    id: `profile ${card.id}`,
    title: card.name,
    lower: card.name.toLowerCase(),
    weight: PROFILE_WEIGHT,
    kind,
    icon: 'clusters',
    environment: card.environment,
    prefix: '',
    does: { path: inCluster(card.id) },
  }))

/** Words of the glossary. They are offered where one is looked for, and stand behind things of the same name. */
export const wordEntries = (onWord: (term: string) => void): readonly Entry[] =>
  terms.map(({ term, also = [] }) => ({
    id: `word ${term}`,
    title: term,
    lower: [term, ...also].join(' ').toLowerCase(),
    weight: WORD_WEIGHT,
    kind: en.glossary.kind,
    icon: 'guide',
    prefix: '?',
    does: { action: { id: `word-${term}`, title: term, when: () => true, run: () => onWord(term) } },
    ...(also.length === 0 ? {} : { note: also.join(', ') }),
  }))

const itemEntry = (feature: Feature, kind: string, prefix: string, item: PaletteItem): Entry => ({
  id: item.id,
  title: item.title,
  lower: item.title.toLowerCase(),
  weight: THING_WEIGHT,
  kind,
  icon: feature.icon,
  prefix,
  does: { path: item.path },
  ...(item.note === undefined ? {} : { note: item.note }),
  ...(item.verdict ? { verdict: item.verdict } : {}),
})

/** The things of all features. The list of features never changes, so neither does the order of these hooks. */
export function useThings(features: readonly Feature[], cluster: string | null): readonly Entry[] {
  const lists = features.map((feature) => feature.palette?.useItems(cluster))
  const last = useRef<{ readonly lists: typeof lists; readonly things: readonly Entry[] } | null>(null)
  // Each list is the same array while nothing in it changed.
  if (last.current === null || lists.some((list, at) => list !== last.current?.lists[at])) {
    last.current = { lists, things: features.flatMap((feature, at) => entriesOf(feature, lists[at] ?? [])) }
  }
  return last.current.things
}

function entriesOf(feature: Feature, items: readonly PaletteItem[]): readonly Entry[] {
  const { palette } = feature
  return palette ? items.map((item) => itemEntry(feature, palette.kind, palette.prefix, item)) : []
}

const GRAVE: Readonly<Record<string, number>> = { critical: 12, bad: 8, watch: 3 }
const RECENT = 40

/** What puts a thing before others that match as well: that it was looked at not long ago, and how bad it is. */
export const boostOf =
  (recent: readonly string[]): ((entry: Entry) => number) =>
  ({ does, verdict }) => {
    const place = 'path' in does ? recent.indexOf(does.path) : -1
    return (place < 0 ? 0 : RECENT - place) + (verdict ? (GRAVE[signOf(verdict).class] ?? 0) : 0)
  }

/** Where the user was, the last first, without the place that is on the screen. */
export function recentEntries(things: readonly Entry[], recent: readonly string[], most: number): readonly Entry[] {
  const byPath = new Map(things.flatMap((entry) => ('path' in entry.does ? [[entry.does.path, entry] as const] : [])))
  return recent
    .slice(1)
    .flatMap((path) => byPath.get(path) ?? [])
    .slice(0, most)
}
