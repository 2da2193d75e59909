import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Arch, build, Platform } from 'electron-builder'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../../build/machine.ts'
import { readOrder } from '../../../build/package/order.ts'
import { packageConfig } from '../../../build/package/config.ts'

/** What electron-builder works out for each Linux target of this configuration, up to where it would call its tools. */
let work = ''
const asked: { readonly options: unknown; readonly missing: readonly string[] }[] = []

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'samsa-targets-'))
  const [app, packed] = [join(work, 'app'), join(work, 'packed')]
  mkdirSync(join(app, 'dist/main'), { recursive: true })
  mkdirSync(join(packed, 'resources'), { recursive: true })
  for (const file of ['LICENSE', 'THIRD-PARTY-LICENSES.txt', 'dist/main/main.cjs']) writeFileSync(join(app, file), 'text')
  const about = {
    name: 'samsa',
    version: '1.2.3',
    description: 'Lag',
    license: 'Apache-2.0',
    author: 'A',
    homepage: 'https://samsa.invalid',
  }
  writeFileSync(join(app, 'package.json'), JSON.stringify({ ...about, main: 'dist/main/main.cjs', desktopName: 'samsa.desktop' }))
  await build({
    projectDir: root,
    config: packageConfig({ app, output: join(work, 'out'), electron: null, driven: false }),
    prepackaged: packed,
    publish: 'never',
    targets: Platform.LINUX.createTarget(['AppImage', 'deb', 'rpm'], Arch.x64, Arch.arm64),
    // electron-builder's own tests stop here: true ends a target before it is made. The files it names are only there now.
    effectiveOptionComputed(options: unknown) {
      const named = Array.isArray(options) ? readOrder(['-s', 'dir', '-t', 'deb', ...(options[0] as string[])]).files : []
      asked.push({ options, missing: named.map(([from]) => from).filter((from) => !existsSync(from)) })
      return Promise.resolve(true)
    },
  })
}, 120_000)
afterAll(() => rmSync(work, { recursive: true, force: true }))

const argumentsOf = (kind: string, processor: string): readonly string[] => {
  const orders = asked.flatMap(({ options }) => (Array.isArray(options) ? [options[0] as readonly string[]] : []))
  const found = orders.find((args) => args.some((arg) => arg.endsWith(`.${kind}`)) && args.includes(processor))
  return found ?? expect.fail(`no ${kind} for ${processor}`)
}

describe('Linux packages as electron-builder works them out', () => {
  it('are an AppImage, a deb and an rpm for both processors, and no file that one names is missing', () => {
    expect(asked).toHaveLength(6)
    expect(asked.flatMap(({ missing }) => missing)).toEqual([])
  })

  it.each([
    ['deb', 'amd64'],
    ['deb', 'arm64'],
    ['rpm', 'amd64'],
    ['rpm', 'aarch64'],
  ])('a %s for %s brings icons, licence, desktop file and the type of recordings', (kind, processor) => {
    const { files } = readOrder(['-s', 'dir', '-t', 'deb', ...argumentsOf(kind, processor)])
    const targets = files.map(([, to]) => to)
    for (const size of [16, 48, 256]) expect(targets).toContain(`/usr/share/icons/hicolor/${size}x${size}/apps/samsa.png`)
    expect(targets).toEqual(
      expect.arrayContaining(['/opt/Samsa', '/usr/share/mime/packages/samsa.xml', '/usr/share/applications/samsa.desktop']),
    )
    expect(targets).toContain(kind === 'deb' ? '/usr/share/doc/samsa/copyright' : '/usr/share/licenses/samsa/LICENSE')
  })

  it('an AppImage starts from a menu: it is not given the switch that Samsa refuses', () => {
    const entries = asked.flatMap(({ options }) => (Array.isArray(options) ? [] : [(options as { readonly desktop: string }).desktop]))
    expect(entries).toHaveLength(2)
    for (const entry of entries) {
      expect(entry).toContain('\nExec=AppRun %U\n')
      expect(entry).toContain('MimeType=application/x-samsa-recording;x-scheme-handler/samsa;')
    }
  })
})
