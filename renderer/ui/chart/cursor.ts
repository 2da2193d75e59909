import { createContext, use } from 'react'

/** One moment that all pictures of a screen point at, and the span that is being brushed. Outside React: a moving pointer draws canvases. */
export interface TimeCursor {
  get(): number | null
  set(at: number | null): void
  /** Both ends, in the order in which they were pointed at. */
  brush(): readonly [number, number] | null
  setBrush(ends: readonly [number, number] | null): void
  subscribe(changed: () => void): () => void
  /** Shows the span alone, in all pictures. */
  zoom(from: number, to: number): void
}

export function createTimeCursor(zoom: (from: number, to: number) => void = () => {}): TimeCursor {
  const listeners = new Set<() => void>()
  let at: number | null = null
  let brushed: readonly [number, number] | null = null
  const tell = (): void => listeners.forEach((listener) => listener())
  return {
    get: () => at,
    set(next) {
      if (next === at) return
      at = next
      tell()
    },
    brush: () => brushed,
    setBrush(next) {
      if (next === brushed) return
      brushed = next
      tell()
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    zoom,
  }
}

const alone = createTimeCursor()

export const TimeCursorContext = createContext<TimeCursor>(alone)
export const useTimeCursor = (): TimeCursor => use(TimeCursorContext)
