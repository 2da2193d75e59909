import { useState } from 'react'
import { z } from 'zod'
import { useKept } from '../../ui/kept.ts'

/** What a view of the wall is made of: the parameters of its place. */
export const viewParts = ['as', 'order', 'reverse', 'verdict', 'watched', 'members', 'filter'] as const
export type WallChoice = Readonly<Partial<Record<(typeof viewParts)[number], string>>>

const SavedView = z.strictObject({
  name: z.string().min(1).max(80),
  choice: z.partialRecord(z.enum(viewParts), z.string().max(2_000)),
})
const SavedViews = z.array(SavedView).max(50)
export interface SavedWallView {
  readonly name: string
  readonly choice: WallChoice
}

export const choiceOf = (query: URLSearchParams): WallChoice =>
  Object.fromEntries(viewParts.flatMap((part) => (query.has(part) ? [[part, query.get(part) ?? '']] : [])))

/** For `setQuery`: what the view does not name is as it is without one. */
export const placeChange = (choice: WallChoice): Readonly<Record<string, string | null>> =>
  Object.fromEntries(viewParts.map((part) => [part, choice[part] ?? null]))

export const sameChoice = (a: WallChoice, b: WallChoice): boolean => viewParts.every((part) => a[part] === b[part])

/** One name, one view: saving under a name that is there replaces it. */
export const withView = (views: readonly SavedWallView[], view: SavedWallView): readonly SavedWallView[] =>
  [...views.filter(({ name }) => name !== view.name), view].toSorted((a, b) => a.name.localeCompare(b.name))

function readViews(text: string | null): readonly SavedWallView[] {
  if (text === null) return []
  try {
    const read = SavedViews.safeParse(JSON.parse(text))
    // The schema's optional parts are absent, never undefined, in what JSON holds.
    return read.success ? (read.data as readonly SavedWallView[]) : []
  } catch {
    return []
  }
}

export interface SavedViewsState {
  readonly views: readonly SavedWallView[]
  save(view: SavedWallView): void
  remove(name: string): void
}

/** Views of the wall that the user gave a name, of one profile. */
export function useSavedViews(cluster: string): SavedViewsState {
  const kept = useKept()
  const key = `wall.views.${cluster}`
  const [views, setViews] = useState(() => readViews(kept.getItem(key)))
  const keep = (next: readonly SavedWallView[]): void => {
    setViews(next)
    if (next.length === 0) kept.removeItem(key)
    else kept.setItem(key, JSON.stringify(next))
  }
  return {
    views,
    save: (view) => keep(withView(views, view)),
    remove: (name) => keep(views.filter((each) => each.name !== name)),
  }
}
