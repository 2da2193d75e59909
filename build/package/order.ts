import { cpSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

/** What electron-builder asks of `fpm`, read from its arguments. */

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
  'rpm-os': { type: 'string' },
  'rpm-compression': { type: 'string' },
  'rpm-summary': { type: 'string' },
} as const

/** Tests look at what is in a package: most of the minutes that one takes go into its last tenth of size. */
export const isQuick = (environment: NodeJS.ProcessEnv = process.env): boolean => environment['SAMSA_QUICK_PACKAGES'] === '1'

export interface PackageOrder {
  readonly kind: 'deb' | 'rpm'
  readonly architecture: string
  /** Fields of a deb's control file, or the tags that begin an rpm's spec; in their order. */
  readonly control: ReadonlyMap<string, string>
  readonly description: string
  /** Maintainer scripts: postinst, postrm → file. */
  readonly scripts: ReadonlyMap<string, string>
  /** From → to, absolute below the root; a folder ends with a slash. */
  readonly files: readonly (readonly [string, string])[]
  readonly compression: string
  readonly output: string
}

/** What electron-builder asks fpm for. Throws for what is not understood: a left out part would make a wrong package. */
export function readOrder(args: readonly string[]): PackageOrder {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  const kind = values.t
  if (values.s !== 'dir' || (kind !== 'deb' && kind !== 'rpm'))
    throw new Error(`Only a deb or an rpm of folders can be made here, not ${values.s} → ${kind}`)
  const { name, version, architecture, package: output } = values
  if (name === undefined || version === undefined || architecture === undefined || output === undefined)
    throw new Error('fpm was not told name, version, architecture and package')
  const [summary = '', ...more] = (values.description ?? '').split('\n').map((line) => line.trim())
  const deb = {
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
  }
  const rpm = {
    Name: name.toLowerCase(),
    Version: version,
    Release: '1',
    Summary: values['rpm-summary'] ?? summary,
    License: values.license,
    Vendor: values.vendor,
    Packager: values.maintainer,
    URL: values.url,
    Requires: values.d?.join(', '),
    // What is bundled is nobody else's to use, and Electron's own libraries are not to be asked of the system.
    AutoReqProv: 'no',
  }
  const control = Object.entries<string | undefined>(kind === 'deb' ? deb : rpm).filter(
    (field): field is [string, string] => field[1] !== undefined && field[1] !== '',
  )
  const scripts = Object.entries({ postinst: values['after-install'], postrm: values['after-remove'] }).filter(
    (script): script is [string, string] => script[1] !== undefined,
  )
  const files = positionals.map((mapping) => {
    const at = mapping.lastIndexOf('=')
    if (at < 1) throw new Error(`Not a mapping of a file: ${mapping}`)
    return [mapping.slice(0, at), mapping.slice(at + 1)] as const
  })
  return {
    kind,
    architecture: kind === 'rpm' && architecture === 'amd64' ? 'x86_64' : architecture,
    control: new Map(control),
    description: [summary, ...more].join('\n'),
    scripts: new Map(scripts),
    files,
    compression: values['deb-compression'] ?? 'xz',
    output,
  }
}

/** Where each file belongs, below a folder that stands for the root. */
export function layOut(files: PackageOrder['files'], folder: string): void {
  for (const [from, to] of files) {
    const target = join(folder, to)
    mkdirSync(dirname(target), { recursive: true })
    cpSync(from, target, { recursive: true, verbatimSymlinks: true })
  }
}
