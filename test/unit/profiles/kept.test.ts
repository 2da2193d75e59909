import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { silentLog } from '../../../electron/core/lib/log.ts'
import { clusterIn, createKept, startOf, type Kept, type Start } from '../../../electron/core/profiles/kept.ts'
import { PLACE_KEY } from '../../../shared/contract/host.ts'
import { draftPlace } from '../../../renderer/state/drafts.ts'
import { createTestClock } from '../../support/clock.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const open = (folder: string, start?: Start): Promise<Kept> =>
  createKept({ folder, fs: nodeFileSystem, clock: createTestClock(), platform: 'linux', log: silentLog, ...(start && { start }) })

describe('F-04 what windows keep for themselves', () => {
  it('is there again as it was last acknowledged, whatever was kept and forgotten, and asked at once or one by one', async () => {
    const key = fc.constantFrom('tabs', 'table.groups', 'form.profile.new')
    const change = fc.record({ key, value: fc.option(fc.string({ maxLength: 50 }), { nil: null }), wait: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
        const folder = await tempFolder()
        const kept = await open(folder)
        const wanted = new Map<string, string>()
        const asked: Promise<void>[] = []
        for (const { key: name, value, wait } of changes) {
          const done = kept.keep(name, value)
          if (value === null) wanted.delete(name)
          else wanted.set(name, value)
          if (wait) await done
          else asked.push(done)
        }
        await Promise.all(asked)
        // No orderly end: another start on what is on disk.
        expect(new Map((await open(folder)).all())).toEqual(wanted)
      }),
      { numRuns: 25 },
    )
  })

  it('knows where the user was after a crash, and not after an orderly end', async () => {
    const folder = await tempFolder()
    const kept = await open(folder)
    await kept.keep(PLACE_KEY, '/c/orders-eu/groups')
    await kept.keep('tabs', '[]')
    expect((await open(folder)).all().get(PLACE_KEY)).toBe('/c/orders-eu/groups')
    await kept.stop()
    expect([...(await open(folder)).all()]).toEqual([['tabs', '[]']])
  })

  it('24 begins after an orderly end where the user chose, and after a crash where he was', async () => {
    const chosen = (start: 'launcher' | 'last' | 'profile', startProfile: string | null = null): Start =>
      startOf({ current: () => ({ start, startProfile }) }, { list: () => [{ id: 'orders-eu' }] })
    const folder = await tempFolder()
    const last = await open(folder, chosen('last'))
    await last.keep(PLACE_KEY, '/c/orders-eu/groups')
    await last.stop()
    const again = await open(folder, chosen('last'))
    expect(again.all().get(PLACE_KEY)).toBe('/c/orders-eu/groups')
    // Not stopped: the choice of a profile does not come before it.
    const profile = await open(folder, chosen('profile', 'orders-eu'))
    expect(profile.all().get(PLACE_KEY)).toBe('/c/orders-eu/groups')
    await profile.stop()
    expect((await open(folder, chosen('profile', 'orders-eu'))).all().get(PLACE_KEY)).toBe('/c/orders-eu')
    expect((await open(folder, chosen('profile', 'gone'))).all().get(PLACE_KEY)).toBeUndefined()
    expect((await open(folder, chosen('launcher', 'orders-eu'))).all().get(PLACE_KEY)).toBeUndefined()
  })

  it('F-03 starts empty on a damaged file, which is put aside; one entry that does not fit spoils no other', async () => {
    const folder = await tempFolder()
    await (await open(folder)).keep('tabs', 'a')
    const file = join(folder, 'workspace.json')
    await writeFile(file, (await readFile(file, 'utf8')).replace('tabs', 'tabz'))
    const kept = await open(folder)
    expect(kept.all().size).toBe(0)
    await kept.keep('tabs', 'b')
    expect((await open(folder)).all().get('tabs')).toBe('b')
  })

  it('what is about a removed profile goes off the disk with it, in whichever window, and comes back with it', async () => {
    const folder = await tempFolder()
    const kept = await open(folder)
    const own = [
      draftPlace('p1', 'topics.create', []).key,
      `w2/${draftPlace('p1', 'brokers.add', ['3', 'a/b']).key}`,
      'form.profile.p1',
      'schema.value.avro/p1/orders',
      'wall.views.p1',
    ]
    const others = [
      draftPlace('p2', 'topics.create', ['p1']).key,
      'form.profile.p2',
      'form.profile.new',
      'samsa.table.groups',
      'samsa.tabs',
    ]
    await Promise.all([...own, ...others].map((key) => kept.keep(key, `value of ${key}`)))
    await kept.setAside('p1')
    expect([...(await open(folder)).all().keys()].sort()).toEqual(others.toSorted())
    await kept.putBack('p1')
    expect(Object.fromEntries((await open(folder)).all())).toEqual(
      Object.fromEntries([...own, ...others].map((key) => [key, `value of ${key}`])),
    )
    // A crash came between: the next start does it.
    await kept.forgetOthers((cluster) => cluster === 'p2')
    expect([...(await open(folder)).all().keys()].sort()).toEqual(others.toSorted())
    expect(others.map(clusterIn)).toEqual(['p2', 'p2', null, null, null])
  })

  it('C-12 what is about a removed profile is in no older save either, also when a crash came before the last of them', async () => {
    const folder = await tempFolder()
    const kept = await open(folder)
    const inFiles = async (): Promise<readonly string[]> => {
      const found: string[] = []
      for (const file of await readdir(folder)) if ((await readFile(join(folder, file), 'utf8')).includes('of-p1')) found.push(file)
      return found
    }
    await kept.keep('form.profile.p1', 'of-p1')
    for (let n = 0; n < 5; n += 1) await kept.keep('samsa.tabs', `${n}`)
    expect((await inFiles()).length).toBeGreaterThan(1)
    await kept.setAside('p1')
    expect(await inFiles()).toEqual([])
    await kept.putBack('p1')
    await kept.keep('samsa.tabs', 'more')
    // What a crash leaves: it is out of the newest save and still in older ones.
    await kept.keep('form.profile.p1', null)
    expect((await inFiles()).length).toBeGreaterThan(0)
    const next = await open(folder)
    await next.forgetOthers(() => false)
    expect(await inFiles()).toEqual([])
    expect([...(await open(folder)).all()]).toEqual([['samsa.tabs', 'more']])
    const before = await readdir(folder)
    await next.forgetOthers(() => false)
    expect(await readdir(folder)).toEqual(before)
  })

  it('H-06 stays bounded: what was kept longest ago goes first', async () => {
    const kept = await open(await tempFolder())
    const last = Array.from({ length: 510 }, (_, n) => kept.keep(`k${n}`, 'v'))
    await Promise.all(last)
    expect(kept.all().size).toBe(500)
    expect(kept.all().has('k9')).toBe(false)
    expect(kept.all().has('k509')).toBe(true)
    await kept.keep('large', 'x'.repeat(499_000))
    for (let n = 0; n < 9; n += 1) await kept.keep(`large${n}`, 'x'.repeat(499_000))
    expect([...kept.all().values()].reduce((sum, value) => sum + value.length, 0)).toBeLessThan(4_000_000)
    expect(kept.all().has('large8')).toBe(true)
  })
})
