import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { followStanding, type ClusterStanding } from './standing.ts'
import { createTray, type TrayIcon } from './tray.ts'
import type { Sign } from './sign-image.ts'

export interface PresenceNeeds {
  readonly handlers: SamsaHandlers
  /** How many alerts stand, at the app's icon. */
  readonly badge: (alerts: number) => void
  readonly createTrayIcon: (sign: Sign) => TrayIcon
  readonly setOpenAtLogin: (open: boolean) => void
  /** A cluster's window, or (null) Samsa as it was left. */
  readonly open: (cluster: string | null) => void
  readonly notify: (title: string, body: string) => void
  readonly quit: () => void
  readonly after: (ms: number, act: () => void) => () => void
  readonly onDefect: (error: unknown) => void
  readonly signal: AbortSignal
}

/** What there is of Samsa outside of its windows: the count at its icon, the tray, and whether it is there from login on. */
export interface Presence {
  /** The last window was closed: whether Samsa stays, in the tray. The first time it says so. */
  stays(): boolean
}

/** Told once: from then on it is known what closing the window does. */
const TOLD_KEY = 'tray.told'
const HOUR_S = 3_600

export function createPresence(needs: PresenceNeeds): Presence {
  const { handlers, signal } = needs
  const unasked = (act: Promise<unknown> | unknown): void => void Promise.resolve(act).catch(needs.onDefect)
  const mute = (ids: readonly string[]): void => {
    for (const cluster of ids) unasked(handlers.alerts.mute({ cluster, group: '', forSeconds: HOUR_S }, { signal }))
  }
  const tray = createTray({ create: needs.createTrayIcon, open: needs.open, mute, quit: needs.quit })
  let clusters: readonly ClusterStanding[] = []
  let badged = -1
  const look = followStanding({
    handlers,
    verdicts: tray.isShown,
    after: needs.after,
    tell(next) {
      clusters = next
      const alerts = next.reduce((sum, each) => sum + each.alerts, 0)
      if (alerts !== badged) needs.badge(alerts)
      badged = alerts
      tray.tell(next)
    },
    signal,
  })
  followSettings(needs, (shown) => {
    const before = tray.isShown()
    tray.show(shown)
    if (shown && !before) look()
  })
  signal.addEventListener('abort', () => tray.show(false), { once: true })

  const tellOnce = async (): Promise<void> => {
    const { entries } = await handlers.host.kept({}, { signal })
    if (entries.some(({ key }) => key === TOLD_KEY)) return
    await handlers.host.keep({ key: TOLD_KEY, value: 'yes' }, { signal })
    const n = clusters.length
    needs.notify(
      n === 0
        ? 'Samsa is still in the tray'
        : n === 1
          ? 'Still watching 1 cluster in the tray'
          : `Still watching ${n} clusters in the tray`,
      'Quit it from there. Whether it stays is a setting: Settings, Desktop.',
    )
  }
  return {
    stays() {
      if (!tray.isShown()) return false
      unasked(tellOnce())
      return true
    },
  }
}

function followSettings({ handlers, setOpenAtLogin, signal }: PresenceNeeds, showTray: (shown: boolean) => void): void {
  const settings = handlers.host.settings({}, { signal })
  let atLogin: string | null = null
  const apply = (): void => {
    for (const { settings: now } of settings.read().rows.values()) {
      showTray(now.tray === 'yes')
      // Not at the start: who took it out in the system's own settings meant it.
      if (atLogin !== null && atLogin !== now.openAtLogin) setOpenAtLogin(now.openAtLogin === 'yes')
      atLogin = now.openAtLogin
    }
  }
  settings.watch(apply, signal)
  apply()
}
