import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { policed } from '../../../electron/core/api/policed.ts'
import { MOST_BYTES } from '../../../electron/core/backup/backups.ts'
import { packBackup, unpackBackup } from '../../../electron/core/backup/pack.ts'
import { isKnownPath, isNewest, partOf } from '../../../electron/core/backup/parts.ts'
import { bodyOf, containerOf } from '../../../electron/core/lib/container.ts'
import { decodeEnvelope, encodeEnvelope } from '../../../electron/core/lib/envelope.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import type { Seal } from '../../../electron/core/lib/journal/head.ts'
import { openJournal } from '../../../electron/core/lib/journal/journal.ts'
import { NO_POLICY } from '../../../electron/core/profiles/policy.ts'
import type { SamsaHandlers } from '../../../shared/contract/index.ts'
import { createScanner, newCanary } from '../../support/canary.ts'
import type { TestClock } from '../../support/clock.ts'
import { fakeKeychain, noKeychain } from '../../support/fake-keychain.ts'
import { draft } from '../../support/profile-draft.ts'
import { createRandom } from '../../support/random.ts'
import { again, cheap, contents, host, others, PASSPHRASE } from './host.ts'

const everything = { recordings: true, history: true }
const all = ['profiles', 'settings', 'activity', 'alerts', 'recordings', 'history'] as const

/** A data folder with something in every part. */
async function used(mark: string) {
  const made = await host({ firstId: mark === 'one' ? 1 : 50 })
  const id = await made.profiles.create(draft({ name: mark, access: 'guarded' }), { saslPassword: `password of ${mark}` })
  await made.settings.change({ theme: 'dark', hiddenWords: [mark] })
  await others(made.folder, mark)
  // A history, and one that was pinned: SQLite files as the worker makes them.
  for (const cluster of [id, 'r-one']) await made.histories.ask('tidy', cluster, { now: made.clock.wall() })
  await made.histories.stop()
  return { ...made, id }
}

