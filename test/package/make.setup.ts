import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { root } from '../../build/machine.ts'
import { electronFolder } from '../support/packages.ts'

/** Makes what the specs of this level look at: the app as it is shipped, the same to be driven, the archive. */
test('packages are made of an Electron on this disk, without a download', ({}, info) => {
  test.setTimeout(300_000)
  const electron = electronFolder()
  if (electron === null) throw new Error('There is no Electron to package')
  const dir = ['--dir', '--electron', electron]
  for (const args of [dir, [...dir, '--driven'], ['--archive']]) {
    const made = spawnSync(process.execPath, [join(root, 'build/package/package.ts'), ...args], { cwd: root, encoding: 'utf8' })
    expect(made.status, `npm run package -- ${args.join(' ')}\n${made.stdout}\n${made.stderr}`).toBe(0)
    for (const line of made.stdout.split('\n').filter((text) => /MiB|Fuses/.test(text)))
      info.annotations.push({ type: 'figure', description: line })
  }
})
