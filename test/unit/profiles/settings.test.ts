import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeEnvelope } from '../../../electron/core/lib/envelope.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { createLog, silentLog } from '../../../electron/core/lib/log.ts'
import { createRedactor } from '../../../electron/core/lib/redact.ts'
import { createSettings, type SettingsStore } from '../../../electron/core/profiles/settings.ts'
import { DEFAULT_SETTINGS } from '../../../shared/contract/settings.ts'
import { createTestClock } from '../../support/clock.ts'
import { createFaultFs } from '../../support/fault-fs.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const open = (folder: string, fs = nodeFileSystem): Promise<SettingsStore> =>
  createSettings({ folder, fs, clock: createTestClock(), platform: 'linux', log: silentLog })

describe('settings', () => {
  it('start with the defaults and keep what was changed, part by part', async () => {
    const folder = await tempFolder()
    const settings = await open(folder)
    expect(settings.current()).toEqual(DEFAULT_SETTINGS)
    await settings.change({ theme: 'dark' })
    await settings.change({ density: 'compact', theme: undefined })
    expect((await open(folder)).current()).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark', density: 'compact' })
  })

  it('24 how much the log holds counts at once, and from the next start on', async () => {
    const folder = await tempFolder()
    const needs = { folder, fs: nodeFileSystem, clock: createTestClock(), platform: 'linux' as const }
    const lines = async (log: { flush(): Promise<void> }): Promise<readonly unknown[]> => {
      await log.flush()
      const text = await readFile(join(folder, 'logs/samsa.log'), 'utf8')
      return text.match(/"msg":"[^"]*"/g) ?? []
    }
    const log = createLog({ folder, redactor: createRedactor() })
    const settings = await createSettings({ ...needs, log })
    log.info('all of it')
    await settings.change({ logLevel: 'error' })
    log.info('no more')
    log.warn('nor this')
    log.error('still this')
    expect(await lines(log)).toEqual(['"msg":"all of it"', '"msg":"still this"'])
    const next = createLog({ folder, redactor: createRedactor() })
    await createSettings({ ...needs, log: next })
    next.warn('nor this')
    next.error('and this')
    expect(await lines(next)).toEqual(['"msg":"all of it"', '"msg":"still this"', '"msg":"and this"'])
  })

  it('one value that does not fit takes its default and spoils no other', async () => {
    const folder = await tempFolder()
    const payload = { theme: 'purple', density: 'compact', time: 'utc', gone: true }
    await writeFile(join(folder, 'settings.json'), encodeEnvelope({ magic: 'samsa.settings', schemaVersion: 1, seq: 3, payload }))
    expect((await open(folder)).current()).toEqual({ ...DEFAULT_SETTINGS, density: 'compact', time: 'utc' })
  })

  it('F-03 a damaged file is put aside and said, and the defaults stand in', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'settings.json'), '{"theme":')
    const settings = await open(folder)
    expect(settings.current()).toEqual(DEFAULT_SETTINGS)
    expect(settings.problems()).toMatchObject([
      { code: 'settings.reset', about: { file: 'settings.json', kept: expect.stringMatching(/damaged/) } },
    ])
    await settings.change({ time: 'utc' })
    const again = await open(folder)
    expect(again.problems()).toEqual([])
    expect(again.current().time).toBe('utc')
  })

  it('F-03 an older copy is used when there is one', async () => {
    const folder = await tempFolder()
    const settings = await open(folder)
    await settings.change({ theme: 'dark' })
    await settings.change({ theme: 'light' })
    await writeFile(join(folder, 'settings.json'), Buffer.alloc(200))
    const again = await open(folder)
    expect(again.current().theme).toBe('dark')
    expect(again.problems()).toMatchObject([{ code: 'files.olderCopy' }])
  })

  it('F-01 a save that fails leaves them as they were', async () => {
    const folder = await tempFolder()
    const fs = createFaultFs(nodeFileSystem)
    const settings = await open(folder, fs)
    await settings.change({ theme: 'dark' })
    const before = await readFile(join(folder, 'settings.json'))
    fs.arm({ kind: 'onwards', at: 0, code: 'EROFS' })
    await expect(settings.change({ theme: 'light' })).rejects.toMatchObject({ code: 'files.notSaved' })
    expect(settings.current().theme).toBe('dark')
    expect(await readFile(join(folder, 'settings.json'))).toEqual(before)
  })
})
