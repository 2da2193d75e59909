import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../machine.ts'

/** A package whose code is in a bundle. */
export interface BundledPackage {
  readonly name: string
  readonly version: string
  readonly license: string
  /** The text that its licence asks to be passed on; null: the package brings none. */
  readonly text: string | null
}

/** Beside each bundle the build lists the packages in it (`build/vite.config.ts`). */
export function bundledPackages(dist: string): readonly BundledPackage[] {
  const names = new Set(
    globSync('.packages-*.json', { cwd: dist }).flatMap((file) => JSON.parse(readFileSync(join(dist, file), 'utf8')) as string[]),
  )
  if (names.size === 0) throw new Error('The build did not say which packages are in it')
  return [...names].toSorted().map(readPackage)
}

function readPackage(name: string): BundledPackage {
  const folder = join(root, 'node_modules', name)
  const own = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: string; readonly license?: string }
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$|-)/i.test(entry))
  return {
    name,
    version: own.version,
    license: own.license ?? 'not stated',
    text: file ? readFileSync(join(folder, file), 'utf8').trim() : null,
  }
}

/** Fonts are no packages: their licences lie beside them. */
function fontLicences(): readonly string[] {
  const folder = join(root, 'renderer/ui/fonts')
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('-OFL.txt')) : []
  return files.map((file) => `${file.replace('-OFL.txt', '')} (font)\n\n${readFileSync(join(folder, file), 'utf8').trim()}`)
}

const rule = `\n\n${'─'.repeat(80)}\n\n`

/** One text with the licence of everything that is in the app. Electron and Chromium bring their own files. */
export function licenceText(packages: readonly BundledPackage[]): string {
  const head = `Samsa contains the following software. Electron and Chromium are covered by their own files in this package.`
  const each = packages.map(
    ({ name, version, license, text }) =>
      `${name} ${version} (${license})\n\n${text ?? `This package brings no licence text; its licence is ${license}.`}`,
  )
  return `${[head, ...each, ...fontLicences()].join(rule)}\n`
}
