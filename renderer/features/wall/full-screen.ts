import { useCallback, useEffect, useState, type Dispatch, type RefObject, type SetStateAction } from 'react'

export interface FullScreen {
  readonly on: boolean
  toggle(): void
}

/** The wall alone on the screen: everything around it goes. */
export function useFullScreen(root: RefObject<HTMLElement | null>): FullScreen {
  const [on, setOn] = useState(false)
  useEffect(() => {
    const changed = (): void => setOn(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [])
  const toggle = useCallback(() => {
    // Refused where nobody pressed anything; then the page stays as it is.
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => {})
    else void root.current?.requestFullscreen().catch(() => {})
  }, [root])
  return { on, toggle }
}

const PAGE_MS = 20_000

/** Page after page, where nobody turns them. */
export function useRotation(on: boolean, pages: number, setPage: Dispatch<SetStateAction<number>>): void {
  useEffect(() => {
    if (!on || pages < 2) return
    const timer = setInterval(() => setPage((now) => (now + 1) % pages), PAGE_MS)
    return () => clearInterval(timer)
  }, [on, pages, setPage])
}
