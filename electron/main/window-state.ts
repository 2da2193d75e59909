import { WindowPlace } from '../../shared/window-place.ts'

const SETTLED_MS = 400

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Null: nothing was kept, or no screen is left that would show a grip's worth of it. */
export function readStood(text: string | undefined, screens: readonly Area[]): WindowPlace | null {
  try {
    const found = WindowPlace.safeParse(JSON.parse(text ?? 'null'))
    return found.success && screens.some((screen) => shows(screen, found.data)) ? found.data : null
  } catch {
    return null
  }
}

/** At least 100 points of its title bar can be taken hold of. */
const shows = (screen: Area, { x, y, width }: WindowPlace): boolean =>
  Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x) >= 100 && y >= screen.y - 10 && y <= screen.y + screen.height - 40

const changing = ['resize', 'move', 'maximize', 'unmaximize', 'enter-full-screen', 'leave-full-screen'] as const

/** What is used of a window, so that a test hands in a double. */
export interface StandingWindow {
  getNormalBounds(): Area
  isMaximized(): boolean
  isFullScreen(): boolean
  isDestroyed(): boolean
  on(event: (typeof changing)[number] | 'close', listener: () => void): unknown
}

export const placeOf = (window: StandingWindow): WindowPlace => {
  const { x, y, width, height } = window.getNormalBounds()
  return {
    x,
    y,
    width,
    height,
    maximized: window.isMaximized(),
    fullScreen: window.isFullScreen(),
  }
}

/** Keeps where the window stands, a moment after it was moved: `kill -9` loses no more than that. */
export function keepStanding(window: StandingWindow, keep: (value: string) => void): void {
  let timer: NodeJS.Timeout | undefined
  const now = (): void => {
    clearTimeout(timer)
    if (!window.isDestroyed()) keep(JSON.stringify(placeOf(window)))
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(now, SETTLED_MS)
  }
  for (const event of changing) window.on(event, soon)
  window.on('close', now)
}
