import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeEnvelope, type Json } from '../../../electron/core/lib/envelope.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { PROFILES_VERSION } from '../../../electron/core/profiles/profile-file.ts'
import { createFaultFs } from '../../support/fault-fs.ts'
import { fakeKeychain, noKeychain } from '../../support/fake-keychain.ts'
import { draft } from '../../support/profile-draft.ts'
import { openProfiles } from '../../support/profile-store.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const names = (list: readonly { readonly name: string }[]): string[] => list.map((p) => p.name)

/** The payload of a profile file, changed by hand and put back with a right checksum. */
async function rewrite(folder: string, change: (profiles: Json[]) => Json[], schemaVersion = PROFILES_VERSION): Promise<void> {
  const path = join(folder, 'profiles.json')
  const { payload, seq } = JSON.parse(await readFile(path, 'utf8')) as { payload: { profiles: Json[] }; seq: number }
  await writeFile(
    path,
    encodeEnvelope({ magic: 'samsa.profiles', schemaVersion, seq: seq + 1, payload: { profiles: change(payload.profiles) } }),
  )
}

describe('profiles', () => {
  it('are there after a restart, as they were made and changed', async () => {
    const folder = await tempFolder()
    const { profiles, clock } = await openProfiles(folder)
    const a = await profiles.create(draft({ name: 'orders' }), { saslPassword: 'one' })
    const b = await profiles.create(draft({ name: 'billing', environment: 'production' }), {})
    clock.advance(5_000)
    await profiles.update(a, draft({ name: 'orders-eu', notes: 'moved' }), {})
    clock.advance(5_000)
    await profiles.markConnected(b)
    const again = (await openProfiles(folder)).profiles
    expect(again.list()).toEqual(profiles.list())
    expect(again.get(a)).toMatchObject({ id: 'p1', name: 'orders-eu', notes: 'moved', lastConnectedAt: null })
    expect(again.get(a).changedAt).toBe(again.get(a).createdAt + 5_000)
    expect(again.get(b).lastConnectedAt).toBe(again.get(b).createdAt + 10_000)
    expect(again.connectionSettings(a).sasl).toEqual({ mechanism: 'SCRAM-SHA-256', user: 'samsa', password: 'one' })
    expect(() => again.get('p9')).toThrow(expect.objectContaining({ code: 'profile.unknown' }))
  })

  it('a duplicate stands beside its original, with a name and secrets of its own', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    const a = await profiles.create(draft({ name: 'orders' }), { saslPassword: 'one' })
    await profiles.create(draft({ name: 'billing' }), {})
    await profiles.duplicate(a)
    const c = await profiles.duplicate(a)
    expect(names(profiles.list())).toEqual(['orders', 'orders copy 2', 'orders copy', 'billing'])
    await profiles.setSecrets(a, { saslPassword: 'two' })
    const again = (await openProfiles(folder)).profiles
    expect([again.connectionSettings(a).sasl?.password, again.connectionSettings(c).sasl?.password]).toEqual(['two', 'one'])
  })

  it('a removal can be taken back at its place, with its secrets, until the core ends', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    const ids = []
    for (const name of ['a', 'b', 'c']) ids.push(await profiles.create(draft({ name }), { saslPassword: `of ${name}` }))
    const b = ids[1] ?? ''
    await profiles.remove(b)
    expect(names((await openProfiles(folder)).profiles.list())).toEqual(['a', 'c'])
    await profiles.restore(b)
    const again = (await openProfiles(folder)).profiles
    expect(names(again.list())).toEqual(['a', 'b', 'c'])
    expect(again.connectionSettings(b).sasl?.password).toBe('of b')
    await expect(again.restore(b)).rejects.toMatchObject({ code: 'profile.unknown' })
  })

  it('changes asked at once are worked out one after the other', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    await Promise.all(Array.from({ length: 15 }, (_, n) => profiles.create(draft({ name: `n${n}` }), { saslPassword: `s${n}` })))
    const again = (await openProfiles(folder)).profiles
    expect(names(again.list())).toEqual(Array.from({ length: 15 }, (_, n) => `n${n}`))
    expect(again.list().map((p) => again.connectionSettings(p.id).sasl?.password)).toEqual(Array.from({ length: 15 }, (_, n) => `s${n}`))
  })

  it('F-01 a save that fails changes nothing, and says so', async () => {
    const folder = await tempFolder()
    const fs = createFaultFs(nodeFileSystem)
    const { profiles } = await openProfiles(folder, { fs })
    const a = await profiles.create(draft({ name: 'orders' }), { saslPassword: 'one' })
    const before = profiles.list()
    for (const act of [
      () => profiles.update(a, draft({ name: 'changed' }), { saslPassword: 'two' }),
      () => profiles.create(draft({ name: 'new' }), { saslPassword: 'two' }),
      () => profiles.remove(a),
      () => profiles.duplicate(a),
      () => profiles.setSecrets(a, { saslPassword: 'two' }),
    ]) {
      fs.arm({ kind: 'onwards', at: 0, code: 'ENOSPC' })
      await expect(act()).rejects.toMatchObject({ code: 'files.notSaved', about: { why: 'the disk is full (ENOSPC)' } })
      fs.arm(null)
      expect(profiles.list()).toEqual(before)
      expect(profiles.connectionSettings(a).sasl?.password).toBe('one')
    }
    await profiles.update(a, draft({ name: 'changed' }), {})
    expect(names((await openProfiles(folder)).profiles.list())).toEqual(['changed'])
  })

  it('H-06 has room for 500, and says so', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    const a = await profiles.create(draft(), {})
    await rewrite(folder, ([first]) => Array.from({ length: 500 }, (_, n) => ({ ...(first as object), id: `x${n}` })))
    const full = (await openProfiles(folder)).profiles
    expect(full.list()).toHaveLength(500)
    await expect(full.create(draft(), {})).rejects.toMatchObject({ code: 'profile.invalid' })
    expect(a).toBe('p1')
  })

  it('tells those who listen, until they leave', async () => {
    const { profiles } = await openProfiles(await tempFolder())
    const leave = new AbortController()
    let told = 0
    profiles.onChange(() => (told += 1), leave.signal)
    const a = await profiles.create(draft(), {})
    await profiles.setSecrets(a, { saslPassword: 'x' })
    leave.abort()
    await profiles.remove(a)
    expect(told).toBe(2)
  })
})

