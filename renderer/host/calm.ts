import type { Frame } from './view-store.ts'

/** After the last movement of a wheel or key: shorter than a look at what was moved to. */
const PAUSE_MS = 150
/** However long the user goes on, rows are not older than this. */
const LONGEST_MS = 1_000

/** When the user last scrolled or pressed a key, on the page's own clock. */
export interface Movement {
  last(): number
}

/** Listens to a whole page; nothing here reads its layout. */
export function watchMovement(page: Document): Movement {
  let last = -Infinity
  const moved = (): void => {
    last = performance.now()
  }
  for (const kind of ['wheel', 'scroll', 'keydown', 'touchmove'] as const) {
    page.addEventListener(kind, moved, { capture: true, passive: true })
  }
  return { last: () => last }
}

/**
 * Frames that keep new figures back while the user scrolls or types: drawing a list again between two steps of his would delay the second.
 * What is not shown yet at all is not kept back.
 */
export function calmFrame(frame: Frame, movement: Movement): Frame {
  return (act, fresh) => {
    const since = performance.now()
    const look = (): void => {
      const now = performance.now()
      const wait = Math.min(movement.last() + PAUSE_MS, since + LONGEST_MS) - now
      if (wait > 0 && fresh !== true) setTimeout(look, wait)
      else frame(act)
    }
    look()
  }
}
