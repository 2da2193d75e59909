import { spawnSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from '@playwright/test'
import { median } from '../../test/support/figures/lag-figures.ts'
import { measureArchive, measureStart, type Start } from '../../test/support/figures/start-figures.ts'
import { electronFolder } from '../../test/support/packages.ts'
import { startDisplay } from '../display.ts'
import { findElectron, hasDisplay, root } from '../machine.ts'
import type { Figure } from './figures.ts'

const RUNS = 5
const REST_MS = 20_000
const MEGABYTE = 1024 * 1024

function make(...args: readonly string[]): void {
  const made = spawnSync(process.execPath, [join(root, 'build/package/package.ts'), ...args], { cwd: root, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`npm run package -- ${args.join(' ')} failed\n${made.stdout}\n${made.stderr}`)
}

const starts = (name: string, goal: number | null, all: readonly Start[]): Figure[] => [
  { name: `${name}, median of ${all.length}`, unit: 'ms', goal, measured: median(all.map(({ ms }) => ms)) },
  { name: `${name}, longest`, unit: 'ms', goal: null, measured: Math.max(...all.map(({ ms }) => ms)) },
  { name: `${name}, CPU of all processes`, unit: 'ms', goal: null, measured: median(all.map(({ cpu }) => cpu)) },
]

function memory(name: string, goal: number | null, all: readonly Start[]): Figure[] {
  const idle = all.at(-1)?.idle
  if (!idle) return []
  return [
    { name: `${name}: memory of its own, idle, ${idle.processes} processes`, unit: 'MB', goal, measured: idle.own / MEGABYTE },
    { name: `${name}: the same with the files it shares, once`, unit: 'MB', goal: null, measured: idle.pss / MEGABYTE },
  ]
}

/** What is packaged: how fast it starts, how much it takes. Needs an Electron on this disk. */
export async function start(browser: Browser): Promise<Figure[]> {
  const electron = electronFolder()
  if (electron === null) {
    console.log('The packaged app is not measured: there is no Electron on this machine')
    return []
  }
  make('--dir', '--driven', '--electron', electron)
  make('--archive')
  const display = hasDisplay() ? null : await startDisplay()
  if (display) process.env['DISPLAY'] = display.name
  try {
    const binary = findElectron()
    if ('missing' in binary) throw new Error(binary.missing)
    const { empty, launcher, cluster } = await measureStart(browser, binary.path, { preset: 'demo' }, RUNS, REST_MS)
    const archive = await measureArchive(RUNS)
    const asar = globSync('releases/driven/**/app.asar', { cwd: root })[0] ?? ''
    const packed = globSync('releases/samsa-browser-*.tar.gz', { cwd: root })[0] ?? ''
    return [
      ...starts('an empty window of this Electron: start', null, empty),
      ...starts('packaged app: start to usable launcher', 1_500, launcher),
      ...starts('packaged app: start to the last known state of a cluster', 3_000, cluster),
      ...memory('an empty window of this Electron', null, empty),
      ...memory('packaged app, one profile', 250, launcher),
      { name: 'packaged app: Samsa itself, without Electron', unit: 'MB', goal: 15, measured: statSync(join(root, asar)).size / MEGABYTE },
      { name: `archive: start to its link, ${archive.node}, median of ${RUNS}`, unit: 'ms', goal: 1_000, measured: median(archive.ms) },
      { name: 'archive: size', unit: 'MB', goal: 15, measured: statSync(join(root, packed)).size / MEGABYTE },
    ]
  } finally {
    display?.server.kill()
  }
}