describe('F-03 damaged profiles', () => {
  it('one that cannot be read hides no other, keeps its content, and is named', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    for (const name of ['a', 'b', 'c']) await profiles.create(draft({ name }), { saslPassword: name })
    const broken = { id: 'p2', name: 'b', bootstrap: 'not a list', secretLooking: 'x' }
    await rewrite(folder, ([a, , c]) => [a ?? null, broken, c ?? null, 7])
    const again = await openProfiles(folder, { firstId: 4 })
    expect(names(again.profiles.list())).toEqual(['a', 'c'])
    expect(again.profiles.state()).toMatchObject({
      state: 'ready',
      problems: [
        { code: 'profile.damaged', about: { profile: 'p2' } },
        { code: 'profile.damaged', about: { profile: 'entry 4', why: 'not a profile' } },
      ],
    })
    expect(JSON.stringify(again.profiles.state().problems)).not.toContain('not a list')
    // A change of another one carries it along; its secrets are no orphans.
    await again.profiles.create(draft({ name: 'd' }), {})
    const text = JSON.parse(await readFile(join(folder, 'profiles.json'), 'utf8')) as { payload: { profiles: unknown[] } }
    expect(text.payload.profiles[1]).toEqual(broken)
    expect(again.profiles.secretsOf('p2').saslPassword.kept).toBe('keychain')
  })

  it('an older copy is used when the newest is damaged: said with where, when and why', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    await profiles.create(draft({ name: 'a' }), {})
    await profiles.create(draft({ name: 'b' }), {})
    const path = join(folder, 'profiles.json')
    const bytes = await readFile(path)
    await writeFile(path, bytes.subarray(0, bytes.length - 40))
    const again = (await openProfiles(folder)).profiles
    expect(names(again.list())).toEqual(['a'])
    const recovery = await again.recovery()
    expect(recovery).toMatchObject({
      state: 'older',
      file: 'profiles.json',
      why: 'it is cut short or is not JSON',
      used: { file: 'profiles.json.old-000000000001' },
    })
    expect(recovery.kept).toMatch(/^profiles\.json\.damaged-/)
    expect(again.state().problems[0]).toMatchObject({ code: 'files.olderCopy', about: { kept: recovery.kept } })
    expect(await readFile(join(folder, recovery.kept ?? ''))).toEqual(bytes.subarray(0, bytes.length - 40))
    // The next start finds everything in order.
    expect((await openProfiles(folder)).profiles.state()).toMatchObject({ state: 'ready', problems: [] })
  })

  it('nothing readable: nothing is shown, saved or overwritten before the user chose', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'profiles.json'), 'garbage')
    const { profiles } = await openProfiles(folder)
    expect(profiles.state()).toMatchObject({ state: 'failed', problems: [{ code: 'files.unreadable' }] })
    await expect(profiles.create(draft(), {})).rejects.toMatchObject({ code: 'files.unreadable' })
    expect(await profiles.recovery()).toMatchObject({ state: 'unreadable', copies: [{ profiles: null, readable: false }] })
    await profiles.recover({ choice: 'empty' })
    expect(await profiles.recovery()).toMatchObject({ state: 'ok' })
    await profiles.create(draft({ name: 'new' }), {})
    const again = (await openProfiles(folder)).profiles
    expect(again.state()).toMatchObject({ state: 'ready', problems: [] })
    expect(names(again.list())).toEqual(['new'])
    expect((await again.recovery()).copies.some((c) => c.file.includes('.damaged-'))).toBe(true)
  })

  it('what is left in a damaged file can be chosen', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    await profiles.create(draft({ name: 'a' }), {})
    const path = join(folder, 'profiles.json')
    // Edited by hand: still JSON, but no longer what Samsa wrote.
    await writeFile(path, (await readFile(path, 'utf8')).replace('"a"', '"by hand"'))
    const again = (await openProfiles(folder)).profiles
    expect(again.state().state).toBe('failed')
    const [copy] = (await again.recovery()).copies
    expect(copy).toMatchObject({ profiles: 1, readable: true })
    await expect(again.recover({ choice: 'copy', file: '../../etc/passwd' })).rejects.toMatchObject({
      code: 'files.unreadable',
      about: { file: 'passwd' },
    })
    await again.recover({ choice: 'copy', file: copy?.file ?? '' })
    expect(names(again.list())).toEqual(['by hand'])
    expect(await again.recovery()).toMatchObject({ state: 'ok' })
    expect(again.state()).toMatchObject({ state: 'ready', problems: [] })
    expect(names((await openProfiles(folder)).profiles.list())).toEqual(['by hand'])
    await expect(again.recover({ choice: 'empty' })).rejects.toMatchObject({ code: 'core.notSupported' })
  })

  it('F-05 a file of a newer Samsa is shown and not changed', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    const a = await profiles.create(draft({ name: 'a' }), { saslPassword: 'one' })
    await rewrite(folder, ([first]) => [first ?? null, { ...(first as object), id: 'later', hue: 'blue' }], PROFILES_VERSION + 1)
    const before = await readFile(join(folder, 'profiles.json'))
    const again = (await openProfiles(folder)).profiles
    expect(names(again.list())).toEqual(['a'])
    expect(again.state()).toMatchObject({
      state: 'readOnly',
      problems: [{ code: 'files.newer', about: { version: PROFILES_VERSION + 1, known: PROFILES_VERSION } }, { code: 'profile.damaged' }],
    })
    expect(again.connectionSettings(a).sasl?.password).toBe('one')
    for (const act of [() => again.remove(a), () => again.recover({ choice: 'empty' }), () => again.markConnected(a)]) {
      await expect(act()).rejects.toMatchObject({ code: 'files.newer' })
    }
    expect(await readFile(join(folder, 'profiles.json'))).toEqual(before)
  })
})

