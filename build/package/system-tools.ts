import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * Stands in for `fpm`, which electron-builder calls to make a deb and would download: the same arguments, made with the system's own
 * dpkg-deb (`npm run package -- --system-tools`). Debian packages only.
 */

const options = {
  s: { type: 'string', short: 's' },
  t: { type: 'string', short: 't' },
  d: { type: 'string', short: 'd', multiple: true },
  force: { type: 'boolean' },
  architecture: { type: 'string' },
  name: { type: 'string' },
  version: { type: 'string' },
  package: { type: 'string' },
  maintainer: { type: 'string' },
  vendor: { type: 'string' },
  url: { type: 'string' },
  license: { type: 'string' },
  category: { type: 'string' },
  description: { type: 'string' },
  'after-install': { type: 'string' },
  'after-remove': { type: 'string' },
  'deb-priority': { type: 'string' },
  'deb-recommends': { type: 'string', multiple: true },
  'deb-compression': { type: 'string' },
} as const

export interface DebOrder {
  /** Fields of the control file, in its order. */
  readonly control: ReadonlyMap<string, string>
  /** Maintainer scripts: postinst, postrm → file. */
  readonly scripts: ReadonlyMap<string, string>
  /** From → to, absolute below the root; a folder ends with a slash. */
  readonly files: readonly (readonly [string, string])[]
  readonly compression: string
  readonly output: string
}

/** What electron-builder asks fpm for. Throws for what is not understood: a left out part would make a wrong package. */
export function readOrder(args: readonly string[]): DebOrder {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  if (values.s !== 'dir' || values.t !== 'deb') throw new Error(`Only a deb of folders can be made here, not ${values.s} → ${values.t}`)
  const { name, version, architecture, package: output } = values
  if (name === undefined || version === undefined || architecture === undefined || output === undefined)
    throw new Error('fpm was not told name, version, architecture and package')
  const [summary = '', ...more] = (values.description ?? '').split('\n').map((line) => line.trim())
  const control = Object.entries({
    Package: name.toLowerCase(),
    Version: version,
    Architecture: architecture,
    Maintainer: values.maintainer,
    Section: values.category ?? 'devel',
    Priority: values['deb-priority'],
    Depends: values.d?.join(', '),
    Recommends: values['deb-recommends']?.join(', '),
    Homepage: values.url,
    Description: [summary, ...more.filter(Boolean).map((line) => ` ${line}`)].join('\n'),
  }).filter((field): field is [string, string] => field[1] !== undefined && field[1] !== '')
  const scripts = Object.entries({ postinst: values['after-install'], postrm: values['after-remove'] }).filter(
    (script): script is [string, string] => script[1] !== undefined,
  )
  const files = positionals.map((mapping) => {
    const at = mapping.lastIndexOf('=')
    if (at < 1) throw new Error(`Not a mapping of a file: ${mapping}`)
    return [mapping.slice(0, at), mapping.slice(at + 1)] as const
  })
  return { control: new Map(control), scripts: new Map(scripts), files, compression: values['deb-compression'] ?? 'xz', output }
}

export const controlText = (control: ReadonlyMap<string, string>): string =>
  `${[...control].map(([field, value]) => `${field}: ${value}`).join('\n')}\n`

function layOut({ control, scripts, files }: DebOrder, folder: string): void {
  for (const [from, to] of files) {
    const target = join(folder, to)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(from, target, { recursive: true, verbatimSymlinks: true })
  }
  const about = join(folder, 'DEBIAN')
  mkdirSync(about)
  const size = spawnSync('du', ['-sk', '--apparent-size', folder], { encoding: 'utf8' }).stdout.split('\t')[0] ?? ''
  writeFileSync(join(about, 'control'), controlText(new Map([...control, ['Installed-Size', size]])))
  for (const [name, file] of scripts) {
    writeFileSync(join(about, name), readFileSync(file))
    chmodSync(join(about, name), 0o755)
  }
}

function makeDeb(order: DebOrder): number {
  const folder = mkdtempSync(join(tmpdir(), 'samsa-deb-'))
  // dpkg-deb refuses a root that others may not enter.
  chmodSync(folder, 0o755)
  try {
    layOut(order, folder)
    const made = spawnSync('dpkg-deb', ['--root-owner-group', `-Z${order.compression}`, '--build', folder, order.output], {
      stdio: 'inherit',
    })
    return made.status ?? 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** `7za a … OUTPUT.tar.gz INPUT.tar`, the one thing that a tar.gz asks of 7-Zip. */
export function readGzip(args: readonly string[]): { readonly input: string; readonly output: string } {
  const [input, output] = [args.at(-1), args.at(-2)]
  if (args[0] !== 'a' || input === undefined || !output?.endsWith('.tar.gz'))
    throw new Error(`Only gzip can be made here, not 7za ${args.join(' ')}`)
  return { input, output }
}

function gzip(args: readonly string[]): number {
  const { input, output } = readGzip(args)
  return spawnSync('sh', ['-c', 'gzip -n -6 <"$1" >"$2"', 'gzip', input, output], { stdio: 'inherit' }).status ?? 1
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
  process.exit(tool === 'fpm' ? makeDeb(readOrder(args)) : gzip(args))
}
