import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { WindowPlace } from '../../shared/window-place.ts'

/** Kept by the core, like all that is kept. */
const WINDOW_KEY = 'desktop.window'
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

/** What is used of a window, so that a test hands in a double. */
export interface StandingWindow {
  getNormalBounds(): Area
  isMaximized(): boolean
  isDestroyed(): boolean
  readonly webContents: { getZoomLevel(): number }
  on(event: 'resize' | 'move' | 'maximize' | 'unmaximize' | 'close', listener: () => void): unknown
}

type Keeping = Pick<SamsaHandlers['host'], 'keep' | 'kept'>

export async function whereItStood(host: Keeping, screens: readonly Area[]): Promise<WindowPlace | null> {
  const { entries } = await host.kept({}, { signal: new AbortController().signal })
  return readStood(entries.find(({ key }) => key === WINDOW_KEY)?.value, screens)
}

/** Keeps where the window stands, a moment after it was moved: `kill -9` loses no more than that. */
export function keepStanding(window: StandingWindow, host: Keeping, onDefect: (error: unknown) => void): void {
  let timer: NodeJS.Timeout | undefined
  const keep = (): void => {
    clearTimeout(timer)
    if (window.isDestroyed()) return
    const { x, y, width, height } = window.getNormalBounds()
    const stood: WindowPlace = { x, y, width, height, maximized: window.isMaximized(), zoom: window.webContents.getZoomLevel() }
    const asked = host.keep({ key: WINDOW_KEY, value: JSON.stringify(stood) }, { signal: new AbortController().signal })
    Promise.resolve(asked).catch(onDefect)
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(keep, SETTLED_MS)
  }
  for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const) window.on(event, soon)
  window.on('close', keep)
}
