import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from './build.ts'
import { findElectron, hasDisplay, isRoot, root, type Found } from './machine.ts'

/** `npm start` and `npm run demo`: build when stale, choose the host, say which and why, run it until it ends. */

export interface HostFacts {
  /** `--browser` was given. */
  readonly browserAsked: boolean
  readonly electron: Found
  readonly display: boolean
  readonly root: boolean
}

export interface HostChoice {
  readonly host: 'desktop' | 'browser'
  readonly why: string
}

export function chooseHost(facts: HostFacts): HostChoice {
  const browser = (why: string): HostChoice => ({ host: 'browser', why: `Samsa comes up in a browser: ${why}.` })
  const without = whyNoWindow(facts)
  if (without !== null) return browser(without)
  if ('missing' in facts.electron) return browser(facts.electron.missing)
  return { host: 'desktop', why: `Opening Samsa's window: an Electron (${facts.electron.path}) and a display are there.` }
}

/** Whatever Electron there is; null: there can be a window. */
function whyNoWindow({ browserAsked, display, root: asRoot }: HostFacts): string | null {
  if (browserAsked) return '--browser was given'
  if (!display) return 'there is no display here for a window (neither DISPLAY nor WAYLAND_DISPLAY is set)'
  if (asRoot) return "the window needs Chromium's sandbox, which does not work for root; start Samsa as another user to get the window"
  return null
}

/**
 * Packages are installed without their scripts, so Electron's binary comes when a window is wanted for the first time, checked against the
 * sums in its package. Where one is named by ELECTRON_OVERRIDE_DIST_PATH nothing is fetched.
 */
function fetchElectron(): Found {
  console.log('Fetching Electron for the window (about 110 MB, only this time; Ctrl+C and `npm start -- --browser` do without) …')
  const fetched = spawnSync(process.execPath, [join(root, 'node_modules/electron/install.js')], { cwd: root, encoding: 'utf8' })
  const found = findElectron()
  const said = fetched.stderr.trim().split('\n')[0] || 'it said nothing'
  return 'path' in found ? found : { missing: `Electron could not be fetched (${said}); \`npx install-electron\` tries again` }
}

/** What to do with the link that the browser host prints. */
export const linkHint = (opens: boolean): string =>
  opens
    ? 'Your browser opens by itself; if it does not, take it to the link below, which works once. Ctrl+C stops Samsa.'
    : 'Take a browser on this computer to the link below, which works once. Ctrl+C stops Samsa.'

export interface LaunchOptions {
  readonly task: 'start' | 'demo'
  readonly browserAsked: boolean
  readonly kafka: 'emulated' | 'real'
  /** Played on the demo cluster; null: none. */
  readonly scenario: string | null
  /** Handed to the host as they are. */
  readonly rest: readonly string[]
}

export function readArguments(args: readonly string[]): LaunchOptions | { readonly problem: string } {
  const [task, ...given] = args
  if (task !== 'start' && task !== 'demo') return { problem: `unknown task ${task ?? '(none)'}` }
  let kafka: 'emulated' | 'real' = 'emulated'
  let browserAsked = false
  let scenario: string | null = null
  const rest: string[] = []
  for (let i = 0; i < given.length; i += 1) {
    const argument = given[i] ?? ''
    if (argument === '--browser') browserAsked = true
    else if (argument === '--kafka' || argument.startsWith('--kafka=')) {
      const value = argument === '--kafka' ? given[(i += 1)] : argument.slice('--kafka='.length)
      if (task !== 'demo') return { problem: '--kafka belongs to `npm run demo`' }
      if (value !== 'emulated' && value !== 'real') return { problem: '--kafka takes `emulated` or `real`' }
      kafka = value
    } else if (argument === '--scenario') {
      scenario = given[(i += 1)] ?? null
      if (task !== 'demo' || scenario === null) return { problem: '--scenario belongs to `npm run demo` and takes a name' }
    } else rest.push(argument)
  }
  if (scenario !== null && kafka === 'real') return { problem: '--scenario is played on the emulated cluster only' }
  return { task, browserAsked, kafka, scenario, rest }
}

