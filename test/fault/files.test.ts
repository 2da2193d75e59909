import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import type { FileSystem } from '../../electron/core/lib/file-system.ts'
import { nodeFileSystem } from '../../electron/core/lib/file-system.ts'
import { openGenerations, type Generations } from '../../electron/core/lib/generations.ts'
import { AppError } from '../../shared/errors/error.ts'
import { createFaultFs, withoutSync, type Fault, type FaultCode } from '../support/fault-fs.ts'
import { tempFolder } from '../support/temp-folder.ts'

const fast = withoutSync(nodeFileSystem)
const open = (folder: string, fs: FileSystem): Promise<Generations> =>
  openGenerations({ fs, clock: systemClock, platform: 'linux', path: join(folder, 'x.json'), magic: 'test', schemaVersion: 1 })

const OLD = { text: 'old', filler: 'o'.repeat(5_000) }
const NEW = { text: 'new', filler: 'n'.repeat(9_000) }
const codes: readonly FaultCode[] = ['ENOSPC', 'EIO', 'EMFILE', 'EACCES', 'EROFS', 'EDQUOT']

/** A store with four saves behind it, so that a save also keeps an older one and drops the oldest. */
async function storeWithHistory(): Promise<{ folder: string; fs: ReturnType<typeof createFaultFs>; store: Generations }> {
  const folder = await tempFolder()
  const fs = createFaultFs(fast)
  const store = await open(folder, fs)
  for (const payload of [1, 2, 3, 4]) await store.save(payload)
  await store.save(OLD)
  return { folder, fs, store }
}

/** What a fresh start reads on a healthy disk, and whether anything half-done is left. */
async function afterRestart(folder: string): Promise<{ payload: unknown; state: string; temps: number }> {
  const again = await open(folder, fast)
  const temps = (await readdir(folder)).filter((name) => name.includes('.tmp-')).length
  return { payload: again.found.payload, state: again.found.state, temps }
}

/** The calls of one save, in order; the first test says that they are these. */
const CALLS = ['createNew', 'write', 'sync', 'close', 'link', 'rename', 'syncFolder', 'list', 'remove']

/** Each call failing alone, from there on, and together with one of those that clean up after it. */
const faults: readonly Fault[] = CALLS.flatMap((name, at): Fault[] => [
  ...(name === 'write' ? [{ kind: 'short', at } as const] : []),
  ...codes.flatMap((code): Fault[] => [
    { kind: 'onwards', at, code },
    { kind: 'fail', at: [at], code },
    ...[1, 2, 3, 4, 5, 6].map((later): Fault => ({ kind: 'fail', at: [at, at + later], code })),
  ]),
])

describe('F-01 faults of the disk while saving', () => {
  it('one save is: write aside, sync, keep the old, swap, sync the folder, drop the oldest', async () => {
    const { fs, store } = await storeWithHistory()
    fs.arm(null)
    await store.save(NEW)
    expect(fs.calls).toEqual(CALLS)
  })

  it(`leaves the old or the new content, never another; says so; and the next save works (${faults.length} cases)`, async () => {
    expect(faults.length).toBeGreaterThanOrEqual(400)
    const outcomes = { saved: 0, refusedOld: 0, refusedNew: 0 }
    for (const fault of faults) {
      const { folder, fs, store } = await storeWithHistory()
      fs.arm(fault)
      const error = await store.save(NEW).then(
        () => null,
        (e: unknown) => e,
      )
      const { payload, state, temps } = await afterRestart(folder)
      expect({ fault, state, temps }).toEqual({ fault, state: 'ok', temps: 0 })
      if (error === null) {
        expect({ fault, payload }).toEqual({ fault, payload: NEW })
        outcomes.saved += 1
      } else {
        expect(error).toBeInstanceOf(AppError)
        expect(error).toMatchObject({ code: 'files.notSaved', about: { file: 'x.json' } })
        expect([OLD, NEW]).toContainEqual(payload)
        outcomes[JSON.stringify(payload) === JSON.stringify(OLD) ? 'refusedOld' : 'refusedNew'] += 1
      }
      // The disk is well again, and the same store goes on.
      fs.arm(null)
      await store.save({ text: 'later' })
      expect(await afterRestart(folder)).toEqual({ payload: { text: 'later' }, state: 'ok', temps: 0 })
    }
    // Each kind of outcome was met: the test sees what it means to see.
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0)
  })

  it('finds a writer bad that does not look at how much was written', async () => {
    const folder = await tempFolder()
    const fs = createFaultFs(fast)
    fs.arm({ kind: 'short', at: 1 })
    const file = await fs.createNew(join(folder, 'x.json'), 0o600)
    await file.write(Buffer.from(JSON.stringify(NEW)), 0)
    await file.close()
    expect((await afterRestart(folder)).state).toBe('unreadable')
  })

  it('keeps copying where a file cannot have two names', async () => {
    const { folder, fs, store } = await storeWithHistory()
    fs.arm({ kind: 'fail', at: [CALLS.indexOf('link')], code: 'EPERM' })
    await store.save(NEW)
    const copies = await store.copies()
    expect(copies[0]?.bytes?.toString()).toContain(OLD.filler)
    expect(await afterRestart(folder)).toMatchObject({ payload: NEW })
  })

  it('waits for a busy file on Windows, and only there', async () => {
    const { fs, folder } = await storeWithHistory()
    const saveOn = async (platform: NodeJS.Platform): Promise<void> => {
      const store = await openGenerations({
        fs,
        clock: systemClock,
        platform,
        path: join(folder, 'x.json'),
        magic: 'test',
        schemaVersion: 1,
      })
      fs.arm({ kind: 'fail', at: [CALLS.indexOf('rename')], code: 'EACCES' })
      await store.save(NEW)
    }
    await expect(saveOn('linux')).rejects.toMatchObject({ code: 'files.notSaved' })
    await expect(saveOn('win32')).resolves.toBeUndefined()
  })
})
