/** Tells those who listen that something changed; what, they read themselves. */
export interface Changes {
  tell(): void
  /** Listens until `signal` aborts. */
  listen(changed: () => void, signal: AbortSignal): void
}

export function createChanges(): Changes {
  const listeners = new Set<() => void>()
  return {
    tell: () => {
      for (const changed of [...listeners]) changed()
    },
    listen(changed, signal) {
      if (signal.aborted) return
      // Not the function itself: the same one may be given twice.
      const listener = (): void => changed()
      listeners.add(listener)
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true })
    },
  }
}
