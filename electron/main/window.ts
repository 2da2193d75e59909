import type { BrowserWindow, BrowserWindowConstructorOptions, Session, WebContents } from 'electron'
import { guardContents } from './guards.ts'
import type { Pages } from './ipc.ts'
import type { WindowPlace } from '../../shared/window-place.ts'

export const PAGE_URL = 'app://ui/'

/** Canvas colours of the two themes (renderer/ui/tokens.css), so that a window does not flash before its page is drawn. */
export const background = (dark: boolean): string => (dark ? '#0f1318' : '#f7f8fa')

/** Said in full, also where Electron's default is the same: a changed default must not open anything. */
export const windowOptions = (preload: string, session: Session, dark: boolean): BrowserWindowConstructorOptions => ({
  width: 1440,
  height: 900,
  minWidth: 1024,
  minHeight: 640,
  show: false,
  title: 'Samsa',
  autoHideMenuBar: true,
  backgroundColor: background(dark),
  webPreferences: Object.freeze({
    preload,
    session,
    sandbox: true,
    contextIsolation: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    enableBlinkFeatures: '',
    disableBlinkFeatures: '',
    plugins: false,
    safeDialogs: true,
  }),
})

export interface WindowNeeds {
  /** Electron's class, or a double that records. */
  readonly Window: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly preload: string
  readonly session: Session
  readonly dark: boolean
  readonly pages: Pages
  readonly packaged: boolean
  /** Where it stood last time. */
  readonly stood: WindowPlace | null
  /** 1 is 100 %. */
  readonly zoom: () => number
}

/** The only place where a window is made. */
export function createWindow({ Window, preload, session, dark, pages, packaged, stood, zoom }: WindowNeeds): BrowserWindow {
  const options = windowOptions(preload, session, dark)
  const place = stood && { x: stood.x, y: stood.y, width: stood.width, height: stood.height }
  const window = new Window({ ...options, ...place, webPreferences: { ...options.webPreferences, devTools: !packaged } })
  const contents = window.webContents
  guardContents(contents)
  connectPage(contents, pages)
  window.once('ready-to-show', () => {
    if (stood?.maximized) window.maximize()
    if (stood?.fullScreen) window.setFullScreen(true)
    contents.setZoomFactor(zoom())
    window.show()
  })
  void window.loadURL(PAGE_URL)
  return window
}

function connectPage(contents: WebContents, pages: Pages): void {
  pages.admit(contents)
  contents.on('did-navigate', () => pages.left(contents, 'replaced'))
  contents.on('render-process-gone', () => pages.left(contents, 'replaced'))
  contents.once('destroyed', () => pages.left(contents, 'gone'))
}
