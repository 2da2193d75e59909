import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onPath, root } from '../../build/machine.ts'
import { expect, test } from '../support/hosts.ts'
import { asUser, electronFolder } from '../support/packages.ts'

/** Minutes: with SAMSA_LONG=1, where there is a dpkg-deb; the rpm where there is an rpmbuild. */
test('a tar.gz, a deb and an rpm made with the tools of this system hold the app, which starts from where the deb puts it', async ({
  dataFolder,
}) => {
  test.skip(process.env['SAMSA_LONG'] !== '1', 'takes minutes: SAMSA_LONG=1')
  test.skip(onPath('dpkg-deb') === null, 'no dpkg-deb on this system')
  test.setTimeout(900_000)
  const made = spawnSync(
    process.execPath,
    [join(root, 'build/package/package.ts'), '--system-tools', '--electron', electronFolder() ?? ''],
    { cwd: root, encoding: 'utf8', env: { ...process.env, SAMSA_QUICK_PACKAGES: '1' } },
  )
  expect(made.status, `${made.stdout}\n${made.stderr}`).toBe(0)
  const [deb, archive] = ['deb', 'tar.gz'].map((kind) => globSync(`releases/system/*.${kind}`, { cwd: root })[0] ?? '')
  const listed = spawnSync('tar', ['-tzf', join(root, archive ?? '')], { encoding: 'utf8' }).stdout
  expect(listed).toMatch(/\/samsa\n/)
  expect(listed).toMatch(/\/resources\/app\.asar\n/)

  if (onPath('rpmbuild') !== null) {
    const rpm = globSync('releases/system/*.rpm', { cwd: root })[0] ?? ''
    const held = spawnSync('rpm', ['-qpl', join(root, rpm)], { encoding: 'utf8' }).stdout.split('\n')
    expect(held).toEqual(
      expect.arrayContaining(['/opt/Samsa/samsa', '/opt/Samsa/resources/app.asar', '/usr/share/applications/samsa.desktop']),
    )
  }

  const folder = mkdtempSync(join(tmpdir(), 'samsa-installed-'))
  try {
    expect(spawnSync('dpkg-deb', ['--extract', join(root, deb ?? ''), folder], { encoding: 'utf8' }).stderr).toBe('')
    expect(readFileSync(join(folder, 'usr/share/applications/samsa.desktop'), 'utf8')).toContain('x-scheme-handler/samsa')
    expect(readFileSync(join(folder, 'usr/share/mime/packages/samsa.xml'), 'utf8')).toContain('<comment>Samsa recording</comment>')
    expect(existsSync(join(folder, 'usr/share/doc/samsa/copyright'))).toBe(true)
    for (const size of [16, 48, 256]) expect(existsSync(join(folder, `usr/share/icons/hicolor/${size}x${size}/apps/samsa.png`))).toBe(true)
    expect(existsSync(join(folder, 'opt/Samsa/resources/THIRD-PARTY-LICENSES.txt'))).toBe(true)
    const child = spawn(join(folder, 'opt/Samsa/samsa'), ['--data-folder', dataFolder], { ...asUser(dataFolder), stdio: 'ignore' })
    const ended = once(child, 'exit')
    await expect
      .poll(() =>
        globSync('**/*.log', { cwd: dataFolder }).some((log) => readFileSync(join(dataFolder, log), 'utf8').includes('Samsa started')),
      )
      .toBe(true)
    child.kill('SIGTERM')
    await ended
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
