import * as z from 'zod'
import { createStore, useStore, type StoreApi } from 'zustand'
import { Keymap, keymapSlice, type KeymapSlice } from './keymap.ts'
import { noticesSlice, type NoticesSlice } from './notices.ts'
import { Opened, openedSlice, withNewest, type OpenedSlice } from './opened.ts'
import { defaultPreferences, Preferences, preferencesSlice, type PreferencesSlice } from './preferences.ts'
import { Recent, visited, type RecentSlice } from './recent.ts'
import { readKept, writeKept, type KeptStorage } from './storage.ts'
import { KeptTabs, tabsSlice, type TabsSlice } from './tabs.ts'

export type AppState = TabsSlice & NoticesSlice & PreferencesSlice & KeymapSlice & RecentSlice & OpenedSlice
export type AppStore = StoreApi<AppState>

const keys = {
  tabs: 'samsa.tabs',
  preferences: 'samsa.preferences',
  rail: 'samsa.rail',
  keymap: 'samsa.keys',
  recent: 'samsa.recent',
  opened: 'samsa.opened',
} as const

export const readPreferences = (storage: KeptStorage): Preferences => readKept(storage, keys.preferences, Preferences, defaultPreferences)

/** The slices joined: where the user is, how it looks, what he is told. One a page. */
export function createAppStore(storage: KeptStorage): AppStore {
  const tabs = readKept(storage, keys.tabs, KeptTabs, {})
  const folded = readKept(storage, keys.rail, z.boolean(), false)
  const preferences = readPreferences(storage)
  const keymap = readKept(storage, keys.keymap, Keymap, {})
  const readOpened = (): readonly string[] => readKept(storage, keys.opened, Opened, [])
  const recent = readKept(storage, keys.recent, Recent, {})
  const store = createStore<AppState>()((...parts) => ({
    ...tabsSlice(tabs)(...parts),
    ...noticesSlice(...parts),
    ...keymapSlice(keymap)(...parts),
    ...preferencesSlice(preferences, folded)(...parts),
    ...openedSlice(readOpened())(...parts),
    recent,
  }))
  store.subscribe((now, before) => {
    if (now.byCluster !== before.byCluster) writeKept(storage, keys.tabs, now.byCluster)
    if (now.preferences !== before.preferences) writeKept(storage, keys.preferences, now.preferences)
    if (now.keymap !== before.keymap) writeKept(storage, keys.keymap, now.keymap)
    if (now.recent !== before.recent) writeKept(storage, keys.recent, now.recent)
    if (now.railFolded !== before.railFolded) writeKept(storage, keys.rail, now.railFolded)
    if (now.cluster !== null && now.cluster !== before.cluster) {
      // Another window may have opened others meanwhile.
      const opened = withNewest(readOpened(), now.cluster)
      writeKept(storage, keys.opened, opened)
      store.setState({ opened })
    }
  })
  store.subscribe((now) => {
    const next = visited(now.recent, now)
    if (next !== now.recent) store.setState({ recent: next })
  })
  return store
}

/** A part of the state; drawn again only when that part changed. */
export const useStoreState = <T>(store: AppStore, select: (state: AppState) => T): T => useStore(store, select)
