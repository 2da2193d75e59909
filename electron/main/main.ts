import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from 'electron'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { PageManifest } from '../../shared/page.ts'
import { policyPlaces } from '../../shared/policy-places.ts'
import { printedInstead } from '../../shared/printed-instead.ts'
import type { CorePort } from '../../shared/rpc/port.ts'
import { beforeStart } from '../core/before-start.ts'
import { startCore, type Core } from '../core/start.ts'
import { readArguments, refusedSwitches, usage } from './arguments.ts'
import { askBySystem } from './ask.ts'
import { afterCoreCrash, watchCrashes } from './crashes.ts'
import { createDesktopServices } from './desktop-services.ts'
import { guardContents, guardSession } from './guards.ts'
import { startHost } from './host.ts'
import { linkIn, linkProblem, parseLink, wholePath } from '../../shared/links.ts'
import { createPages } from './ipc.ts'
import { factorOf, followLooks } from './looks.ts'
import { menuTemplate } from './menu.ts'
import { recordingIn, uploadFile } from './opened-files.ts'
import type { Presence } from './presence.ts'
import { openPresence } from './open-presence.ts'
import { createPageHandler, pageScheme } from './protocol.ts'
import { reportDefect, surviveRejections } from './report.ts'
import { saveOwnFiles } from './saved-files.ts'
import { startOf } from './start-of.ts'
import { background, createWindow } from './window.ts'
import { createWindows, type Windows } from './windows.ts'

/** The desktop host. What decides something is in the files beside this one; here it meets Electron. */

const dist = join(import.meta.dirname, '..')
const QUIT_MS = 3_000

surviveRejections((event, listener) => process.on(event, listener))
/** The log of the core, once there is one. */
let coreLog: Core['log'] | null = null
const showLogs = (): void => void shell.openPath(join(app.getPath('userData'), 'logs')).catch(() => undefined)
let crashed = false
process.on('uncaughtException', (error) => {
  reportDefect(error, 'uncaughtException')
  // One question is enough, and before Electron is ready there is nothing to ask with.
  if (crashed || !app.isReady()) return void (app.isReady() || app.exit(1))
  crashed = true
  const restart = (): void => {
    app.relaunch()
    app.exit(1)
  }
  void afterCoreCrash({ ask: askBySystem, showLogs, restart, quit: () => app.exit(1) }).catch(() => app.exit(1))
})
const instead = printedInstead(process.argv.slice(1), usage, import.meta.env.SAMSA_VERSION)
if (instead !== null) {
  process.stdout.write(`${instead}\n`)
  // At once: no lock, no folder, no window. `app.exit` would let the rest of this file run.
  process.exit(0)
}
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

/** Null until there is a core. What was asked for before waits. */
let windows: Windows | null = null
let core: SamsaHandlers | null = null
let presence: Presence | null = null
let early: (() => void)[] = []
const whenOpen = (act: () => void): void => void (windows ? act() : early.push(act))
/** One that leads nowhere says so on the page: nothing happening would look like a broken app. */
const openLink = (text: string | null): void => {
  if (text === null) return
  const link = parseLink(text)
  const why = linkProblem(text)
  if (link) whenOpen(() => windows?.goTo(wholePath(link)))
  else if (why) whenOpen(() => windows?.say({ is: 'link', why }))
}
/** A recording that the user opened in the system's file browser: taken in and asked for as when it is dropped on the page. */
const openFile = (file: string | null): void => {
  if (file === null) return
  whenOpen(() => {
    if (core)
      uploadFile(core, file).then(
        (upload) => windows?.goTo(`/?upload=${upload}`),
        (error: unknown) => reportDefect(error, 'open a file'),
      )
  })
}
openLink(linkIn(process.argv.slice(1)))
openFile(recordingIn(process.argv.slice(1), process.cwd()))
// macOS hands links and files over by these events, also the one that starts the app.
app.on('open-url', (event, url) => {
  event.preventDefault()
  openLink(url)
  windows?.focus()
})
app.on('open-file', (event, path) => {
  event.preventDefault()
  openFile(recordingIn([path], process.cwd()))
})

const { dataFolder, demoBootstrap } = readArguments(process.argv.slice(1))
if (dataFolder !== null) app.setPath('userData', dataFolder)
// Electron takes it before it is ready, and then no more.
if (beforeStart(app.getPath('userData'), policyPlaces(process.platform, process.env)).hardwareAcceleration === 'off')
  app.disableHardwareAcceleration()

void run().catch((error: unknown) => {
  reportDefect(error, 'start')
  // A person would wait for a window that never comes.
  if (shipped) dialog.showErrorBox('Samsa could not start', `Its data folder is ${app.getPath('userData')}; the logs are in it.`)
  app.exit(1)
})

