import type { Preferences } from '../state/preferences.ts'
import { readPreferences } from '../state/store.ts'

const media = (query: string): MediaQueryList | null => (typeof matchMedia === 'function' ? matchMedia(query) : null)
const dark = '(prefers-color-scheme: dark)'
/** What the system says of contrast; forced colours (Windows) are a contrast theme too. */
const contrast = ['(prefers-contrast: more)', '(forced-colors: active)'] as const

/** Sets what the tokens depend on. */
export function applyPreferences(preferences: Preferences): void {
  const { dataset } = document.documentElement
  const system = media(dark)?.matches === true ? 'dark' : 'light'
  dataset['theme'] = preferences.theme === 'system' ? system : preferences.theme
  // More than the system asks for may be chosen, never less.
  dataset['contrast'] = contrast.some((query) => media(query)?.matches) ? 'more' : preferences.contrast
  dataset['density'] = preferences.density
}

/** Before the first paint, from the page's own copy: called first thing, before anything is drawn. */
export const applyKeptPreferences = (): void => applyPreferences(readPreferences(localStorage))

/** Follows the system; the returned function stops. */
export function followSystem(preferences: Preferences): () => void {
  applyPreferences(preferences)
  const followed = [dark, ...contrast].map(media)
  const change = (): void => applyPreferences(preferences)
  for (const each of followed) each?.addEventListener('change', change)
  return () => {
    for (const each of followed) each?.removeEventListener('change', change)
  }
}
