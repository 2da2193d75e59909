import { useState } from 'react'
import { readViews, withView, type SavedWallView } from '../../state/wall-views.ts'
import { useKept } from '../../ui/kept.ts'

export interface SavedViewsState {
  readonly views: readonly SavedWallView[]
  save(view: SavedWallView): void
  remove(name: string): void
}

/** Views of the wall that the user gave a name, of one profile. */
export function useSavedViews(cluster: string): SavedViewsState {
  const kept = useKept()
  const key = `wall.views.${cluster}`
  const [views, setViews] = useState(() => readViews(kept, key))
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
