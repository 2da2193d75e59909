import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { isQuick, layOut, readOrder, type PackageOrder } from './order.ts'
import { makeRpm } from './system-rpm.ts'

/**
 * Stands in for `fpm`, which electron-builder calls to make a deb or an rpm and would download: the same arguments, made with the system's
 * own dpkg-deb and rpmbuild (`npm run package -- --system-tools`).
 */

export const controlText = (control: ReadonlyMap<string, string>): string =>
  `${[...control].map(([field, value]) => `${field}: ${value}`).join('\n')}\n`

function describe({ control, scripts }: PackageOrder, folder: string): void {
  const about = join(folder, 'DEBIAN')
  mkdirSync(about)
  const size = spawnSync('du', ['-sk', '--apparent-size', folder], { encoding: 'utf8' }).stdout.split('\t')[0] ?? ''
  writeFileSync(join(about, 'control'), controlText(new Map([...control, ['Installed-Size', size]])))
  for (const [name, file] of scripts) {
    writeFileSync(join(about, name), readFileSync(file))
    chmodSync(join(about, name), 0o755)
  }
}

function makeDeb(order: PackageOrder): number {
  const folder = mkdtempSync(join(tmpdir(), 'samsa-deb-'))
  // dpkg-deb refuses a root that others may not enter.
  chmodSync(folder, 0o755)
  try {
    layOut(order.files, folder)
    describe(order, folder)
    const packed = isQuick() ? ['-Zgzip', '-z1'] : [`-Z${order.compression}`]
    const made = spawnSync('dpkg-deb', ['--root-owner-group', ...packed, '--build', folder, order.output], {
      stdio: 'inherit',
    })
    return made.status ?? 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const makePackage = (order: PackageOrder): number => (order.kind === 'rpm' ? makeRpm(order) : makeDeb(order))

/** `7za a … OUTPUT.tar.gz INPUT.tar`, the one thing that a tar.gz asks of 7-Zip. */
export function readGzip(args: readonly string[]): { readonly input: string; readonly output: string } {
  const [input, output] = [args.at(-1), args.at(-2)]
  if (args[0] !== 'a' || input === undefined || !output?.endsWith('.tar.gz'))
    throw new Error(`Only gzip can be made here, not 7za ${args.join(' ')}`)
  return { input, output }
}

function gzip(args: readonly string[]): number {
  const { input, output } = readGzip(args)
  return (
    spawnSync('sh', ['-c', 'gzip -n "-$3" <"$1" >"$2"', 'gzip', input, output, isQuick() ? '1' : '6'], { stdio: 'inherit' }).status ?? 1
  )
}

/** Puts both on a path of their own, for electron-builder to find. Undone by removing the folder. */
export function offerSystemTools(environment: NodeJS.ProcessEnv): string {
  const folder = mkdtempSync(join(tmpdir(), 'samsa-tools-'))
  for (const tool of ['fpm', '7za']) {
    writeFileSync(join(folder, tool), `#!/bin/sh\nexec '${process.execPath}' '${import.meta.filename}' ${tool} "$@"\n`)
    chmodSync(join(folder, tool), 0o755)
  }
  environment['PATH'] = `${folder}:${environment['PATH'] ?? ''}`
  environment['USE_SYSTEM_FPM'] = 'true'
  environment['ELECTRON_BUILDER_7ZIP_PATH'] = join(folder, '7za')
  return folder
}

if (import.meta.main) {
  const [tool, ...args] = process.argv.slice(2)
  if (tool !== 'fpm' && tool !== '7za') throw new Error(`${basename(import.meta.filename)} stands in for fpm and 7za`)
  process.exit(tool === 'fpm' ? makePackage(readOrder(args)) : gzip(args))
}
