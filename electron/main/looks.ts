import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { Settings } from '../../shared/contract/settings.ts'

type Zoom = Settings['zoom']

/** What of the settings is drawn by the windows themselves and not by the page in them. */
export type Looks = Pick<Settings, 'theme' | 'zoom'>

type Host = Pick<SamsaHandlers['host'], 'settings' | 'saveSettings'>

export interface LooksOfWindows {
  now(): Looks
  /** One step larger or smaller; 0: as large as Samsa comes. It is a setting: all windows have the same. */
  zoom(by: -1 | 0 | 1): void
}

/** Calls `apply` now and whenever they are others. */
export function followLooks(host: Host, apply: (looks: Looks) => void): LooksOfWindows {
  const context = { signal: new AbortController().signal }
  const settings = host.settings({}, context)
  const now = (): Looks => {
    const [row] = settings.read().rows.values()
    return { theme: row?.settings.theme ?? 'system', zoom: row?.settings.zoom ?? '100' }
  }
  let applied: Looks | null = null
  const follow = (): void => {
    const next = now()
    if (applied?.theme === next.theme && applied.zoom === next.zoom) return
    applied = next
    apply(next)
  }
  settings.watch(follow, context.signal)
  follow()
  return {
    now,
    zoom(by) {
      // One that an administrator fixed stays; the settings say so.
      Promise.resolve(host.saveSettings({ zoom: nextZoom(now().zoom, by) }, context)).catch(() => undefined)
    },
  }
}

const steps = Settings.shape.zoom.options

export function nextZoom(zoom: Zoom, by: -1 | 0 | 1): Zoom {
  if (by === 0) return '100'
  return steps[steps.indexOf(zoom) + by] ?? zoom
}

/** As Electron counts it: 1 is 100 %. */
export const factorOf = (zoom: Zoom): number => Number(zoom) / 100
