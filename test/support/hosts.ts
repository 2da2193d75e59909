import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test as base, _electron, type Browser, type ElectronApplication, type Page } from '@playwright/test'
import { findElectron, isRoot, root } from '../../build/machine.ts'
import { packagedApp, unpackedArchive } from './packages.ts'
import { createDemoWorld } from '../emulators/kafka/demo-world.ts'
import { createKafkaEmulator, type EmulatorOptions, type KafkaEmulator } from '../emulators/kafka/emulator.ts'

/** Which program shows the page; set per project in build/playwright.config.ts. */
export interface HostOptions {
  readonly host: 'browser' | 'desktop' | 'package' | 'archive'
}

interface HostFixtures {
  /** A new, empty data folder; removed afterwards. */
  readonly dataFolder: string
  /** Further arguments for the host. */
  readonly hostArguments: readonly string[]
  /** What the page complained about: uncaught errors and breaches of its content policy. The test fails on any. */
  readonly complaints: string[]
  /** Starts an emulated cluster, which ends with the test. */
  readonly emulate: (options: EmulatorOptions) => Promise<KafkaEmulator>
  /** The emulated demo cluster: four brokers, topics that grow, groups of different health. */
  readonly demo: KafkaEmulator
  /** Starts the app on this test's data folder, as often as is wanted; each is ended by whoever started it. */
  readonly launch: () => Promise<StartedHost>
  /** The app's first page, on whichever host the project names, with nothing in its data folder. */
  readonly app: Page
}

export interface StartedHost {
  readonly page: Page
  /** The host's process, where it is one of our own. */
  readonly child: ChildProcess | null
  /** The desktop app itself: its windows, and what the system does to it. */
  readonly electron?: ElectronApplication
  /** Ends the host and waits for it. */
  stop(): Promise<void>
  /** Ends it as a crash or `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>
}

async function killNow(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

const startTime = 20_000
const stopTime = 5_000

/** Ends a child as its host promises to (one signal, within three seconds), and for certain. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), stopTime)
  await ended
  clearTimeout(late)
  if (child.signalCode === 'SIGKILL') throw new Error(`The host did not stop within ${stopTime} ms of SIGTERM`)
}

/** Resolves with the launch link that the browser host prints: `open http://127.0.0.1:PORT/#token`. */
function launchLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = []
    const late = setTimeout(() => reject(new Error(`No launch link within ${startTime} ms. The host said:\n${said.join('\n')}`)), startTime)
    const listen = (line: string): void => {
      said.push(line)
      const link = /^open (http:\/\/127\.0\.0\.1:\d+\/#\S+)$/.exec(line.trim())?.[1]
      if (link === undefined) return
      clearTimeout(late)
      resolve(link)
    }
    for (const output of [child.stdout, child.stderr]) if (output) createInterface({ input: output }).on('line', listen)
    child.on('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`The host ended with code ${code} before it printed its link. It said:\n${said.join('\n')}`))
    })
  })
}

/** The browser host's file, and the Node that runs it. */
export interface BrowserProgram {
  readonly node: string
  readonly file: string
}

/** `nodeOptions`: for the program that runs the host; it can be talked to over IPC if something in it listens. */
export async function startBrowserHost(
  browser: Pick<Browser, 'newPage'>,
  args: readonly string[],
  pageOptions: object = {},
  nodeOptions: readonly string[] = [],
  program: BrowserProgram = { node: process.execPath, file: join(root, 'dist/web/main.js') },
): Promise<StartedHost> {
  const child = spawn(program.node, [...nodeOptions, program.file, '--no-open', ...args], {
    stdio: ['ignore', 'pipe', 'pipe', ...(nodeOptions.length > 0 ? (['ipc'] as const) : [])],
    // The runner's wish for colours would make Node warn about itself.
    env: { ...process.env, FORCE_COLOR: undefined },
  })
  try {
    const link = await launchLink(child)
    const page = await browser.newPage(pageOptions)
    await page.goto(link)
    return {
      page,
      child,
      async stop() {
        await page.context().close()
        await end(child)
      },
      async kill() {
        await killNow(child)
        await page.context().close()
      },
    }
  } catch (error) {
    await end(child)
    throw error
  }
}

