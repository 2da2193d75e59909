import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { scryptSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyOf, containerOf, type DeriveKey } from '../../../electron/core/lib/container.ts'
import { encodeEnvelope, type Json } from '../../../electron/core/lib/envelope.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { createProfileFiles } from '../../../electron/core/profiles/profile-files.ts'
import { createScanner, newCanary } from '../../support/canary.ts'
import { createFaultFs } from '../../support/fault-fs.ts'
import { draft } from '../../support/profile-draft.ts'
import { openProfiles } from '../../support/profile-store.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const PASSPHRASE = 'correct horse battery staple'
/** The real derivation is tried once; elsewhere it costs as much as is needed to be one. */
const cheap: DeriveKey = (passphrase, salt) => Promise.resolve(scryptSync(passphrase, salt, 32, { N: 2 ** 4, r: 8, p: 1 }))

async function host(derive?: DeriveKey) {
  const folder = await tempFolder()
  const fs = createFaultFs(nodeFileSystem)
  const { profiles, clock } = await openProfiles(folder, { fs })
  return { folder, fs, profiles, clock, files: createProfileFiles(profiles, clock, derive ?? cheap) }
}

describe('1 profiles in the user’s order', () => {
  it('are put into folders and before one another, and are there after a restart', async () => {
    const { folder, profiles } = await host()
    const [a, b, c] = [
      await profiles.create(draft({ name: 'a' }), {}),
      await profiles.create(draft({ name: 'b' }), {}),
      await profiles.create(draft({ name: 'c' }), { saslPassword: 'one' }),
    ] as const
    await profiles.arrange(c, 'Europe', a)
    await profiles.arrange(a, '', null)
    const again = (await openProfiles(folder)).profiles
    expect(again.list().map(({ name, folder: own }) => [name, own])).toEqual([
      ['c', 'Europe'],
      ['b', ''],
      ['a', ''],
    ])
    expect(again.connectionSettings(c).sasl?.password).toBe('one')
    await expect(again.arrange('p9', '', null)).rejects.toMatchObject({ code: 'profile.unknown' })
    await expect(again.arrange(b, '', 'p9')).rejects.toMatchObject({ code: 'profile.unknown' })
    const copy = await again.duplicate(c)
    expect(again.get(copy).folder).toBe('Europe')
  })
})

