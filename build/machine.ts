import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { delimiter, join } from 'node:path'

/** What this machine has. Found or, in words, why not; nothing is fetched or installed here. */
export type Found = { readonly path: string } | { readonly missing: string }

export const root = join(import.meta.dirname, '..')

/** Nothing may be asked of the network: without these Chromium looks up its maker's hosts at every start. Root has no sandbox. */
export const chromiumArguments = (): readonly string[] => [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  '--disable-features=SpareRendererForSitePerProcess',
  ...(isRoot() ? ['--no-sandbox'] : []),
]

/** Spec files that run at a time: each has a host, a browser and emulators of its own. */
export const playwrightWorkers = Math.min(2, availableParallelism())

export const isRoot = (): boolean => process.getuid?.() === 0

export function onPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const file = join(folder, name)
    try {
      if (folder !== '') accessSync(file, constants.X_OK)
      if (folder !== '') return file
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/**
 * The Electron binary, without asking the `electron` package for it: importing that package downloads a missing binary.
 * `ELECTRON_OVERRIDE_DIST_PATH` is Electron's own variable for a folder that holds another one.
 */
export function findElectron(): Found {
  const names: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
  const name = names[process.platform] ?? 'electron'
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override !== undefined && override !== '') {
    const path = join(override, name)
    return existsSync(path) ? { path } : { missing: `ELECTRON_OVERRIDE_DIST_PATH is set, but ${path} does not exist` }
  }
  const folder = join(root, 'node_modules/electron')
  const chosen = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8') : name
  const path = join(folder, 'dist', chosen)
  return existsSync(path) ? { path } : { missing: "Electron's binary is not installed (`npx install-electron` fetches it)" }
}

export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
}

export function findChromium(): Found {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '')
    return existsSync(named) ? { path: named } : { missing: `CHROMIUM_PATH is set, but ${named} does not exist` }
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    const path = onPath(name)
    if (path !== null) return { path }
  }
  return { missing: 'no Chromium found (install it, or name one in CHROMIUM_PATH)' }
}

/** A JDK of 17 or later: brokers of Kafka 4 need it. */
export function findJdk(): Found {
  const home = process.env['JAVA_HOME']
  const path = home !== undefined && existsSync(join(home, 'bin/java')) ? join(home, 'bin/java') : onPath('java')
  if (path === null) return { missing: 'no JDK found (17 or later is needed)' }
  const said = spawnSync(path, ['-version'], { encoding: 'utf8' })
  const major = Number(/version "(\d+)/.exec(said.stderr)?.[1] ?? 0)
  return major >= 17 ? { path } : { missing: `${path} is Java ${major || 'of unknown version'}; 17 or later is needed` }
}

export function findMaven(): Found {
  const path = onPath('mvn')
  return path === null ? { missing: 'no Maven found (it brings the Kafka brokers)' } : { path }
}