describe('24 a backup', () => {
  it('is taken in by another computer whole, and what was there before comes back when it is wanted', async () => {
    const one = await used('one')
    const file = await one.backups.make(everything, null)
    const other = await used('other')
    const before = await contents(other.folder)
    const preview = await other.backups.open(file, null)
    expect(preview).toMatchObject({
      version: '0.1.0',
      secrets: 0,
      profiles: [{ name: 'one', observes: true }],
      settings: { theme: 'dark' },
    })
    expect(preview.parts.map(({ part, files }) => [part, files])).toEqual([
      ['profiles', 1],
      ['settings', 1],
      ['activity', 3],
      ['alerts', 1],
      ['recordings', 1],
      ['history', 1],
    ])
    await other.backups.restore(preview.opened, all)
    expect(await contents(other.folder)).toEqual(before)
    expect((await other.backups.state()).waits).toEqual({ parts: [...all], back: false })

    const next = await again(other.folder)
    expect(next.refused).toBe('')
    expect(next.profiles.list()).toMatchObject([{ name: 'one', access: 'observe' }])
    expect(next.settings.current()).toMatchObject({ theme: 'dark', hiddenWords: ['one'] })
    expect(await readFile(join(other.folder, 'audit/2026-11.jsonl'), 'utf8')).toBe('{"mark":"one"}\n')
    expect(await readFile(join(other.folder, 'logs/samsa.log'), 'utf8')).toBe('log of other\n')
    expect([...(await contents(other.folder)).keys()].filter((path) => path.startsWith('history/'))).toEqual([
      `history/${one.id}.db`,
      'history/r-one.db',
    ])
    const { waits, formers } = await next.backups.state()
    expect(waits).toBeNull()
    expect(formers).toMatchObject([{ parts: [...all] }])
    // The passwords of this computer are not thrown away with the profiles that they were for.
    await next.backups.goBack(formers[0]?.id ?? '')
    const back = await again(other.folder)
    expect(back.profiles.connectionSettings(other.id).sasl?.password).toBe('password of other')
    expect(await contents(other.folder)).toEqual(before)
    // And forth again.
    expect((await back.backups.state()).formers).toMatchObject([{ parts: [...all] }])
  })

  it('holds what was chosen, of each document the newest, and says before how large it is', async () => {
    const one = await used('one')
    await one.settings.change({ theme: 'light' })
    const { parts } = await one.backups.sizes()
    const small = unpackBackup(await bodyOf('backup', await one.backups.make({ recordings: false, history: false }, null), null))
    expect([...small.files.keys()].toSorted()).toEqual([
      'alerts/p1.json',
      'audit/2026-11.jsonl',
      'audit/acts/a1.json',
      'profiles.json',
      'settings.json',
      'surveys/p1.json',
    ])
    const said = parts.filter(({ part }) => part !== 'recordings' && part !== 'history').reduce((sum, { bytes }) => sum + bytes, 0)
    expect([...small.files.values()].reduce((sum, { length }) => sum + length, 0)).toBe(said)
    expect(decodeEnvelope(small.files.get('settings.json') ?? new Uint8Array(), 'samsa.settings')).toMatchObject({
      envelope: { payload: { theme: 'light' } },
    })
  })

  it('C-10 without a pass phrase it holds no secret; with one they are kept as the other computer keeps its own', async () => {
    const canary = newCanary('password')
    const one = await host()
    const id = await one.profiles.create(draft({ name: 'one' }), { saslPassword: canary })
    await one.profiles.setSecret('settings', { proxyPassword: canary })
    const scanner = createScanner([canary])
    const open = await one.backups.make(everything, null)
    expect(scanner.scan('open', await bodyOf('backup', open, null))).toEqual([])
    expect(unpackBackup(await bodyOf('backup', open, null)).files.has('secrets.json')).toBe(false)
    const sealed = await one.backups.make(everything, PASSPHRASE)
    expect(scanner.scan('sealed', sealed)).toEqual([])

    const keychain = fakeKeychain('another')
    const other = await host({ keychain })
    await expect(other.backups.open(sealed, null)).rejects.toMatchObject({ code: 'backup.passphrase', about: { wrong: false } })
    await expect(other.backups.open(sealed, 'another one, too long')).rejects.toMatchObject({ about: { wrong: true } })
    const preview = await other.backups.open(sealed, PASSPHRASE)
    expect(preview).toMatchObject({ secrets: 2, secretsOut: '' })
    await other.backups.restore(preview.opened, ['profiles'])
    expect(await scanner.scanFolder(other.folder)).toMatchObject({ hits: [] })
    const next = await again(other.folder, { keychain })
    expect(next.profiles.connectionSettings(id).sasl?.password).toBe(canary)
    expect(next.profiles.secret('settings', 'proxyPassword')).toBe(canary)

    // Where there is no keychain, they are under the pass phrase, which the next start asks for.
    const third = await host({ keychain: noKeychain })
    await third.backups.restore((await third.backups.open(sealed, PASSPHRASE)).opened, ['profiles'])
    const asks = await again(third.folder, { keychain: noKeychain })
    expect(asks.profiles.secretStore.state()).toEqual({ kind: 'passphrase', locked: true })
    await asks.profiles.secretStore.unlock(PASSPHRASE)
    expect(asks.profiles.connectionSettings(id).sasl?.password).toBe(canary)
    expect(await scanner.scanFolder(third.folder)).toMatchObject({ hits: [] })

    // Where none may be kept, they stay out, and that is said.
    const strict = await host({ keychain: noKeychain, noSecrets: 'the Kafka team decided so' })
    const stays = await strict.backups.open(sealed, PASSPHRASE)
    expect(stays.secretsOut).toBe('the Kafka team decided so')
    await strict.backups.restore(stays.opened, ['profiles'])
    expect((await again(strict.folder, { keychain: noKeychain })).profiles.secret(id, 'saslPassword')).toBeNull()
  })

  it.each([
    ['elsewhere', fakeKeychain(), fakeKeychain('another')],
    ['here', fakeKeychain(), fakeKeychain()],
    ['none', null, fakeKeychain()],
  ] as const)('E-08 an activity log whose seal is from %s says so, before it is taken and from then on', async (seal, theirs, ours) => {
    const journalOf = ({ folder, clock }: { folder: string; clock: TestClock }, own: Seal | null) =>
      openJournal({ fs: nodeFileSystem, clock, platform: 'linux', folder: join(folder, 'audit'), seal: own, onProblem: () => {} })
    const one = await host({ keychain: theirs ?? noKeychain })
    const log = await journalOf(one, theirs)
    for (const n of [1, 2, 3]) await log.append({ n })
    await log.settled()
    const file = await one.backups.make(everything, null)

    const other = await host({ keychain: ours })
    const preview = await other.backups.open(file, null)
    expect(preview.activitySeal).toBe(seal)
    await other.backups.restore(preview.opened, ['activity'])
    const next = await again(other.folder, { keychain: ours })
    const taken = await journalOf(next, ours)
    const restored = { madeAt: preview.madeAt, seal, entries: 3 }
    expect(await taken.prove()).toMatchObject({ entries: 3, bad: null, restored, sealed: seal === 'here' })
    await taken.append({ n: 4 })
    await taken.settled()
    // The note, and what was written.
    expect(await taken.prove()).toMatchObject({ entries: 5, bad: null, restored, sealed: true })
    expect(await (await journalOf(next, ours)).prove()).toMatchObject({ entries: 5, bad: null, restored })

    // A log without the end that its head knows is told as that, whoever sealed it.
    const [part] = (await readdir(join(one.folder, 'audit'))).filter((name) => name.endsWith('.jsonl'))
    const path = join(one.folder, 'audit', part ?? '')
    await writeFile(path, (await readFile(path, 'utf8')).split('\n').slice(0, 2).join('\n') + '\n')
    const cut = await host({ keychain: ours })
    await cut.backups.restore((await cut.backups.open(await one.backups.make(everything, null), null)).opened, ['activity'])
    expect((await (await journalOf(await again(cut.folder, { keychain: ours }), ours)).prove()).bad?.why).toMatch(/they are missing/)
  })

  it('a profile keeps what may be changed through it only where it is the same here', async () => {
    const one = await used('one')
    const file = await one.backups.make({ recordings: false, history: false }, null)
    expect((await one.backups.open(file, null)).profiles).toMatchObject([{ observes: false }])
    await one.profiles.update(one.id, draft({ name: 'one', access: 'guarded', bootstrap: ['elsewhere.example.org:9092'] }), {})
    const preview = await one.backups.open(file, null)
    expect(preview.profiles).toMatchObject([{ observes: true, hosts: ['kafka-1.example.org:9092'] }])
    await one.backups.restore(preview.opened, ['profiles'])
    const next = await again(one.folder)
    expect(next.profiles.list()).toMatchObject([{ access: 'observe', bootstrap: ['kafka-1.example.org:9092'] }])
    expect(next.profiles.connectionSettings(one.id).sasl?.password).toBe('password of one')
  })

  it('F-05 of a newer Samsa is refused before anything is written, whichever part of it is newer', async () => {
    const one = await used('one')
    const whole = unpackBackup(await bodyOf('backup', await one.backups.make(everything, null), null))
    const before = await contents(one.folder)
    for (const [path, magic] of [
      ['profiles.json', 'samsa.profiles'],
      ['settings.json', 'samsa.settings'],
    ] as const) {
      const newer = encodeEnvelope({ magic, schemaVersion: 99, seq: 1, payload: {} })
      const file = await containerOf('backup', packBackup({ ...whole, secrets: {}, files: new Map([...whole.files, [path, newer]]) }), null)
      await expect(one.backups.open(file, null)).rejects.toMatchObject({ code: 'backup.newer', about: { what: path } })
    }
    const head = encodeEnvelope({ magic: 'samsa.backup', schemaVersion: 2, seq: 1, payload: {} })
    const size = Buffer.alloc(4)
    size.writeUInt32BE(head.length)
    await expect(one.backups.open(await containerOf('backup', Buffer.concat([size, head]), null), null)).rejects.toMatchObject({
      code: 'backup.newer',
    })
    const odd = new Map([...whole.files, [`history/${one.id}.db`, Buffer.from('no database')]])
    await expect(
      one.backups.open(await containerOf('backup', packBackup({ ...whole, secrets: {}, files: odd }), null), null),
    ).rejects.toMatchObject({
      code: 'backup.damaged',
    })
    expect(await contents(one.folder)).toEqual(before)
    expect((await one.backups.state()).waits).toBeNull()
  })

  it('F-03 2,000 damaged files: each is an error of the catalogue, and nothing is written', { timeout: 120_000 }, async () => {
    const one = await used('one')
    const before = await contents(one.folder)
    const seed = Number(process.env['SAMSA_SEED'] ?? Date.now() % 1_000_000)
    const random = createRandom(seed)
    const sound = [
      await one.backups.make({ recordings: false, history: false }, null),
      await one.backups.make({ recordings: false, history: false }, PASSPHRASE),
    ]
    const { opened: _first, ...whole } = await one.backups.open(sound[0] ?? new Uint8Array(), null)
    const codes = new Map<string, number>()
    for (let n = 0; n < 2_000; n += 1) {
      const damaged = Buffer.from(sound[n % 2] ?? new Uint8Array())
      const at = random.below(damaged.length)
      const how = n % 3
      const file = how === 0 ? damaged.subarray(0, at) : damaged
      if (how === 1) damaged[at] = (damaged[at] ?? 0) ^ (1 << random.below(8))
      if (how === 2) damaged.fill(0, at, Math.min(damaged.length, at + 1 + random.below(64)))
      if (how === 2 && damaged.equals(Buffer.from(sound[n % 2] ?? []))) continue
      const failed: unknown = await one.backups.open(file, PASSPHRASE).then(
        // A name in the head that says nothing: the content is what it was.
        ({ opened: _id, ...told }) => (JSON.stringify(told) === JSON.stringify(whole) ? 'whole' : 'opened'),
        (error: unknown) => error,
      )
      const code = typeof failed === 'object' && failed !== null && 'code' in failed ? String(failed.code) : String(failed)
      codes.set(code, (codes.get(code) ?? 0) + 1)
      expect({ seed, n, code }).toEqual({ seed, n, code: expect.stringMatching(/^(whole|backup\.(notOurs|newer|damaged|passphrase))$/) })
    }
    expect(await contents(one.folder)).toEqual(before)
    console.log(Object.fromEntries(codes))
    expect(codes.get('whole') ?? 0).toBeLessThan(20)
  })

  it('more than fits is refused before anything is read', async () => {
    const one = await used('one')
    await writeFile(join(one.folder, 'history', 'large.db'), Buffer.alloc(1))
    const { truncate } = await import('node:fs/promises')
    await truncate(join(one.folder, 'history', 'large.db'), MOST_BYTES + 1)
    await expect(one.backups.make(everything, null)).rejects.toMatchObject({ code: 'backup.tooLarge' })
    expect((await one.backups.make({ recordings: true, history: false }, null)).length).toBeGreaterThan(0)
  })

  it('under a policy neither passwords nor what was recorded leave this computer', async () => {
    const handlers = {
      backups: { make: () => 'made' },
      messages: {},
      recordings: {},
      profileFiles: {},
      secretStore: {},
    } as unknown as SamsaHandlers // nothing else is asked
    const strict = policed(handlers, {
      ...NO_POLICY,
      file: '/etc/samsa/policy.json',
      by: 'the Kafka team',
      keepSecrets: false,
      exportRecordings: 'anonymised',
    })
    const context = { signal: new AbortController().signal }
    expect(() => strict.backups.make({ recordings: false, history: true, passphrase: null }, context)).toThrow(/policy/)
    expect(() => strict.backups.make({ recordings: false, history: false, passphrase: PASSPHRASE }, context)).toThrow(/policy/)
    expect(strict.backups.make({ recordings: false, history: false, passphrase: null }, context)).toBe('made')
    expect(await cheap('a', Buffer.alloc(16), { N: 2, r: 8, p: 1 })).toHaveLength(32)
  })
})

describe('the parts of a data folder', () => {
  it.each([
    ['profiles.json', 'profiles', true],
    ['profiles.json.old-000000000003', 'profiles', false],
    ['settings.json.damaged-2026-x', 'settings', false],
    ['history/r-1.db', 'recordings', true],
    ['history/p1.db', 'history', true],
    ['history/p1.db-wal', 'history', false],
    ['audit/acts/a1.json', 'activity', true],
    ['secrets.json', null, true],
    ['logs/samsa.log', null, true],
    ['Local State', null, true],
  ] as const)('%s', (path, part, newest) => expect([partOf(path), isNewest(path)]).toEqual([part, newest]))

  it.each([
    '../profiles.json',
    'history/../../x.db',
    'audit/../x',
    'audit/./x',
    '/etc/passwd',
    'secrets.json',
    'logs/samsa.log',
    'alerts/a\\b',
    '',
  ])('a file does not write “%s”', (path) => expect(isKnownPath(path)).toBe(false))
})