/** With the display of this worker, where each has its own (build/test.ts). */
function environment(): Record<string, string> {
  const displays = process.env['SAMSA_DISPLAYS']?.split(' ') ?? []
  const DISPLAY = displays[base.info().parallelIndex % displays.length] ?? process.env['DISPLAY']
  return Object.fromEntries(Object.entries({ ...process.env, DISPLAY }).filter((pair): pair is [string, string] => pair[1] !== undefined))
}

/**
 * Playwright's own, which it leaves out where it is told which Electron to run: the app waits with its windows until Playwright has come to
 * it. Without it a start with several windows is now and then never seen by Playwright.
 */
const loader = join(root, 'node_modules/playwright-core/lib/server/electron/loader.js')

/** `packaged`: the binary of a packaged app, which loads nothing from outside; else the Electron of this machine runs the build. */
export async function startDesktopHost(args: readonly string[], packaged: string | null = null): Promise<StartedHost> {
  const electron = findElectron()
  if ('missing' in electron) throw new Error(electron.missing)
  const application = await _electron.launch({
    executablePath: packaged ?? electron.path,
    // Root has no Chromium sandbox; tests alone may do without it.
    args: [...(isRoot() ? ['--no-sandbox'] : []), ...(packaged === null ? ['-r', loader, root] : []), ...args],
    timeout: startTime,
    env: environment(),
  })
  const page = await application.firstWindow()
  return { page, child: null, electron: application, stop: () => application.close(), kill: () => killNow(application.process()) }
}

export const test = base.extend<HostFixtures, HostOptions & { readonly chromium: Browser | null }>({
  host: ['browser', { option: true, scope: 'worker' }],
  chromium: [
    async ({ host, playwright, launchOptions }, use) => {
      const chromium = host === 'browser' || host === 'archive' ? await playwright.chromium.launch(launchOptions) : null
      await use(chromium)
      await chromium?.close()
    },
    { scope: 'worker' },
  ],
  hostArguments: [[], { option: true }],
  complaints: async ({}, use) => {
    const complaints: string[] = []
    await use(complaints)
    if (complaints.length > 0) throw new Error(`The page complained:\n${complaints.join('\n')}`)
  },
  dataFolder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'samsa-test-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  },
  emulate: async ({}, use) => {
    const running: KafkaEmulator[] = []
    await use(async (options) => {
      const kafka = await createKafkaEmulator(options)
      running.push(kafka)
      return kafka
    })
    await Promise.all(running.map((kafka) => kafka.stop()))
  },
  demo: async ({ emulate }, use) => {
    const world = createDemoWorld()
    await use(await emulate({ world, brokers: world.brokers.size }))
  },
  launch: async ({ host, chromium, hostArguments, dataFolder, complaints, contextOptions, colorScheme, viewport }, use) => {
    const args = ['--data-folder', dataFolder, ...hostArguments]
    const program = host === 'archive' ? unpackedArchive() : undefined
    await use(async () => {
      const started = chromium
        ? await startBrowserHost(chromium, args, { ...contextOptions, colorScheme, viewport }, [], program)
        : await startDesktopHost(args, host === 'package' ? packagedApp('driven') : null)
      listenForComplaints(started.page, complaints)
      started.electron?.on('window', (page) => listenForComplaints(page, complaints))
      if (!chromium) await started.page.emulateMedia({ colorScheme: colorScheme ?? null, reducedMotion: 'reduce' })
      return started
    })
  },
  app: async ({ launch }, use) => {
    const started = await launch()
    try {
      await use(started.page)
    } finally {
      await started.stop()
    }
  },
})

function listenForComplaints(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
  page.on('console', (message) => {
    if (/content security policy|trusted ?type/i.test(message.text())) complaints.push(message.text())
  })
}

export { expect } from '@playwright/test'