describe('secrets by reference', () => {
  it('C-03 without a keychain they live in memory only, and are asked for again', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder, { keychain: noKeychain })
    const a = await profiles.create(draft(), { saslPassword: 'one' })
    expect(profiles.secretsOf(a).saslPassword).toMatchObject({ kept: 'memory', changedAt: expect.any(Number) })
    expect(profiles.connectionSettings(a).sasl?.password).toBe('one')
    await expect(readFile(join(folder, 'secrets.json'))).rejects.toMatchObject({ code: 'ENOENT' })
    const again = (await openProfiles(folder, { keychain: noKeychain })).profiles
    expect(again.secretsOf(a).saslPassword).toEqual({ kept: 'no', changedAt: null })
    expect(() => again.connectionSettings(a)).toThrow(
      expect.objectContaining({ code: 'profile.secretMissing', about: { profile: a, field: 'saslPassword' } }),
    )
    await again.setSecrets(a, { saslPassword: 'two' })
    expect(again.connectionSettings(a).sasl?.password).toBe('two')
  })

  it('C-04 when the keychain changed or does not open them, the file stays and nothing is dropped', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    const a = await profiles.create(draft(), { saslPassword: 'one' })
    const before = await readFile(join(folder, 'secrets.json'))
    const broken = {
      ...fakeKeychain(),
      unseal: () => {
        throw new Error('locked: one')
      },
    }
    for (const keychain of [fakeKeychain('another'), noKeychain, broken]) {
      const again = (await openProfiles(folder, { keychain })).profiles
      expect(again.state().problems).toMatchObject([{ code: 'profile.secretsLocked' }])
      expect(again.secretsOf(a).saslPassword.kept).toBe('no')
      await again.setSecrets(a, { saslPassword: 'entered again' })
      expect(again.secretsOf(a).saslPassword.kept).toBe('memory')
      await again.update(a, draft({ notes: keychain.available ? keychain.backend : '' }), {})
      expect(await readFile(join(folder, 'secrets.json'))).toEqual(before)
    }
    expect((await openProfiles(folder)).profiles.connectionSettings(a).sasl?.password).toBe('one')
  })

  it('left out stays, empty is forgotten, and what a profile no longer uses is not kept', async () => {
    const { profiles } = await openProfiles(await tempFolder())
    const a = await profiles.create(draft(), { saslPassword: 'one', tlsKeyPassphrase: 'not used' })
    expect(profiles.secretsOf(a).tlsKeyPassphrase.kept).toBe('no')
    await profiles.update(a, draft({ notes: 'x' }), {})
    expect(profiles.connectionSettings(a).sasl?.password).toBe('one')
    await profiles.update(a, draft(), { saslPassword: '' })
    expect(profiles.secretsOf(a).saslPassword.kept).toBe('no')
    await profiles.setSecrets(a, { saslPassword: 'two' })
    await profiles.update(a, draft({ security: { tls: null, sasl: null } }), {})
    expect(profiles.secretsOf(a).saslPassword.kept).toBe('no')
  })

  it('a probe of a draft borrows what is kept, and keeps nothing', async () => {
    const { profiles } = await openProfiles(await tempFolder())
    const a = await profiles.create(draft(), { saslPassword: 'one' })
    expect(profiles.connectionSettingsOf(draft({ name: 'x' }), {}, a).sasl?.password).toBe('one')
    expect(profiles.connectionSettingsOf(draft(), { saslPassword: 'typed' }, a).sasl?.password).toBe('typed')
    expect(() => profiles.connectionSettingsOf(draft(), {})).toThrow(expect.objectContaining({ code: 'profile.secretMissing' }))
    expect(profiles.connectionSettings(a).sasl?.password).toBe('one')
  })

  it('secrets of profiles that are no more are forgotten at the next start', async () => {
    const folder = await tempFolder()
    const { profiles } = await openProfiles(folder)
    const a = await profiles.create(draft(), { saslPassword: 'one' })
    await rewrite(folder, () => [])
    expect((await openProfiles(folder)).profiles.secretsOf(a).saslPassword.kept).toBe('no')
  })
})
