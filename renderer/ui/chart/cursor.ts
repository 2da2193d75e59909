import { createContext, use } from 'react'

/** One moment that all pictures of a screen point at. Outside React: a moving pointer draws canvases, not components. */
export interface TimeCursor {
  get(): number | null
  set(at: number | null): void
  subscribe(changed: () => void): () => void
}

export function createTimeCursor(): TimeCursor {
  const listeners = new Set<() => void>()
  let at: number | null = null
  return {
    get: () => at,
    set(next) {
      if (next === at) return
      at = next
      for (const tell of listeners) tell()
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

const alone = createTimeCursor()

export const TimeCursorContext = createContext<TimeCursor>(alone)
export const useTimeCursor = (): TimeCursor => use(TimeCursorContext)
