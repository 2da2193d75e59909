import { createContext, use } from 'react'
import { useStoreState, type AppState, type AppStore } from '../state/store.ts'

export const StoreContext = createContext<AppStore | null>(null)

export function useAppStore(): AppStore {
  const store = use(StoreContext)
  if (store === null) throw new Error('There is no store above this component')
  return store
}

/** A part of the page's state; drawn again only when that part changed. */
export const useAppState = <T>(select: (state: AppState) => T): T => useStoreState(useAppStore(), select)
