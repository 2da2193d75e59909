import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../machine.ts'
import { bundledPackages, licenceText } from './licences.ts'
import { homepage } from './repository.ts'

/** What the packages say of the app. */
export interface AppFacts {
  readonly version: string
  readonly description: string
  readonly license: string
  /** Electron that releases are made of. */
  readonly electron: string
}

export function appFacts(): AppFacts {
  // Our own files, whose shape is known.
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Pick<AppFacts, 'version' | 'description' | 'license'>
  const electron = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { readonly version: string }
  return { version: own.version, description: own.description, license: own.license, electron: electron.version }
}

export type Host = 'desktop' | 'browser'

/** Parts of `dist/` that a host needs. */
const parts: Readonly<Record<Host, readonly string[]>> = {
  desktop: ['main', 'preload', 'ui', 'workers', 'sample'],
  browser: ['web', 'ui', 'workers', 'sample'],
}

/**
 * Lays out one host's program in `folder`: its bundles, the page, the licences. Everything is bundled, so there is no `node_modules`, and
 * there are no source maps.
 */
export function stage(host: Host, folder: string, dist: string): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const part of parts[host])
    cpSync(join(dist, part), join(folder, 'dist', part), { recursive: true, filter: (file) => !file.endsWith('.map') })
  const { version, description, license } = appFacts()
  const about = {
    name: 'samsa',
    productName: 'Samsa',
    version,
    description,
    license,
    author: 'The Samsa authors',
    homepage: homepage(process.env),
  }
  const entry =
    host === 'desktop' ? { main: 'dist/main/main.cjs', desktopName: 'samsa.desktop' } : { type: 'module', engines: { node: '>=20' } }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...about, ...entry }, null, 2)}\n`)
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  writeFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), licenceText(bundledPackages(dist)))
}
