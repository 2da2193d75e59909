import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  clipboard,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from 'electron'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { PageManifest } from '../../shared/page.ts'
import { policyPlaces } from '../../shared/policy-places.ts'
import type { CorePort } from '../../shared/rpc/port.ts'
import { startCore } from '../core/start.ts'
import { readArguments, refusedSwitches } from './arguments.ts'
import { createDesktopServices } from './desktop-services.ts'
import { guardContents, guardSession } from './guards.ts'
import { startHost } from './host.ts'
import { linkIn, parseLink, type LinkedPlace } from '../../shared/links.ts'
import { createPages } from './ipc.ts'
import { menuTemplate } from './menu.ts'
import { createOutside } from './outside.ts'
import { createPageHandler, pageScheme } from './protocol.ts'
import { reportDefect, surviveRejections } from './report.ts'
import { background, createWindow } from './window.ts'
import { keepStanding, whereItStood } from './window-state.ts'

/** The desktop host. What decides something is in the files beside this one; here it meets Electron. */

const dist = join(import.meta.dirname, '..')
const QUIT_MS = 3_000

surviveRejections((event, listener) => process.on(event, listener))
/** A package as it is shipped; one that is made for tests lets itself be driven and run as root. */
const shipped = app.isPackaged && !import.meta.env.SAMSA_DRIVEN
const refused = shipped ? refusedSwitches(process.argv.slice(1)) : []
if (refused.length > 0) {
  process.stderr.write(`Samsa does not start with ${refused.join(', ')}: it would open the app to others on this computer.\n`)
  app.exit(2)
}
// It opens Node's inspector, which the fuses leave out: without a listener the system would end the app instead.
if (shipped) process.on('SIGUSR1', () => {})
// It would take `--no-sandbox` back, without which tests cannot run as root. A shipped app never gives the sandbox up.
if (shipped || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
protocol.registerSchemesAsPrivileged([pageScheme])
app.on('web-contents-created', (_event, contents) => guardContents(contents))

const outside = createOutside()
const openLink = (link: LinkedPlace | null): void => {
  if (link) outside.tell({ is: 'place', ...link })
}
openLink(linkIn(process.argv.slice(1)))
// macOS hands links over by this event, also the one that starts the app.
app.on('open-url', (event, url) => {
  event.preventDefault()
  openLink(parseLink(url))
  focusWindow()
})

const { dataFolder, demoBootstrap } = readArguments(process.argv.slice(1))
if (dataFolder !== null) app.setPath('userData', dataFolder)

void run().catch((error: unknown) => {
  reportDefect(error, 'start')
  app.exit(1)
})

async function run(): Promise<void> {
  const host = await startHost({
    claimInstance: () => app.requestSingleInstanceLock(),
    leave: () => app.exit(0),
    ready: () => app.whenReady(),
    openCore: () =>
      startCore({
        desktop: createDesktopServices({
          platform: process.platform,
          safeStorage,
          clipboard,
          shell,
          notifications: { isSupported: () => Notification.isSupported(), create: (options) => new Notification(options) },
          focusWindow,
          outside,
        }),
        dataFolder: app.getPath('userData'),
        version: import.meta.env.SAMSA_VERSION,
        contract: import.meta.env.SAMSA_CONTRACT,
        sampleFile: join(dist, 'sample', 'incident.samsa'),
        workerFile: (name) => join(dist, 'workers', `${name}-entry.cjs`),
        policy: policyPlaces(process.platform, process.env),
        demo: demoBootstrap.length > 0,
      }),
    openWindow: (handlers, onPage) => void openWindow(handlers, onPage).catch((error: unknown) => reportDefect(error, 'window')),
    demoBootstrap,
    onDefect: reportDefect,
  })
  if (!host) return
  // Its arguments are whatever another program wrote there: a link in them is read, nothing else.
  app.on('second-instance', (_event, argv) => {
    openLink(linkIn(argv))
    focusWindow()
  })
  app.on('window-all-closed', () => app.quit())
  let quitting = false
  app.on('will-quit', (event) => {
    if (quitting) return
    quitting = true
    event.preventDefault()
    const late = setTimeout(() => app.exit(1), QUIT_MS)
    void host.stop().then(
      () => {
        clearTimeout(late)
        app.exit(0)
      },
      (error: unknown) => {
        reportDefect(error, 'stop')
        app.exit(1)
      },
    )
  })
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

async function openWindow(handlers: SamsaHandlers, onPage: (port: CorePort) => void): Promise<void> {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged, (id) => outside.tell({ is: 'action', id }))),
  )
  followTheme(handlers)
  // In memory, because its name does not begin with `persist:`; nothing of the page's is kept.
  const pageSession = session.fromPartition('page', { cache: false })
  guardSession(pageSession, app.isPackaged)
  const ui = join(dist, 'ui')
  const manifest = PageManifest.parse(JSON.parse(await readFile(join(ui, 'manifest.json'), 'utf8')))
  pageSession.protocol.handle(
    'app',
    createPageHandler(manifest, (file) => readFile(join(ui, file))),
  )
  const pages = createPages({ ipc: ipcMain, onPage, log: (line) => process.stderr.write(`${line}\n`) })
  const window = createWindow({
    Window: BrowserWindow,
    preload: join(dist, 'preload', 'preload.cjs'),
    session: pageSession,
    dark: nativeTheme.shouldUseDarkColors,
    pages,
    packaged: app.isPackaged,
    stood: await whereItStood(
      handlers.host,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
  })
  keepStanding(window, handlers.host, (error) => reportDefect(error, 'window'))
  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(background(nativeTheme.shouldUseDarkColors))
  })
}

/** The window frame, and the page's `prefers-color-scheme`, follow the setting. */
function followTheme(handlers: SamsaHandlers): void {
  const { signal } = new AbortController()
  const settings = handlers.host.settings({}, { signal })
  const apply = (): void => {
    for (const row of settings.read().rows.values()) nativeTheme.themeSource = row.settings.theme
  }
  settings.watch(apply, signal)
  apply()
}
