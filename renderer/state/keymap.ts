import * as z from 'zod'
import type { StateCreator } from 'zustand'

/** Keys that the user chose, by action; empty: the action has no key. What is not named has the keys that it came with. */
export const Keymap = z.record(z.string().max(100), z.string().max(40))
export type Keymap = Readonly<Record<string, string>>

export interface KeymapSlice {
  readonly keymap: Keymap
  /** Null: as it came. */
  setKey(action: string, keys: string | null): void
  resetKeys(): void
}

export const keymapSlice =
  (kept: Keymap): StateCreator<KeymapSlice> =>
  (set) => ({
    keymap: kept,
    setKey: (action, keys) =>
      set(({ keymap }) => {
        const others = Object.fromEntries(Object.entries(keymap).filter(([id]) => id !== action))
        return { keymap: keys === null ? others : { ...others, [action]: keys } }
      }),
    resetKeys: () => set({ keymap: {} }),
  })
