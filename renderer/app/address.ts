import { currentPath, type TabsSlice } from '../state/tabs.ts'
import type { AppStore } from '../state/store.ts'

/** The address bar follows the active tab: `#/c/<profile>/groups/billing`. The fragment never reaches a server. */
const pathInAddress = (): string | null => (location.hash.startsWith('#/') ? location.hash.slice(1) : null)

const bare = (path: string): string => path.split('?')[0] ?? ''
const tabOf = (state: TabsSlice): string | undefined => (state.cluster === null ? undefined : state.byCluster[state.cluster]?.active)

/**
 * Goes where the address says, before anything is drawn. `before`: where the user was when the last page ended without notice; an address
 * that says something goes before it.
 */
export function goToAddress(store: AppStore, before: string | null): void {
  const first = pathInAddress() ?? before
  if (first !== null) store.getState().go(first)
}

/** Keeps address and place the same; Back and Forward are the browser's own. */
export function followAddress(store: AppStore): () => void {
  let placed = currentPath(store.getState())
  history.replaceState({ tab: tabOf(store.getState()) }, '', `#${placed}`)

  const stop = store.subscribe((state) => {
    const path = currentPath(state)
    // An address that was just changed is told a moment later: whatever else changes until then must not take it back.
    if (path === placed) return
    placed = path
    if (path === pathInAddress()) return
    // Parameters (a filter, a sort) change the place, they are no step of their own.
    const samePlace = bare(path) === bare(pathInAddress() ?? '')
    history[samePlace ? 'replaceState' : 'pushState']({ tab: tabOf(state) }, '', `#${path}`)
  })
  const onPop = (event: PopStateEvent): void => {
    const path = pathInAddress()
    if (path === null || path === currentPath(store.getState())) return
    // The state is our own; another page's would have no such field.
    const tab = (event.state as { readonly tab?: string } | null)?.tab
    store.getState().go(path, tab === undefined ? {} : { tab })
  }
  window.addEventListener('popstate', onPop)
  return () => {
    stop()
    window.removeEventListener('popstate', onPop)
  }
}
