import { en } from '../text/en.ts'
import type { Keymap } from '../state/keymap.ts'

/** An action as far as its keys go. */
export interface Keyed {
  readonly id: string
  readonly title: string
  readonly keys?: string
  readonly alsoKeys?: readonly string[]
}

/** With the keys that the user chose: what a palette, a menu and the list of keys show is what works. */
export function remapped<A extends Keyed>(actions: readonly A[], keymap: Keymap): readonly A[] {
  return actions.map((action) => {
    const chosen = Object.hasOwn(keymap, action.id) ? keymap[action.id] : undefined
    if (chosen === undefined) return action
    const { keys: _keys, alsoKeys: _also, ...rest } = action
    // Without its keys it is the same action; both are optional.
    return (chosen === '' ? rest : { ...rest, keys: chosen }) as A
  })
}

/** Keys that lists, fields and layers have for themselves everywhere. */
const ofLists: ReadonlySet<string> = new Set([
  ...['j', 'k', ' ', 'Shift+ ', '.', '/', 'i', 'Enter', 'Mod+Enter', 'Escape', 'Tab', 'Shift+Tab', 'Home', 'End', 'PageUp', 'PageDown'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Mod+A', 'Mod+C', 'Mod+Shift+C', 'Mod+V', 'Mod+X', 'Mod+Z', 'Backspace', 'Delete'],
])

/** Keys that a browser does not hand to pages. */
const ofBrowser: ReadonlySet<string> = new Set([
  ...['Mod+W', 'Mod+T', 'Mod+N', 'Mod+Shift+T', 'Mod+Shift+N', 'Mod+O', 'Mod+Q', 'Ctrl+Tab', 'Ctrl+Shift+Tab'],
  ...Array.from({ length: 9 }, (_, n) => `Mod+${n + 1}`),
])

export type KeyConflict =
  /** Another action has these keys, or begins with them, or they begin with its. */
  | { readonly is: 'action'; readonly id: string; readonly title: string; readonly keys: string }
  | { readonly is: 'lists' }
  | { readonly is: 'browser' }

const clashes = (a: string, b: string): boolean => a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `)

/** Why `keys` cannot be those of `id`. `actions`: with the keys they have now. */
export function conflictOf(actions: readonly Keyed[], id: string, keys: string, host: 'desktop' | 'browser'): KeyConflict | null {
  const first = keys.split(' ')[0] ?? keys
  if (ofLists.has(keys) || ofLists.has(first)) return { is: 'lists' }
  if (host === 'browser' && ofBrowser.has(keys)) return { is: 'browser' }
  for (const other of actions) {
    if (other.id === id) continue
    const taken = [other.keys, ...(other.alsoKeys ?? [])].find((each) => each !== undefined && clashes(each, keys))
    if (taken !== undefined) return { is: 'action', id: other.id, title: other.title, keys: taken }
  }
  return null
}

export function conflictText(conflict: KeyConflict): string {
  const t = en.keyboard
  switch (conflict.is) {
    case 'action':
      return t.taken(conflict.title)
    case 'lists':
      return t.ofLists
    case 'browser':
      return t.ofBrowser
  }
}
