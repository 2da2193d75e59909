import { spawnSync } from 'node:child_process'
import { chownSync, copyFileSync, existsSync, globSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { findElectron, isRoot, root } from '../../build/machine.ts'
import { unpackedBinary } from '../../build/package/package.ts'
import type { BrowserProgram } from './hosts.ts'

/** What `npm run package` makes, made once a run by `test/package/make.ts`; the specs only look it up. */

const releases = join(root, 'releases')

/** `desktop`: as it is shipped. `driven`: the same, but it lets Playwright in, and runs as root. */
export function packagedApp(kind: 'desktop' | 'driven'): string {
  const binary = unpackedBinary(join(releases, kind))
  if (binary === null) throw new Error(`There is no packaged app in releases/${kind}: run \`npm test -- package\``)
  return binary
}

/** The archive of the browser mode, unpacked anew beside nothing else, run by the oldest Node that is promised where there is one. */
export function unpackedArchive(): BrowserProgram & { readonly folder: string } {
  const archive = globSync('samsa-browser-*.tar.gz', { cwd: releases })[0]
  if (archive === undefined) throw new Error('There is no archive in releases: run `npm test -- package`')
  const folder = mkdtempSync(join(tmpdir(), 'samsa-archive-'))
  const unpacked = spawnSync('tar', ['-xzf', join(releases, archive), '-C', folder, '--strip-components=1'], { encoding: 'utf8' })
  if (unpacked.status !== 0) throw new Error(unpacked.stderr)
  return { folder, node: node20(), file: join(folder, 'dist/web/main.js') }
}

/** The machine's own Node where it is a 20; else the one that runs the tests. */
export function node20(): string {
  for (const path of ['/usr/bin/node', '/usr/local/bin/node']) {
    const said = existsSync(path) ? spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout : ''
    if (said.startsWith('v20.')) return path
  }
  return process.execPath
}

/** A folder with an Electron as it is distributed: electron-builder copies it whole. */
export function electronFolder(): string | null {
  const electron = findElectron()
  if ('missing' in electron) return null
  const folder = dirname(electron.path)
  // One that carries a starting app of its own would bring it into the package.
  const plain = join(folder, '../dist')
  return existsSync(join(plain, 'version')) ? plain : folder
}

const NOBODY = 65_534

/** How to start what is shipped: it keeps its sandbox, which Chromium does not have for root, so as root it is somebody else who starts it. */
export function asUser(home: string): { readonly env: NodeJS.ProcessEnv; readonly uid?: number; readonly gid?: number } {
  const env: NodeJS.ProcessEnv = { ...process.env, HOME: home, XDG_CONFIG_HOME: undefined, XDG_CACHE_HOME: undefined }
  if (!isRoot()) return { env }
  // Root's ticket for the display, of which xvfb-run makes one, is nobody else's to read.
  const ticket = process.env['XAUTHORITY']
  if (ticket !== undefined && existsSync(ticket)) {
    env['XAUTHORITY'] = join(home, '.Xauthority')
    copyFileSync(ticket, env['XAUTHORITY'])
    chownSync(env['XAUTHORITY'], NOBODY, NOBODY)
  }
  chownSync(home, NOBODY, NOBODY)
  return { env, uid: NOBODY, gid: NOBODY }
}
