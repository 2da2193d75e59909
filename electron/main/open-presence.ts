import { app, BrowserWindow, Menu, nativeImage, Notification, Tray } from 'electron'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { wholePath } from '../../shared/links.ts'
import { createPresence, type Presence } from './presence.ts'
import { reportDefect } from './report.ts'
import { SIDE, signBitmap, type Sign } from './sign-image.ts'
import type { TrayIcon } from './tray.ts'
import type { Windows } from './windows.ts'

/** Presence with Electron's own tray, badge and login items. No decisions. */
export function openPresence(handlers: SamsaHandlers, windows: Windows): Presence {
  const defect = (error: unknown): void => reportDefect(error, 'presence')
  const isOpen = (): boolean => BrowserWindow.getAllWindows().length > 0
  return createPresence({
    handlers,
    badge,
    createTrayIcon,
    setOpenAtLogin: (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
    open(cluster) {
      if (cluster !== null) windows.goTo(wholePath({ profile: cluster, path: '' }))
      else if (isOpen()) windows.focus()
      else windows.restore().catch(defect)
    },
    notify: (title, body) => {
      if (Notification.isSupported()) new Notification({ title, body }).show()
    },
    quit: () => app.quit(),
    after(ms, act) {
      const timer = setTimeout(act, ms)
      return () => clearTimeout(timer)
    },
    onDefect: defect,
    signal: new AbortController().signal,
  })
}

const imageOf = (sign: Sign) => nativeImage.createFromBitmap(signBitmap(sign), { width: SIDE, height: SIDE, scaleFactor: 2 })

/** Windows has no counts at icons: there a sign lies over it, with the count for screen readers. */
function badge(alerts: number): void {
  if (process.platform !== 'win32') return void app.setBadgeCount(alerts)
  const sign = alerts === 0 ? null : imageOf({ letter: '!', shape: 'triangle', colour: 'bad' })
  for (const window of BrowserWindow.getAllWindows()) window.setOverlayIcon(sign, alerts === 1 ? '1 alert' : `${alerts} alerts`)
}

function createTrayIcon(sign: Sign): TrayIcon {
  const tray = new Tray(imageOf(sign))
  return {
    setImage: (next) => tray.setImage(imageOf(next)),
    setToolTip: (text) => tray.setToolTip(text),
    setMenu: (items) => tray.setContextMenu(Menu.buildFromTemplate([...items])),
    destroy: () => tray.destroy(),
  }
}
