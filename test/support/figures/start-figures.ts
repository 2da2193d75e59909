import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, type Browser } from '@playwright/test'
import { isRoot } from '../../../build/machine.ts'
import { startBrowserHost } from '../hosts.ts'
import { startEmulatorProcess, type EmulatorProcessOptions } from '../kafka-emulator-process.ts'
import { packagedApp, unpackedArchive } from '../packages.ts'
import { debuggingPort, paintedAt } from './page-clock.ts'
import { readTree, type TreeReading } from './process-tree.ts'

const emptyWindow = fileURLToPath(new URL('empty-window', import.meta.url))

/** What was killed may still be writing for a moment. */
const removed = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 } as const

/** Conditions of the page. */
const launcherUsable = `document.querySelector('[data-card] button, [aria-label="Address of anything in a cluster"]')?.checkVisibility() && document.title === 'Clusters · Samsa'`
const clusterShown = `document.title.startsWith('Overview · figures') && /group/.test(document.querySelector('h1')?.textContent ?? '') && /RECORDED/.test(document.body.innerText)`

/** Presses _Connect_ on the one card, once; then as above. */
const connectedFromCard = `(((button) => {
  if (!button || window.pressed) return
  window.pressed = true
  button.click()
})([...document.querySelectorAll('[data-card] button')].find((each) => each.textContent === 'Connect')), ${clusterShown})`
/** Until the tabs and windows that are open are on the disk. */
const KEPT_MS = 5_000

export interface Start {
  /** From the start of the process to the frame that shows it, in ms. */
  readonly ms: number
  /** CPU of all its processes until then, in ms. */
  readonly cpu: number
  /** After `restMs` of being left alone. */
  readonly idle: TreeReading | null
}

/** Starts an app once until `condition` is painted. */
async function startOnce(binary: string, args: readonly string[], condition: string, restMs: number | null): Promise<Start> {
  const switches = [...(isRoot() ? ['--no-sandbox'] : []), '--remote-debugging-port=0']
  const before = Date.now()
  const child = spawn(binary, [...switches, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  try {
    const painted = await paintedAt(await debuggingPort(child.stderr), condition)
    const { cpu } = readTree(child.pid ?? 0)
    if (restMs !== null) await new Promise((resolve) => setTimeout(resolve, restMs))
    return { ms: painted - before, cpu, idle: restMs === null ? null : readTree(child.pid ?? 0) }
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

/** Leaves `dataFolder` as a desktop that was killed with the cluster open: the next start goes on there. */
async function killWithClusterOpen(dataFolder: string): Promise<void> {
  const switches = [...(isRoot() ? ['--no-sandbox'] : []), '--remote-debugging-port=0', '--data-folder', dataFolder]
  // A group of its own: the page's processes write too, and must not outlive the kill.
  const child = spawn(packagedApp('driven'), switches, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const ended = once(child, 'exit')
  try {
    await paintedAt(await debuggingPort(child.stderr), connectedFromCard)
    await new Promise((resolve) => setTimeout(resolve, KEPT_MS))
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    await ended
  }
}

export interface StartFigures {
  /** An empty window of the same Electron. */
  readonly empty: readonly Start[]
  readonly launcher: readonly Start[]
  readonly cluster: readonly Start[]
}

/** A data folder with one profile that was connected, its last moment recorded, and its overview open when the host was killed. */
async function folderWithCluster(browser: Browser, emulated: EmulatorProcessOptions): Promise<string> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'samsa-start-'))
  const emulator = await startEmulatorProcess(emulated)
  const host = await startBrowserHost(browser, ['--data-folder', dataFolder], { viewport: { width: 1440, height: 900 } })
  const { page } = host
  await page.getByRole('textbox', { name: 'Address of anything in a cluster' }).fill(emulator.bootstrap.join(','))
  await page.keyboard.press('Enter')
  await page.getByLabel('Name', { exact: true }).fill('figures')
  await page.getByRole('button', { name: 'Save and connect' }).click()
  await expect(page).toHaveTitle(/^Overview · figures/, { timeout: 60_000 })
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/groups/, { timeout: 60_000 })
  await expect(page.getByRole('button', { name: /^Consumer groups/ })).toContainText(/\d/, { timeout: 60_000 })
  // What was read is on the disk, and the open tab too.
  await page.waitForTimeout(5_000)
  await host.kill()
  await emulator.stop()
  return dataFolder
}

/** `runs` starts to the launcher, and to the last known state of a cluster that is away; the first of each, which fills caches, is left out. */
export async function measureStart(
  browser: Browser,
  electron: string,
  emulated: EmulatorProcessOptions,
  runs: number,
  restMs: number,
): Promise<StartFigures> {
  const withCluster = await folderWithCluster(browser, emulated)
  const folder = mkdtempSync(join(tmpdir(), 'samsa-start-'))
  const samsa = (data: string, condition: string, rest: number | null): Promise<Start> =>
    startOnce(packagedApp('driven'), ['--data-folder', data], condition, rest)
  try {
    const empty: Start[] = []
    const launcher: Start[] = []
    const cluster: Start[] = []
    // One profile, and the launcher instead of the tabs of last time.
    cpSync(withCluster, folder, { recursive: true })
    rmSync(join(folder, 'workspace.json'), { force: true })
    for (let run = 0; run <= runs; run += 1) {
      const start = await startOnce(electron, [`--user-data-dir=${folder}/empty`, emptyWindow], `document.title === 'empty'`, run === runs ? restMs : null) // prettier-ignore
      if (run > 0) empty.push(start)
    }
    for (let run = 0; run <= runs; run += 1) {
      const start = await samsa(folder, launcherUsable, run === runs ? restMs : null)
      if (run > 0) launcher.push(start)
    }
    await killWithClusterOpen(withCluster)
    for (let run = 0; run <= runs; run += 1) {
      // As it was left: an ended start would have closed what was open.
      const again = mkdtempSync(join(tmpdir(), 'samsa-start-'))
      cpSync(withCluster, again, { recursive: true })
      const start = await samsa(again, clusterShown, null)
      rmSync(again, removed)
      if (run > 0) cluster.push(start)
    }
    return { empty, launcher, cluster }
  } finally {
    for (const each of [withCluster, folder]) rmSync(each, removed)
  }
}

/** `runs` starts of the unpacked archive, from its start script to its link, in ms; by which Node. */
export async function measureArchive(runs: number): Promise<{ readonly ms: readonly number[]; readonly node: string }> {
  const { folder, node } = unpackedArchive()
  const ms: number[] = []
  for (let run = 0; run <= runs; run += 1) {
    const data = mkdtempSync(join(tmpdir(), 'samsa-start-'))
    const before = performance.now()
    const child = spawn(join(folder, 'samsa'), ['--no-open', '--data-folder', data], {
      env: { PATH: '/usr/bin:/bin', SAMSA_NODE: node, HOME: data },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(createInterface({ input: child.stdout }), 'line')
    if (run > 0) ms.push(performance.now() - before)
    child.kill('SIGTERM')
    await once(child, 'exit')
    rmSync(data, removed)
  }
  rmSync(folder, removed)
  return { ms, node: spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim() }
}
