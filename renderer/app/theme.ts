import type { Preferences } from '../state/preferences.ts'
import { readPreferences } from '../state/store.ts'

const darkSystem = (): MediaQueryList | null => (typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null)

/** Sets what the tokens depend on. */
export function applyPreferences(preferences: Preferences): void {
  const { dataset } = document.documentElement
  const system = darkSystem()?.matches === true ? 'dark' : 'light'
  dataset['theme'] = preferences.theme === 'system' ? system : preferences.theme
  dataset['contrast'] = preferences.contrast
  dataset['density'] = preferences.density
}

/** Before the first paint, from the page's own copy: called first thing, before anything is drawn. */
export const applyKeptPreferences = (): void => applyPreferences(readPreferences(localStorage))

/** Follows the system while the setting says so; the returned function stops. */
export function followSystem(preferences: Preferences): () => void {
  applyPreferences(preferences)
  const system = darkSystem()
  const change = (): void => applyPreferences(preferences)
  system?.addEventListener('change', change)
  return () => system?.removeEventListener('change', change)
}
