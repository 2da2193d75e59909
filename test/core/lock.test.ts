import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { PowerEvent, PowerEvents } from '../../shared/desktop-services.ts'
import { createTestClock } from '../support/clock.ts'
import { fakeKeychain, noKeychain } from '../support/fake-keychain.ts'
import { draft } from '../support/profile-draft.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { seeView, startTestCore, type TestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'

const MINUTE = 60_000
let core: TestCore | null = null
afterEach(async () => {
  await core?.stop()
  core = null
})

async function start(keychain = true) {
  const clock = createTestClock()
  const listeners: ((what: PowerEvent) => void)[] = []
  const power = {
    tell(what: PowerEvent) {
      for (const act of listeners) act(what)
    },
  }
  const events: PowerEvents = { listen: (act) => void listeners.push(act) }
  const dataFolder = await tempFolder()
  core = await startTestCore({
    clock,
    dataFolder,
    desktop: {
      host: 'desktop',
      keychain: keychain ? fakeKeychain() : noKeychain,
      copyText: () => ({ done: true }),
      openExternal: () => Promise.resolve({ done: true }),
      notifications: { available: false, why: 'tests' },
      outside: { listen() {} },
      power: events,
    },
  })
  const { page } = core
  const { id } = await page.profiles.create({
    draft: draft({ environment: 'production' }),
    secrets: { saslPassword: 'a password of eighteen' },
  })
  const store = seeView(page.secretStore.state, {}, 'id')
  const access = seeView(page.access.state, {}, 'profile')
  await store.until(({ rows }) => rows.size === 1, 'the store is told')
  return { clock, power, page, id, store, access, dataFolder }
}

const unlocked = async ({ page, id, access }: Awaited<ReturnType<typeof start>>): Promise<void> => {
  await page.access.unlock({ cluster: id, typed: 'orders', reason: null })
  await access.until(({ rows }) => rows.get(id)?.level === 'guarded', 'it is unlocked')
}

describe('C-12 locking', () => {
  it('after idle time the data key is dropped, the cluster is let go and the unlock ends; the keychain opens it again', async () => {
    const at = await start()
    const { clock, page, id, store, access, dataFolder } = at
    const before = await readFile(join(dataFolder, 'secrets.json'), 'utf8')
    await page.host.saveSettings({ lockAfter: '5' })
    await unlocked(at)
    const cards = seeView(page.profiles.list, {}, 'id')
    await page.profiles.connect({ id })
    await cards.until(({ rows }) => rows.get(id)?.connection.state !== 'off', 'it is connecting')
    clock.advance(4 * MINUTE)
    // Somebody is there: the time begins anew.
    await page.host.present({})
    clock.advance(4 * MINUTE)
    expect(store.rows.get('secrets')?.locked).toBe(false)
    clock.advance(2 * MINUTE)
    await store.until(({ rows }) => rows.get('secrets')?.locked === true, 'it is locked')
    expect(store.rows.get('secrets')?.kind).toBe('keychain')
    await access.until(({ rows }) => rows.get(id)?.level === 'observe', 'the unlock ended')
    await cards.until(({ rows }) => rows.get(id)?.connection.state === 'off', 'it is disconnected')
    await expect(page.profiles.connect({ id })).rejects.toMatchObject({ code: 'profile.secretMissing' })
    // Nothing on the disk became different.
    expect(await readFile(join(dataFolder, 'secrets.json'), 'utf8')).toBe(before)
    await page.secretStore.unlock({ passphrase: '' })
    await store.until(({ rows }) => rows.get('secrets')?.locked === false, 'the keychain opened it')
    await cards.until(({ rows }) => rows.get(id)?.secrets.saslPassword.kept === 'keychain', 'the password is there again')
    for (const view of [store, access, cards]) view.close()
  })

  it('sleep and a locked screen always end unlocks, and lock where the user wants it', async () => {
    const at = await start()
    const { power, page, id, store, access } = at
    await unlocked(at)
    power.tell('screenLock')
    await access.until(({ rows }) => rows.get(id)?.level === 'observe', 'the unlock ended')
    expect(store.rows.get('secrets')?.locked).toBe(false)
    await unlocked(at)
    power.tell('wake')
    expect(access.rows.get(id)?.level, 'waking is nobody’s going').toBe('guarded')
    await page.host.saveSettings({ lockOnSleep: 'yes' })
    power.tell('sleep')
    await store.until(({ rows }) => rows.get('secrets')?.locked === true, 'it is locked')
    store.close()
    access.close()
  })

  it('what is in memory alone is forgotten', async () => {
    const { power, page, id, dataFolder, store, access } = await start(false)
    const cards = seeView(page.profiles.list, {}, 'id')
    await cards.until(({ rows }) => rows.get(id)?.secrets.saslPassword.kept === 'memory', 'it is in memory')
    await page.host.saveSettings({ lockOnSleep: 'yes' })
    power.tell('sleep')
    await cards.until(({ rows }) => rows.get(id)?.secrets.saslPassword.kept === 'no', 'it is gone')
    expect(await readdir(dataFolder)).not.toContain('secrets.json')
    for (const view of [store, access, cards]) view.close()
  })

  it('24 an unlock lasts as long as chosen, never longer than usual', async () => {
    const at = await start()
    const { clock, page, id, access, store } = at
    await page.host.saveSettings({ unlockFor: '5' })
    await unlocked(at)
    clock.advance(5 * MINUTE + 1_000)
    await until(
      () => access.rows.get(id)?.level === 'observe',
      () => 'it ended after five minutes',
      10_000,
    )
    access.close()
    store.close()
  })
})
