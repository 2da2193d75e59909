import { existsSync, globSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import { buildIfStale } from '../build.ts'
import { onPath, root } from '../machine.ts'
import { makeArchive } from './archive.ts'
import { packageConfig } from './config.ts'
import { readFuses } from './fuses.ts'
import { stage } from './stage.ts'
import { offerSystemTools } from './system-tools.ts'

/**
 * `npm run package`: the packages of the system it runs on, and the browser-mode archive. `-- --dir`: the unpacked app only, made of the
 * Electron that ELECTRON_OVERRIDE_DIST_PATH or `--electron FOLDER` names, without a download. `-- --archive`: the archive only.
 * `-- --system-tools`: tar.gz, deb and rpm, of that Electron and with the tools that this Linux has, without a download either.
 */

const releases = join(root, 'releases')

export interface PackageOptions {
  readonly what: 'all' | 'dir' | 'archive' | 'system-tools'
  readonly electron: string | null
  readonly driven: boolean
}

export function readArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): PackageOptions | { readonly problem: string } {
  let what: PackageOptions['what'] = 'all'
  let electron = environment['ELECTRON_OVERRIDE_DIST_PATH'] || null
  let driven = false
  for (let i = 0; i < args.length; i += 1) {
    const argument = args[i] ?? ''
    if (argument === '--dir') what = 'dir'
    else if (argument === '--archive') what = 'archive'
    else if (argument === '--system-tools') what = 'system-tools'
    else if (argument === '--driven') driven = true
    else if (argument === '--electron') {
      electron = args[(i += 1)] ?? null
      if (electron === null) return { problem: '--electron takes the folder of an Electron' }
    } else return { problem: `unknown argument ${argument}` }
  }
  if (driven && what !== 'dir') return { problem: '--driven is for tests: it goes with --dir only' }
  if (electron !== null && !existsSync(join(electron, 'version')))
    return { problem: `${electron} holds no Electron (no file “version” in it)` }
  if (what === 'system-tools' && electron === null)
    return { problem: '--system-tools packs an Electron that is on this disk: name it with --electron' }
  return { what, electron, driven }
}

/** Where the unpacked app of this system is, relative to the output. */
export const unpackedBinary = (output: string): string | null =>
  globSync(['linux*-unpacked/samsa', 'win*-unpacked/Samsa.exe', 'mac*/Samsa.app'], { cwd: output }).map((file) => join(output, file))[0] ??
  null

async function packageDesktop({ what, electron, driven }: PackageOptions, dist: string): Promise<void> {
  const app = `${join(releases, '.app')}-${driven ? 'driven' : what}`
  const output = join(releases, driven ? 'driven' : what === 'system-tools' ? 'system' : 'desktop')
  rmSync(output, { recursive: true, force: true })
  stage('desktop', app, dist)
  const chosen =
    electron === null ? null : { folder: electron, version: readFileSync(join(electron, 'version'), 'utf8').trim().replace(/^v/, '') }
  const config = packageConfig({ app, output, electron: chosen, driven })
  const tools = what === 'system-tools' ? offerSystemTools(process.env) : null
  try {
    await build({ projectDir: root, config, targets: targetsOf(what), publish: 'never' })
  } finally {
    if (tools !== null) rmSync(tools, { recursive: true, force: true })
  }
  rmSync(app, { recursive: true })
  const binary = unpackedBinary(output)
  if (binary === null) throw new Error('electron-builder made no app')
  const fuses = [...(await readFuses(binary))].map(([name, on]) => `${name} ${on ? 'on' : 'off'}`)
  console.log(`Fuses: ${fuses.join(', ')}`)
  const asar = globSync('**/app.asar', { cwd: output })[0]
  if (asar !== undefined) console.log(`Samsa itself (app.asar): ${megabytes(statSync(join(output, asar)).size)}`)
  for (const file of globSync('*.{AppImage,deb,rpm,tar.gz,dmg,zip,exe}', { cwd: output }))
    console.log(`${file}: ${megabytes(statSync(join(output, file)).size)}`)
}

const makerOf = { deb: 'dpkg-deb', rpm: 'rpmbuild' } as const

/** Of an Electron on this disk only its own architecture can be made. */
function targetsOf(what: PackageOptions['what']): ReturnType<Platform['createTarget']> {
  if (what === 'system-tools') {
    const kinds = ['tar.gz', ...(['deb', 'rpm'] as const).filter((kind) => onPath(makerOf[kind]) !== null)]
    return Platform.LINUX.createTarget(kinds, process.arch === 'arm64' ? Arch.arm64 : Arch.x64)
  }
  return Platform.current().createTarget(what === 'dir' ? 'dir' : undefined)
}

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2), process.env)
  if ('problem' in options) {
    console.error(`${options.problem}\nusage: npm run package [-- --dir | --system-tools] [--electron FOLDER] [--archive]`)
    return 2
  }
  const dist = join(root, options.driven ? 'dist-driven' : 'dist')
  if (!buildIfStale({ dist, driven: options.driven })) return 1
  if (options.what !== 'archive') await packageDesktop(options, dist)
  if (options.what === 'all' || options.what === 'archive') {
    const { file, bytes } = makeArchive(releases, dist)
    console.log(`${file}: ${megabytes(bytes)}`)
  }
  return 0
}

if (import.meta.main) process.exit(await main())
