import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { missingFiles, packageConfig } from '../../../build/package/config.ts'
import { fuses } from '../../../build/package/fuses.ts'
import { licenceText } from '../../../build/package/licences.ts'
import { readArguments } from '../../../build/package/package.ts'

/** Electron-builder's own check of a configuration against its schema; it exports no other way to it. */
const { validateConfiguration } = createRequire(import.meta.url)('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration(config: object, log: { readonly isEnabled: boolean; add(): void }): Promise<void>
}

let app = ''
beforeEach(() => {
  app = mkdtempSync(join(tmpdir(), 'samsa-stage-'))
  for (const file of ['LICENSE', 'THIRD-PARTY-LICENSES.txt']) writeFileSync(join(app, file), 'text')
})
afterEach(() => rmSync(app, { recursive: true }))

const configFor = (more: object = {}) => packageConfig({ app, output: '/nowhere', electron: null, driven: false, ...more })

describe('configuration of the packages', () => {
  it('is one that electron-builder takes, and a wrong one is not', async () => {
    const log = { isEnabled: false, add() {} }
    await expect(validateConfiguration(configFor(), log)).resolves.toBeUndefined()
    await expect(validateConfiguration({ ...configFor(), elektronVersion: '45' }, log)).rejects.toThrow('elektronVersion')
  })

  it('names every target on its systems', () => {
    const { linux, mac, win } = configFor()
    const named = (targets: unknown) =>
      (targets as { target: string; arch: string[] }[]).map(({ target, arch }) => `${target} ${arch.join(' ')}`)
    expect(named(linux?.target)).toEqual(['AppImage x64 arm64', 'deb x64 arm64', 'rpm x64 arm64', 'tar.gz x64 arm64'])
    expect(named(mac?.target)).toEqual(['dmg x64 arm64', 'zip x64 arm64'])
    expect(named(win?.target)).toEqual(['nsis x64', 'portable x64'])
  })

  it('names no file that is not there', () => {
    expect(missingFiles(configFor())).toEqual([])
    rmSync(join(app, 'LICENSE'))
    expect(missingFiles(configFor())).toEqual([join(app, 'LICENSE')])
    // In whichever part it stands.
    expect(missingFiles({ nsis: { license: '/nowhere/terms' }, deb: { fpm: ['/nowhere/a=/opt/a'] } })).toEqual([
      '/nowhere/terms',
      '/nowhere/a',
    ])
  })

  it('takes an Electron on this disk, and downloads nothing then', () => {
    expect(configFor({ electron: { folder: app, version: '33.4.11' } })).toMatchObject({ electronDist: app, electronVersion: '33.4.11' })
    expect(configFor()).not.toHaveProperty('electronDist')
  })

  it('A-10 A-11 every fuse is set on purpose: no Node shell, no inspector, the archive only and whole', () => {
    expect(fuses).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    })
    expect(configFor()).toMatchObject({ asar: true })
  })
})

describe('licences', () => {
  it('says each package once, with its text, and that of one that brings none by name', () => {
    const text = licenceText([
      { name: 'a', version: '1.0.0', license: 'MIT', text: 'The text of a' },
      { name: 'b', version: '2.0.0', license: 'ISC', text: null },
    ])
    expect(text).toContain('a 1.0.0 (MIT)\n\nThe text of a')
    expect(text).toContain('its licence is ISC')
    expect(text).toContain('Inter (font)')
  })
})

describe('arguments of npm run package', () => {
  it.each<[string[], object]>([
    [[], { what: 'all', electron: null, driven: false }],
    [['--dir'], { what: 'dir' }],
    [['--archive'], { what: 'archive' }],
    [['--driven'], { problem: expect.stringContaining('--dir') }],
    [['--system-tools'], { problem: expect.stringContaining('--electron') }],
    [['--what'], { problem: expect.stringContaining('--what') }],
    [['--electron'], { problem: expect.stringContaining('folder') }],
    [['--dir', '--electron', '/nowhere'], { problem: expect.stringContaining('/nowhere') }],
  ])('%o', (args, expected) => expect(readArguments(args, {})).toMatchObject(expected))

  it('takes Electron’s own variable', () => {
    mkdirSync(join(app, 'electron'))
    writeFileSync(join(app, 'electron/version'), '33.4.11')
    expect(readArguments(['--dir'], { ELECTRON_OVERRIDE_DIST_PATH: join(app, 'electron') })).toMatchObject({
      electron: join(app, 'electron'),
    })
  })
})
