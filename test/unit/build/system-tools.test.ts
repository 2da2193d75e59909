import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { homepage, releases } from '../../../build/package/repository.ts'
import { readOrder } from '../../../build/package/order.ts'
import { specText } from '../../../build/package/system-rpm.ts'
import { controlText, offerSystemTools, readGzip } from '../../../build/package/system-tools.ts'

/** As electron-builder 26 calls it for a deb. */
const asked = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libgtk-3-0', '-d', 'libnss3', '--deb-recommends', 'libappindicator3-1'],
  ...['--deb-compression', 'xz', '--architecture', 'amd64', '--after-install', '/t/in', '--after-remove', '/t/out'],
  ...['--description', 'Lag of Kafka\n A desktop admin.', '--version', '0.1.0', '--package', '/r/Samsa.deb', '--name', 'samsa'],
  ...[
    '--maintainer',
    'The authors <a@samsa.invalid>',
    '--vendor',
    'The authors',
    '--url',
    'https://samsa.invalid',
    '--deb-priority',
    'optional',
  ],
  ...['--license', 'Apache-2.0', '/r/linux-unpacked/=/opt/Samsa', '/r/icon.png=/usr/share/icons/hicolor/512x512/apps/samsa.png'],
]

describe('packages made with the tools of the system', () => {
  it('a deb is what electron-builder asks of fpm', () => {
    const order = readOrder(asked)
    expect(controlText(order.control)).toBe(
      [
        'Package: samsa',
        'Version: 0.1.0',
        'Architecture: amd64',
        'Maintainer: The authors <a@samsa.invalid>',
        'Section: devel',
        'Priority: optional',
        'Depends: libgtk-3-0, libnss3',
        'Recommends: libappindicator3-1',
        'Homepage: https://samsa.invalid',
        'Description: Lag of Kafka\n A desktop admin.',
        '',
      ].join('\n'),
    )
    expect([...order.scripts]).toEqual([
      ['postinst', '/t/in'],
      ['postrm', '/t/out'],
    ])
    expect(order.files).toEqual([
      ['/r/linux-unpacked/', '/opt/Samsa'],
      ['/r/icon.png', '/usr/share/icons/hicolor/512x512/apps/samsa.png'],
    ])
  })

  it('an rpm is the same with the words of a spec, in which nothing is taken for a macro', () => {
    const folder = mkdtempSync(join(tmpdir(), 'samsa-spec-'))
    const script = join(folder, 'in')
    writeFileSync(script, 'echo 100%\n')
    const order = readOrder([
      ...['-s', 'dir', '--force', '-t', 'rpm', '-d', 'gtk3', '-d', '(libuuid or libuuid1)', '--rpm-os', 'linux'],
      ...['--rpm-compression', 'xzmt', '--architecture', 'amd64', '--after-install', script, '--description', 'A desktop admin.'],
      ...['--version', '0.1.0', '--package', '/r/Samsa.rpm', '--name', 'samsa', '--rpm-summary', 'Lag of Kafka'],
      ...['--license', 'Apache-2.0', '/r/linux-unpacked/=/opt/Samsa'],
    ])
    const spec = specText(order, '/staged')
    rmSync(folder, { recursive: true })
    expect(order.architecture).toBe('x86_64')
    for (const line of ['Name: samsa', 'Release: 1', 'Summary: Lag of Kafka', 'Requires: gtk3, (libuuid or libuuid1)', 'echo 100%%'])
      expect(spec).toContain(`\n${line}\n`)
    expect(spec).toMatch(/%files\n.*\n"\/opt\/Samsa"\n$/)
  })

  it.each<[string, string[]]>([
    ['Unknown option', [...asked, '--deb-systemd', 'x']],
    ['Only a deb or an rpm', asked.map((word) => (word === 'deb' ? 'pacman' : word))],
    ['was not told', asked.filter((word) => word !== '--version' && word !== '0.1.0')],
    ['Not a mapping', [...asked, 'nowhere']],
  ])('what is not understood makes no package: %s', (why, args) => expect(() => readOrder(args)).toThrow(why))

  it('a tar.gz is all that is asked of 7-Zip', () => {
    expect(readGzip(['a', '-bd', '-mx=9', '/r/Samsa.tar.gz', '/t/5.tar'])).toEqual({ input: '/t/5.tar', output: '/r/Samsa.tar.gz' })
    expect(() => readGzip(['a', '-bd', '/r/Samsa.7z', '/t/5'])).toThrow('Only gzip')
  })

  it('electron-builder finds them first on its path', () => {
    const environment: NodeJS.ProcessEnv = { PATH: '/usr/bin' }
    const folder = offerSystemTools(environment)
    expect(environment).toMatchObject({
      PATH: `${folder}:/usr/bin`,
      USE_SYSTEM_FPM: 'true',
      ELECTRON_BUILDER_7ZIP_PATH: join(folder, '7za'),
    })
    expect(readFileSync(join(folder, 'fpm'), 'utf8')).toContain('system-tools.ts')
    expect(statSync(join(folder, 'fpm')).mode & 0o111).not.toBe(0)
    rmSync(folder, { recursive: true })
  })

  it('a package names the repository that built it, and elsewhere no address of somebody else', () => {
    expect(homepage({ GITHUB_REPOSITORY: 'samsa/samsa' })).toBe('https://github.com/samsa/samsa')
    expect(homepage({})).toBe('https://samsa.invalid')
    expect(releases({ GITHUB_REPOSITORY: 'samsa/samsa' })).toBe('https://api.github.com/repos/samsa/samsa')
    expect(releases({})).toBe('')
  })
})
