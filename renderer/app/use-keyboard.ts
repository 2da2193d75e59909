import { useMemo } from 'react'
import type { Action, Keyboard } from './actions.ts'
import { conflictOf, conflictText, remapped } from './remapping.ts'
import { useAppState, useAppStore } from './store-context.ts'

type Bound = Action & { readonly alsoKeys?: readonly string[] }

/** Actions with the keys that the user chose, and what changes those. */
export function useRemapped<A extends Bound>(
  all: readonly A[],
  host: 'desktop' | 'browser',
): { readonly actions: readonly A[]; readonly keyboard: Keyboard } {
  const store = useAppStore()
  const keymap = useAppState((state) => state.keymap)
  return useMemo(() => {
    const actions = remapped(all, keymap)
    const ids = new Set(all.map(({ id }) => id))
    const { setKey, resetKeys } = store.getState()
    const keyboard: Keyboard = {
      actions: actions.map(({ id, title, keys }) => ({ id, title, ...(keys === undefined ? {} : { keys }) })),
      changed: new Set(Object.keys(keymap).filter((id) => ids.has(id))),
      sequences: new Set(actions.flatMap(({ keys }) => (keys?.includes(' ') ? [keys.split(' ')[0] ?? ''] : []))),
      conflict(id, keys) {
        const found = conflictOf(actions, id, keys, host)
        if (found === null) return null
        return { text: conflictText(found), ...(found.is === 'action' ? { from: { id: found.id, title: found.title } } : {}) }
      },
      set: setKey,
      reset: (id) => setKey(id, null),
      resetAll: resetKeys,
    }
    return { actions, keyboard }
  }, [all, keymap, host, store])
}
