import { scryptSync } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DeriveKey } from '../../../electron/core/lib/container.ts'
import { newDataKey } from '../../../electron/core/profiles/sealing.ts'
import { unwrapByPassphrase, wrapByPassphrase } from '../../../electron/core/profiles/passphrase-key.ts'
import { createScanner, newCanary } from '../../support/canary.ts'
import { fakeKeychain, noKeychain } from '../../support/fake-keychain.ts'
import { draft } from '../../support/profile-draft.ts'
import { openProfiles } from '../../support/profile-store.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const PASSPHRASE = 'correct horse battery staple'
/** 64 times lower (C-03): a derivation as it is, in a fraction of the time. */
const cheap: DeriveKey = (passphrase, salt, { N, r, p }) => Promise.resolve(scryptSync(passphrase, salt, 32, { N: N / 64, r, p }))
const open = (folder: string) => openProfiles(folder, { keychain: noKeychain, derive: cheap, firstId: next++ * 100 })
let next = 1

describe('C-03 secrets under a pass phrase', () => {
  it('are kept where there is no keychain, are there after a restart once it is given, and are nowhere in the folder', async () => {
    const folder = await tempFolder()
    const canary = newCanary('password')
    const { profiles } = await open(folder)
    const id = await profiles.create(draft(), { saslPassword: canary })
    expect([profiles.secretStore.state(), profiles.secretsOf(id).saslPassword.kept]).toEqual([{ kind: 'memory', locked: false }, 'memory'])
    await profiles.secretStore.keepUnder(PASSPHRASE)
    expect([profiles.secretStore.state(), profiles.secretsOf(id).saslPassword.kept]).toEqual([
      { kind: 'passphrase', locked: false },
      'passphrase',
    ])

    const again = (await open(folder)).profiles
    expect(again.secretStore.state()).toEqual({ kind: 'passphrase', locked: true })
    // Asked for, not complained of.
    expect(again.state().problems).toEqual([])
    expect(() => again.connectionSettings(id)).toThrow(expect.objectContaining({ code: 'profile.secretMissing' }) as Error)
    await expect(again.secretStore.unlock('another pass phrase')).rejects.toMatchObject({ code: 'secrets.passphrase' })
    await again.secretStore.unlock(PASSPHRASE)
    expect(again.connectionSettings(id).sasl?.password).toBe(canary)
    expect((await createScanner([canary, PASSPHRASE]).scanFolder(folder)).hits).toEqual([])
  })

  it('what is entered while they are locked is kept with them once they are open', async () => {
    const folder = await tempFolder()
    const first = (await open(folder)).profiles
    const a = await first.create(draft({ name: 'a' }), { saslPassword: 'one' })
    await first.secretStore.keepUnder(PASSPHRASE)
    const second = (await open(folder)).profiles
    const b = await second.create(draft({ name: 'b' }), { saslPassword: 'two' })
    await expect(second.secretStore.keepUnder(PASSPHRASE)).rejects.toMatchObject({ code: 'core.notSupported' })
    await second.secretStore.unlock(PASSPHRASE)
    const third = (await open(folder)).profiles
    await third.secretStore.unlock(PASSPHRASE)
    expect([a, b].map((id) => third.connectionSettings(id).sasl?.password)).toEqual(['one', 'two'])
    // Another pass phrase opens the same secrets.
    await third.secretStore.keepUnder('a quite different one')
    const fourth = (await open(folder)).profiles
    await expect(fourth.secretStore.unlock(PASSPHRASE)).rejects.toMatchObject({ code: 'secrets.passphrase' })
    await fourth.secretStore.unlock('a quite different one')
    expect(fourth.connectionSettings(b).sasl?.password).toBe('two')
  })

  it('C-04 secrets.json is byte-identical after 50 starts that did not open it, with and without a keychain', async () => {
    const folder = await tempFolder()
    const { profiles } = await open(folder)
    await profiles.create(draft(), { saslPassword: 'one' })
    await profiles.secretStore.keepUnder(PASSPHRASE)
    const before = await readFile(join(folder, 'secrets.json'))
    for (let n = 0; n < 50; n += 1) {
      const { profiles: started } = await openProfiles(folder, { keychain: n % 2 === 0 ? noKeychain : fakeKeychain(), derive: cheap })
      expect(started.secretStore.state()).toEqual({ kind: 'passphrase', locked: true })
      await started.secretStore.unlock(`wrong ${n}`).catch(() => undefined)
    }
    expect(await readFile(join(folder, 'secrets.json'))).toEqual(before)
  })

  it('a keychain that is there is used: no pass phrase takes its place', async () => {
    const { profiles } = await openProfiles(await tempFolder(), { keychain: fakeKeychain(), derive: cheap })
    expect(profiles.secretStore.state()).toEqual({ kind: 'keychain', locked: false })
    await expect(profiles.secretStore.keepUnder(PASSPHRASE)).rejects.toMatchObject({ code: 'core.notSupported' })
  })

  it('1,000 wrong pass phrases never open it; at full cost each takes its time', async () => {
    const key = newDataKey()
    const wrapped = await wrapByPassphrase(key, PASSPHRASE, cheap)
    expect(await unwrapByPassphrase(wrapped, PASSPHRASE, cheap)).toEqual(key)
    for (let n = 0; n < 1_000; n += 1) expect(await unwrapByPassphrase(wrapped, `${PASSPHRASE}${n}`, cheap)).toBeNull()
    const full = await wrapByPassphrase(key, PASSPHRASE)
    for (let n = 0; n < 20; n += 1) {
      const began = performance.now()
      expect(await unwrapByPassphrase(full, `wrong ${n}`)).toBeNull()
      // A lower bound: a loaded machine only makes it longer.
      expect(performance.now() - began).toBeGreaterThan(100)
    }
    expect(await unwrapByPassphrase({ ...full, salt: wrapped.salt }, PASSPHRASE)).toBeNull()
  }, 240_000)
})
