import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeEnvelope } from '../../../electron/core/lib/envelope.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { prepareFolder, sweepTemps, writeAtomically } from '../../../electron/core/lib/files.ts'
import { openGenerations, type Generations } from '../../../electron/core/lib/generations.ts'
import { createTestClock } from '../../support/clock.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const needs = { fs: nodeFileSystem, clock: createTestClock(), platform: 'linux' as const }
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777
const open = (folder: string, schemaVersion = 1): Promise<Generations> =>
  openGenerations({ ...needs, path: join(folder, 'x.json'), magic: 'test', schemaVersion })

describe('C-11 rights of files', () => {
  it('0700 and 0600 from creation on, also under umask 000', async () => {
    const folder = join(await tempFolder(), 'data')
    const before = process.umask(0)
    try {
      expect(await prepareFolder(needs, folder)).toEqual([])
      await writeAtomically(needs, join(folder, 'x.json'), Buffer.from('{}'))
      expect(await modeOf(folder)).toBe(0o700)
      expect(await modeOf(join(folder, 'x.json'))).toBe(0o600)
    } finally {
      process.umask(before)
    }
  })

  it('repairs what was opened to others, and says so', async () => {
    const folder = join(await tempFolder(), 'data')
    await mkdir(folder)
    for (const name of ['profiles.json', 'secrets.json.old-000000000001', 'other.txt']) await writeFile(join(folder, name), '')
    await chmod(folder, 0o755)
    await chmod(join(folder, 'profiles.json'), 0o644)
    await chmod(join(folder, 'secrets.json.old-000000000001'), 0o640)
    const repaired = await prepareFolder(needs, folder)
    expect(repaired.map((p) => p.slice(folder.length))).toEqual(['', '/profiles.json', '/secrets.json.old-000000000001'])
    expect(await modeOf(join(folder, 'profiles.json'))).toBe(0o600)
    expect(await modeOf(folder)).toBe(0o700)
    expect(await prepareFolder(needs, folder)).toEqual([])
  })
})

describe('F-02 generations', () => {
  it('keeps the newest and three older saves', async () => {
    const folder = await tempFolder()
    const store = await open(folder)
    expect(store.found.state).toBe('none')
    for (let n = 1; n <= 9; n += 1) await store.save({ n })
    const older = [6, 7, 8].map((n) => `x.json.old-${String(n).padStart(12, '0')}`)
    expect((await readdir(folder)).sort()).toEqual(['x.json', ...older])
    expect((await open(folder)).found).toMatchObject({ state: 'ok', payload: { n: 9 } })
  })

  it('saves asked at once are all done, in order', async () => {
    const folder = await tempFolder()
    const store = await open(folder)
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.save({ n })))
    expect((await open(folder)).found.payload).toEqual({ n: 19 })
  })

  it('F-05 keeps the last file of an older schema version', async () => {
    const folder = await tempFolder()
    await (await open(folder, 1)).save('version 1')
    const store = await open(folder, 2)
    expect(store.found).toMatchObject({ state: 'ok', schemaVersion: 1, payload: 'version 1' })
    for (let n = 0; n < 6; n += 1) await store.save({ n })
    expect(await readdir(folder)).toContain('x.json.v1')
    const copy = (await store.copies()).find((c) => c.file === 'x.json.v1')
    expect(copy?.bytes?.toString()).toContain('version 1')
  })

  it('F-05 a file from the future is read, and never written', async () => {
    const folder = await tempFolder()
    const bytes = encodeEnvelope({ magic: 'test', schemaVersion: 7, seq: 40, payload: 'later' })
    await writeFile(join(folder, 'x.json'), bytes)
    const store = await open(folder)
    expect(store.found).toMatchObject({ state: 'newer', schemaVersion: 7, payload: 'later' })
    await expect(store.save('now')).rejects.toMatchObject({ code: 'files.newer', about: { version: 7, known: 1 } })
    expect(await readdir(folder)).toEqual(['x.json'])
    expect(Buffer.compare(await nodeFileSystem.read(join(folder, 'x.json')), bytes)).toBe(0)
  })

  it('F-03 a first start is no loss, but nothing readable is: also at the starts after it', async () => {
    const folder = await tempFolder()
    expect((await open(folder)).found.state).toBe('none')
    await writeFile(join(folder, 'x.json'), 'garbage')
    expect((await open(folder)).found).toMatchObject({ state: 'unreadable', why: 'it is cut short or is not JSON' })
    const names = await readdir(folder)
    expect(names).toEqual([expect.stringMatching(/^x\.json\.damaged-/)])
    expect((await open(folder)).found.state).toBe('unreadable')
    expect(await readdir(folder)).toEqual(names)
  })

  it('F-03 sweeps its own leftovers and nothing else', async () => {
    const folder = await tempFolder()
    for (const name of ['x.json.tmp-1a2b', 'y.json.tmp-1a2b', 'x.json.mine']) await writeFile(join(folder, name), '')
    expect(await sweepTemps(needs, join(folder, 'x.json'))).toEqual(['x.json.tmp-1a2b'])
    expect((await readdir(folder)).sort()).toEqual(['x.json.mine', 'y.json.tmp-1a2b'])
  })
})
