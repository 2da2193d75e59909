import { useCallback, useMemo } from 'react'
import type { AccessRow } from '../../shared/contract/access.ts'
import { useClient } from '../host/api.tsx'
import { toAppError } from '../host/app-error.ts'
import type { Preferences } from '../state/preferences.ts'
import { errorText } from '../text/errors.ts'
import { useCopyText } from '../ui/clipboard.tsx'
import type { Action } from './actions.ts'
import { createGlobalActions } from './global-actions.ts'
import { useAppStore } from './store-context.ts'

/** What lies over the screen. */
export type Layer = 'none' | 'palette' | 'shortcuts' | 'glossary' | 'unlock' | 'time' | 'pin' | 'report'

export interface GlobalsNeeds {
  setLayer(layer: Layer): void
  /** Looks a word up in the glossary; empty: all of it. */
  onWord(term: string): void
  readonly latest: {
    readonly current: {
      readonly reading: { readonly paused: boolean } | null
      readonly access: AccessRow | null
      readonly isRecording: boolean
    }
  }
}

/** Actions that work on every screen, with what this page gives them. */
export function useGlobals({ setLayer, onWord, latest }: GlobalsNeeds): readonly Action[] {
  const client = useClient()
  const store = useAppStore()
  const copyText = useCopyText()
  const savePreferences = useCallback(
    (change: Partial<Preferences>) => {
      // At once on the screen; the host's answer makes it last.
      store.getState().setPreferences(change)
      client.host.saveSettings(change).catch((error: unknown) => {
        const text = errorText(toAppError(error, 'host.saveSettings'))
        store.getState().notify({ tone: 'bad', title: text.title, detail: text.cause })
      })
    },
    [client, store],
  )
  return useMemo(
    () =>
      createGlobalActions({
        client,
        store,
        openPalette: () => setLayer('palette'),
        openShortcuts: () => setLayer('shortcuts'),
        openGlossary: () => onWord(''),
        openUnlock: () => setLayer('unlock'),
        openReport: () => setLayer('report'),
        access: () => latest.current.access,
        isPaused: () => latest.current.reading?.paused ?? false,
        isRecording: () => latest.current.isRecording,
        copyText,
        savePreferences,
      }),
    [client, store, copyText, setLayer, onWord, latest, savePreferences],
  )
}
