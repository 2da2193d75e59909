import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { takePlace } from '../../../electron/core/backup/staged.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { silentLog } from '../../../electron/core/lib/log.ts'
import { createTestClock } from '../../support/clock.ts'
import { createFaultFs } from '../../support/fault-fs.ts'
import { draft } from '../../support/profile-draft.ts'
import { again, contents, host, others } from './host.ts'

/** A folder with something that waits for the next start. */
async function waiting() {
  const one = await host()
  await one.profiles.create(draft({ name: 'one' }), { saslPassword: 'secret of one' })
  await others(one.folder, 'one')
  const file = await one.backups.make({ recordings: false, history: false }, null)
  const other = await host({ firstId: 50 })
  await other.profiles.create(draft({ name: 'other' }), { saslPassword: 'secret of other' })
  await other.settings.change({ theme: 'dark' })
  await others(other.folder, 'other')
  const before = await contents(other.folder)
  const { opened } = await other.backups.open(file, null)
  await other.backups.restore(opened, ['profiles', 'activity', 'alerts'])
  return { folder: other.folder, before, backups: other.backups }
}
const needs = (folder: string, fs = nodeFileSystem) => ({
  fs,
  clock: createTestClock(),
  platform: 'linux' as const,
  log: silentLog,
  folder,
})

describe('F-04 a backup takes the place of what is there', () => {
  it(
    'whole, whichever call of the file system was the last one before the end; the former state is whole too',
    { timeout: 120_000 },
    async () => {
      const sound = await waiting()
      await takePlace(needs(sound.folder))
      const wanted = await contents(sound.folder)
      let cuts = 0
      for (let at = 0; ; at += 1) {
        const { folder, before } = await waiting()
        const fs = createFaultFs(nodeFileSystem)
        fs.arm({ kind: 'onwards', at, code: 'EIO' })
        const ended = await takePlace(needs(folder, fs)).then(
          (why) => why,
          () => 'cut off',
        )
        if (ended === '' && fs.calls.length <= at) break
        cuts += 1
        // The next starts, the first of which is cut off as well.
        fs.arm({ kind: 'onwards', at: Math.floor(at / 2), code: 'EIO' })
        await takePlace(needs(folder, fs)).catch(() => undefined)
        await takePlace(needs(folder))
        const now = await contents(folder)
        // A start that could not even read whether something waits has put that aside, and left all as it was.
        const refused = ended !== 'cut off' && ended !== ''
        expect({ at, paths: [...now.keys()] }).toEqual({ at, paths: [...(refused ? before : wanted).keys()] })
        if (refused) continue
        const next = await again(folder)
        const [former] = (await next.backups.state()).formers
        await next.backups.goBack(former?.id ?? '')
        await again(folder)
        expect({ at, back: await contents(folder) }).toEqual({ at, back: before })
      }
      console.log(`${cuts} places to be cut off at`)
      expect(cuts).toBeGreaterThan(40)
    },
  )

  it('what was changed since it was taken from the file is not put in any place, and is told', async () => {
    const { folder, before } = await waiting()
    const stamp = (await readdir(join(folder, 'restore'))).find((name) => name !== 'next.json') ?? ''
    await writeFile(join(folder, 'restore', stamp, 'new~profiles.json'), 'something else')
    const next = await again(folder)
    expect(next.refused).toContain('profiles.json is not what was taken from the backup')
    expect(await contents(folder)).toEqual(before)
    // Told once: it waits no more, and is there to be looked at.
    expect((await again(folder)).refused).toBe('')
    expect((await readdir(join(folder, 'restore'))).some((name) => name.includes('damaged'))).toBe(true)
  })

  it('is taken back before the start, and a former state is removed for good', async () => {
    const { folder, before, backups } = await waiting()
    await backups.cancel()
    const next = await again(folder)
    expect(await contents(folder)).toEqual(before)
    expect(await next.backups.state()).toEqual({ waits: null, formers: [], refused: '' })
    await expect(next.backups.goBack('2026-11-30T00-00-00-000Z')).rejects.toMatchObject({ code: 'backup.gone' })
    await expect(next.backups.forget('../profiles.json')).rejects.toMatchObject({ code: 'backup.gone' })
    const done = await waiting()
    const after = await again(done.folder)
    const [former] = (await after.backups.state()).formers
    await after.backups.forget(former?.id ?? '')
    expect((await after.backups.state()).formers).toEqual([])
    await expect(after.backups.restore('not opened', ['profiles'])).rejects.toMatchObject({ code: 'backup.gone' })
  })
})
