import * as z from 'zod'
import type { StateCreator } from 'zustand'

/** How the page looks. The host keeps it; the page keeps a copy so that its first paint is right. */
export const Preferences = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  contrast: z.enum(['normal', 'more']),
  density: z.enum(['comfortable', 'compact']),
  time: z.enum(['local', 'utc']),
})
export type Preferences = z.infer<typeof Preferences>

export const defaultPreferences: Preferences = { theme: 'system', contrast: 'normal', density: 'comfortable', time: 'local' }

export interface PreferencesSlice {
  readonly preferences: Preferences
  /** The rail as icons only, where the window would have room for words. */
  readonly railFolded: boolean
  setPreferences(change: Partial<Preferences>): void
  foldRail(folded: boolean): void
}

export const preferencesSlice =
  (kept: Preferences, folded: boolean): StateCreator<PreferencesSlice> =>
  (set) => ({
    preferences: kept,
    railFolded: folded,
    setPreferences: (change) => set((state) => ({ preferences: { ...state.preferences, ...change } })),
    foldRail: (railFolded) => set({ railFolded }),
  })