async function run(): Promise<void> {
  const host = await startHost({
    claimInstance: () => app.requestSingleInstanceLock(),
    leave: () => app.exit(0),
    ready: () => app.whenReady(),
    openCore: async () => {
      const started = await startCore({
        desktop: createDesktopServices({
          platform: process.platform,
          packaged: app.isPackaged,
          safeStorage,
          clipboard,
          shell,
          dataFolder: app.getPath('userData'),
          notifications: { isSupported: () => Notification.isSupported(), create: (options) => new Notification(options) },
          focusWindow: () => windows?.focus(),
          powerMonitor,
          resolveProxy: (url) => app.resolveProxy(url),
        }),
        dataFolder: app.getPath('userData'),
        version: import.meta.env.SAMSA_VERSION,
        contract: import.meta.env.SAMSA_CONTRACT,
        releases: import.meta.env.SAMSA_RELEASES,
        sampleFile: join(dist, 'sample', 'incident.samsa'),
        workerFile: (name) => join(dist, 'workers', `${name}-entry.cjs`),
        policy: policyPlaces(process.platform, process.env),
        demo: demoBootstrap.length > 0,
      })
      coreLog = started.log
      return started
    },
    openWindow: (handlers, onPage) => void openWindows(handlers, onPage).catch((error: unknown) => reportDefect(error, 'window')),
    demoBootstrap,
    onDefect: reportDefect,
  })
  if (!host) return
  // Its arguments are whatever another program wrote there: a link or a recording in them is read, nothing else.
  app.on('second-instance', (_event, argv, folder) => {
    windows?.focus()
    openLink(linkIn(argv))
    openFile(recordingIn(argv.slice(1), folder))
  })
  // On macOS an app stays when its last window is closed.
  app.on('window-all-closed', () => {
    if (presence?.stays() !== true && process.platform !== 'darwin') app.quit()
  })
  app.on('activate', (_event, hasWindows) => {
    if (!hasWindows) void windows?.restore().catch((error: unknown) => reportDefect(error, 'window'))
  })
  app.on('before-quit', () => windows?.quitting())
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

async function openWindows(handlers: SamsaHandlers, onPage: (port: CorePort, own?: SamsaHandlers) => void): Promise<void> {
  const looks = followLooks(handlers.host, ({ theme, zoom }) => {
    // The window frame, and the page's `prefers-color-scheme`, follow the setting.
    nativeTheme.themeSource = theme
    for (const window of BrowserWindow.getAllWindows()) window.webContents.setZoomFactor(factorOf(zoom))
  })
  const menu = menuTemplate(process.platform, app.isPackaged, (id) => windows?.run(id), looks.zoom)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
  // In memory, because its name does not begin with `persist:`; nothing of the page's is kept.
  const pageSession = session.fromPartition('page', { cache: false })
  guardSession(pageSession, app.isPackaged)
  saveOwnFiles(pageSession, (page, became) => windows?.tell(page, became))
  const ui = join(dist, 'ui')
  const manifest = PageManifest.parse(JSON.parse(await readFile(join(ui, 'manifest.json'), 'utf8')))
  pageSession.protocol.handle(
    'app',
    createPageHandler(manifest, (file) => readFile(join(ui, file))),
  )
  const pages = createPages({
    ipc: ipcMain,
    // A page is served as its window; one without a window is none of ours.
    onPage: (port, contents) => {
      const own = opened.handlersOf(contents)
      if (own) onPage(port, own)
    },
    log: (line) => process.stderr.write(`${line}\n`),
  })
  const opened = createWindows({
    handlers,
    screens: () => screen.getAllDisplays().map(({ workArea }) => workArea),
    start: () => startOf(handlers),
    create: (stood) => {
      const window = createWindow({
        Window: BrowserWindow,
        preload: join(dist, 'preload', 'preload.cjs'),
        session: pageSession,
        dark: nativeTheme.shouldUseDarkColors,
        pages,
        packaged: app.isPackaged,
        stood,
        zoom: () => factorOf(looks.now().zoom),
      })
      watchCrashes(window, { ask: askBySystem, showLogs, log: (what, facts) => coreLog?.warn(what, { ...facts }) })
      return window
    },
    onDefect: (error) => reportDefect(error, 'window'),
  })
  nativeTheme.on('updated', () => {
    for (const window of BrowserWindow.getAllWindows()) window.setBackgroundColor(background(nativeTheme.shouldUseDarkColors))
  })
  await opened.restore()
  windows = opened
  presence = openPresence(handlers, opened)
  core = handlers
  for (const act of early) act()
  early = []
  for await (const { cluster, path } of handlers.alerts.opened({}, { signal: new AbortController().signal }))
    opened.goTo(wholePath({ profile: cluster, path }))
}
