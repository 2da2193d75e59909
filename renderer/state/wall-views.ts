import * as z from 'zod'
import { readKept, type KeptStorage } from './storage.ts'

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

export const readViews = (storage: KeptStorage, key: string): readonly SavedWallView[] => readKept(storage, key, SavedViews, [])
