import { createContext, use, useEffect, useRef } from 'react'

/** What the user chose, kept over restarts by whoever draws the page. */
export interface Kept {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** Nothing outlives the page: where there is no app around a part, or no host that keeps anything. */
export function forThisPage(): Kept {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  }
}

export const KeptContext = createContext<Kept>(forThisPage())

export const useKept = (): Kept => use(KeptContext)

/** How long typing pauses before it is kept. */
const SETTLED_MS = 300

/**
 * Keeps what is being written while it differs from `first`, so that a form survives a crash, and forgets it when it is done with.
 *
 * @param text what to keep; null while there is nothing to lose
 */
export function useKeepDraft(key: string, text: string | null): { forget(): void } {
  const kept = useKept()
  const waiting = useRef<{ readonly text: string; readonly timer: ReturnType<typeof setTimeout> } | null>(null)
  useEffect(() => {
    waiting.current = null
    if (text === null) return kept.removeItem(key)
    const timer = setTimeout(() => {
      waiting.current = null
      kept.setItem(key, text)
    }, SETTLED_MS)
    waiting.current = { text, timer }
    return () => clearTimeout(timer)
  }, [kept, key, text])
  // One that leaves the screen with its tab comes back with it.
  useEffect(
    () => () => {
      if (waiting.current !== null) kept.setItem(key, waiting.current.text)
    },
    [kept, key],
  )
  return {
    forget() {
      clearTimeout(waiting.current?.timer)
      waiting.current = null
      kept.removeItem(key)
    },
  }
}
