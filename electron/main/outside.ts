import type { OutsideRequest, OutsideRequests } from '../../shared/desktop-services.ts'

const MOST_WAITING = 20

/** Links and menu items until a page listens: a link that starts the app comes before there is one. */
export interface Outside extends OutsideRequests {
  tell(request: OutsideRequest): void
}

export function createOutside(): Outside {
  const listeners = new Set<(request: OutsideRequest) => void>()
  let waiting: OutsideRequest[] = []
  return {
    tell(request) {
      if (listeners.size === 0) waiting = [...waiting, request].slice(-MOST_WAITING)
      for (const listener of listeners) listener(request)
    },
    listen(act, signal) {
      listeners.add(act)
      signal.addEventListener('abort', () => listeners.delete(act), { once: true })
      const held = waiting
      waiting = []
      for (const request of held) act(request)
    },
  }
}