interface DemoModule {
  startDemo(options: Pick<LaunchOptions, 'kafka'> & { readonly scenario?: string }): Promise<{
    readonly bootstrap: readonly string[]
    readonly masters: readonly string[]
    stop(): Promise<void>
  }>
}

interface Demo {
  readonly arguments: readonly string[]
  stop(): Promise<void>
}

async function startDemo({ kafka, scenario }: LaunchOptions): Promise<Demo> {
  console.log(
    kafka === 'real' ? 'Starting real Kafka brokers for the demo (the first time, Maven fetches them) …' : 'Starting the demo cluster …',
  )
  // By address, so that this program compiles without the test folder's world.
  const module = (await import(new URL('../test/emulators/kafka/demo.ts', import.meta.url).href)) as DemoModule
  const world = await module.startDemo({ kafka, ...(scenario === null ? {} : { scenario }) })
  const folder = mkdtempSync(join(tmpdir(), 'samsa-demo-'))
  console.log(`The demo cluster listens on ${world.bootstrap.join(', ')}.`)
  if (world.masters.length > 0) console.log(`It runs on an emulated Mesos with a Kafka scheduler: ${world.masters.join(', ')}.`)
  return {
    arguments: ['--data-folder', folder, '--demo-bootstrap', [...world.bootstrap, ...world.masters].join(',')],
    async stop() {
      await world.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function startHost(choice: HostChoice, electron: Found, args: readonly string[]): ChildProcess {
  if (choice.host === 'desktop' && 'path' in electron) return spawn(electron.path, [root, ...args], { cwd: root, stdio: 'inherit' })
  return spawn(process.execPath, [join(root, 'dist/web/main.js'), ...args], { cwd: root, stdio: 'inherit' })
}

/** Resolves with the exit code. Signals reach the host, which stops by itself; a second one ends it at once. */
function waitFor(host: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    let signals = 0
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        signals += 1
        if (signals > 1) host.kill('SIGKILL')
        else if (signal !== 'SIGINT' || !process.stdin.isTTY) host.kill(signal)
      })
    }
    host.on('error', (error) => {
      console.error(`The host could not be started: ${error.message}`)
      resolve(1)
    })
    host.on('exit', (code, signal) => resolve(signals > 0 ? 0 : (code ?? (signal ? 1 : 0))))
  })
}

function sayWhyNot(error: unknown): 'failed' {
  console.error(`The demo cluster could not be started: ${error instanceof Error ? error.message : String(error)}`)
  return 'failed'
}

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2))
  if ('problem' in options) {
    console.error(`${options.problem}\n\n${readFileSync(join(root, 'build/help.txt'), 'utf8').trimEnd()}`)
    return 2
  }
  if (!buildIfStale()) return 1
  const facts = { browserAsked: options.browserAsked, electron: findElectron(), display: hasDisplay(), root: isRoot() }
  const fetches = whyNoWindow(facts) === null && 'missing' in facts.electron && !process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const electron = fetches ? fetchElectron() : facts.electron
  const choice = chooseHost({ ...facts, electron })
  if (choice.host === 'browser' && !existsSync(join(root, 'dist/web/main.js'))) {
    console.error('The browser host was not built: electron/web/main.ts is missing.')
    return 1
  }
  const demo = options.task === 'demo' ? await startDemo(options).catch(sayWhyNot) : null
  if (demo === 'failed') return 1
  try {
    console.log(choice.why)
    if (choice.host === 'browser') console.log(linkHint(facts.display && !options.rest.includes('--no-open')))
    return await waitFor(startHost(choice, electron, [...(demo?.arguments ?? []), ...options.rest]))
  } finally {
    await demo?.stop()
  }
}

if (import.meta.main) process.exit(await main())