describe('C-10 profiles as a file', () => {
  it('without a pass phrase it holds no secret, and the preview says which will be missing', async () => {
    const one = await host()
    const canary = newCanary('password')
    const id = await one.profiles.create(draft({ name: 'orders' }), { saslPassword: canary })
    const file = await one.files.exported([id], null)
    expect(createScanner([canary]).scan('export', file)).toEqual([])
    const other = await host()
    const preview = await other.files.open(file, null)
    expect(preview).toMatchObject({ sealed: false, unreadable: [] })
    expect(preview.rows).toMatchObject([
      { name: 'orders', outcome: 'new', hosts: ['kafka-1.example.org:9092'], secrets: [], missing: ['saslPassword'], existing: null },
    ])
  })

  it('with one, at full cost, its secrets open there and are nowhere in the file', async () => {
    const one = await host()
    const canary = newCanary('password')
    const ids = [
      await one.profiles.create(draft({ name: 'orders', access: 'open' }), { saslPassword: canary }),
      await one.profiles.create(draft({ name: 'billing' }), {}),
    ]
    await one.profiles.markConnected(ids[0] ?? '')
    const files = createProfileFiles(one.profiles, one.clock)
    const file = await files.exported(ids, PASSPHRASE)
    expect(createScanner([canary]).scan('export', file)).toEqual([])
    const other = await host()
    const theirs = createProfileFiles(other.profiles, other.clock)
    await expect(theirs.open(file, null)).rejects.toMatchObject({ code: 'profiles.filePassphrase', about: { wrong: false } })
    await expect(theirs.open(file, 'another pass phrase')).rejects.toMatchObject({
      code: 'profiles.filePassphrase',
      about: { wrong: true },
    })
    const { opened } = await theirs.open(file, PASSPHRASE)
    const [taken = ''] = await theirs.take(opened, [{ index: 0, as: 'new' }])
    const again = (await openProfiles(other.folder)).profiles
    // It observes until somebody there says otherwise, and was never connected there.
    expect(again.list()).toMatchObject([{ id: taken, name: 'orders', access: 'observe', lastConnectedAt: null }])
    expect(again.connectionSettings(taken).sasl?.password).toBe(canary)
    await expect(theirs.take(opened, [{ index: 0, as: 'new' }])).rejects.toMatchObject({ code: 'profiles.fileGone' })
  })

  it('nothing that is here is replaced unless it is asked for; a replaced one keeps its id and observes', async () => {
    const { profiles, files } = await host()
    const a = await profiles.create(draft({ name: 'orders', notes: 'ours' }), { saslPassword: 'ours' })
    const file = await files.exported([a], null)
    expect((await files.open(file, null)).rows).toMatchObject([{ outcome: 'same', changes: [] }])
    await profiles.update(a, draft({ name: 'orders', notes: 'changed', access: 'open' }), {})
    const { opened, rows } = await files.open(file, null)
    expect(rows).toMatchObject([
      { outcome: 'differs', existing: { id: a }, changes: [{ field: 'notes', before: 'changed', after: 'ours' }] },
    ])
    const ids = await files.take(opened, [
      { index: 0, as: 'new' },
      { index: 0, as: 'replace' },
    ])
    expect(profiles.list()).toMatchObject([
      { id: a, name: 'orders', notes: 'ours', access: 'observe' },
      { id: ids[0], name: 'orders (2)', notes: 'ours', access: 'observe' },
    ])
    // The file held none: what was kept here stays.
    expect(profiles.connectionSettings(a).sasl?.password).toBe('ours')
  })

  it('an entry that cannot be read hides no other; a file from the future is refused', async () => {
    const { profiles, files } = await host()
    const a = await profiles.create(draft({ name: 'orders' }), {})
    const payload = { profiles: [{ id: 'x', name: 1 }, { ...profiles.get(a) }] as readonly Json[], secrets: { [a]: { saslPassword: 1 } } }
    const written = (schemaVersion: number, given: Json): Promise<Uint8Array> =>
      containerOf('profiles', encodeEnvelope({ magic: 'samsa.profiles.carried', schemaVersion, seq: 1, payload: given }), null)
    expect(await files.open(await written(3, payload), null)).toMatchObject({ rows: [{ index: 1, secrets: [] }], unreadable: [/^x: /] })
    await expect(files.open(await written(99, payload), null)).rejects.toMatchObject({ code: 'profiles.fileNewer' })
    await expect(files.open(await written(3, { profiles: 1 }), null)).rejects.toMatchObject({ code: 'profiles.fileDamaged' })
  })

  it('5,000 changed files: an error of the catalogue or a preview, nothing written before it is confirmed, never two derivations at once', async () => {
    const one = await host()
    const id = await one.profiles.create(draft({ name: 'orders' }), { saslPassword: 'secret of orders' })
    const files = [await one.files.exported([id], null), await one.files.exported([id], PASSPHRASE)] as const
    let running = 0
    const counted: DeriveKey = async (passphrase, salt, cost) => {
      running += 1
      expect(running).toBe(1)
      expect(cost.N).toBeLessThanOrEqual(2 ** 20)
      const key = await cheap(passphrase, salt, cost)
      running -= 1
      return key
    }
    const other = await host(counted)
    const before = await contentOf(other.folder)
    const change = fc.record({
      sealed: fc.boolean(),
      at: fc.nat(4_000),
      byte: fc.nat(255),
      cut: fc.option(fc.nat(4_000)),
      twice: fc.boolean(),
    })
    let previews = 0
    await fc.assert(
      fc.asyncProperty(change, async ({ sealed, at, byte, cut, twice }) => {
        const bytes = Buffer.from(files[sealed ? 1 : 0])
        if (at < bytes.length) bytes[at] = byte
        const file = cut === null ? bytes : bytes.subarray(0, cut)
        const opening = (): Promise<unknown> =>
          other.files.open(file, PASSPHRASE).then(
            () => (previews += 1),
            (error: unknown) => expect(error).toMatchObject({ code: expect.stringMatching(/^profiles\.file/) as string }),
          )
        await Promise.all(twice ? [opening(), opening()] : [opening()])
      }),
      { numRuns: 5_000 },
    )
    // Some changes change nothing.
    expect(previews).toBeGreaterThan(0)
    expect(await contentOf(other.folder)).toEqual(before)
    expect(other.profiles.list()).toEqual([])
  }, 120_000)

  it('asks no computer for more than a GiB, whatever the head of the file says', async () => {
    const file = Buffer.from(await containerOf('profiles', Buffer.from('{}'), PASSPHRASE, cheap, { N: 2 ** 21, r: 8, p: 1 }))
    const never: DeriveKey = () => Promise.reject(new Error('it was derived'))
    await expect(bodyOf('profiles', file, PASSPHRASE, never)).rejects.toMatchObject({ problem: 'damaged' })
  })

  it('F-01 an import that cannot be saved changes nothing', async () => {
    const one = await host()
    const id = await one.profiles.create(draft({ name: 'orders' }), { saslPassword: 'theirs' })
    const file = await one.files.exported([id, await one.profiles.create(draft({ name: 'billing' }), {})], PASSPHRASE)
    const other = await host()
    await other.profiles.create(draft({ name: 'orders' }), { saslPassword: 'ours' })
    for (let at = 0; ; at += 1) {
      const { opened } = await other.files.open(file, PASSPHRASE)
      other.fs.arm({ kind: 'fail', at: [at], code: 'ENOSPC' })
      const error = await other.files
        .take(opened, [
          { index: 0, as: 'replace' },
          { index: 1, as: 'new' },
        ])
        .then(
          () => null,
          (failure: unknown) => failure,
        )
      other.fs.arm(null)
      if (error === null) break
      expect(error, `call ${at}`).toMatchObject({ code: 'files.notSaved' })
      expect(other.profiles.list(), `call ${at}`).toHaveLength(1)
      expect(other.profiles.connectionSettings('p1').sasl?.password, `call ${at}`).toBe('ours')
      expect((await openProfiles(other.folder)).profiles.list(), `call ${at}`).toHaveLength(1)
    }
    const again = (await openProfiles(other.folder)).profiles
    expect(again.list()).toHaveLength(2)
    expect(again.connectionSettings('p1').sasl?.password).toBe('theirs')
  })
})

async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder)).toSorted()
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)))
}
