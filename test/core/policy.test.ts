import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { BrowseInput } from '../../shared/contract/messages.ts'
import { policyPlaces } from '../../shared/policy-places.ts'
import { fakeKeychain } from '../support/fake-keychain.ts'
import { draft } from '../support/profile-draft.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { seeView, startTestCore, type TestCore } from '../support/test-core.ts'

const BY = 'the Kafka team, kafka@example.org'
const security = { tls: null, sasl: null }
const cores: TestCore[] = []
afterEach(async () => {
  for (const core of cores.splice(0)) await core.stop()
})

/** A core under a file with this text; null: there is no file. */
async function under(text: string | object | null, more: { readonly keychain?: boolean; readonly dataFolder?: string } = {}) {
  const file = join(await tempFolder(), 'policy.json')
  if (text !== null) await writeFile(file, typeof text === 'string' ? text : JSON.stringify({ samsaPolicy: 1, by: BY, ...text }))
  return startUnder({ system: file, named: null }, more)
}

async function startUnder(
  policy: { readonly system: string; readonly named: string | null },
  more: { readonly keychain?: boolean; readonly dataFolder?: string } = {},
) {
  const dataFolder = more.dataFolder ?? (await tempFolder())
  const core = await startTestCore({
    dataFolder,
    policy,
    ...(more.keychain === true
      ? {
          desktop: {
            host: 'desktop',
            keychain: fakeKeychain(),
            copyText: () => ({ done: true }),
            openExternal: () => Promise.resolve({ done: true }),
            notifications: { available: false, why: 'tests' },
            outside: { listen() {} },
          },
        }
      : {}),
  })
  cores.push(core)
  return { core, page: core.page, file: policy.system, dataFolder }
}

const first = async (stream: AsyncIterable<unknown>): Promise<unknown> => {
  for await (const value of stream) return value
  return undefined
}
const browseOf = (cluster: string): BrowseInput => ({
  cluster,
  topic: 'orders',
  partitions: null,
  from: { at: 'earliest' },
  follow: false,
  until: null,
  filter: null,
  rows: 10,
  bytes: null,
  committedOnly: false,
  ...formats,
})
const formats = { keyFormat: 'auto', valueFormat: 'auto', keySchema: null, valueSchema: null } as const
const produceOf = (cluster: string) => ({
  do: 'plan' as const,
  cluster,
  input: { topic: 'orders', records: [{ partition: null, key: null, value: { as: 'text' as const, text: 'x' }, headers: [] }] },
})
const forbidden = { code: 'policy.forbids', about: { by: BY } }

describe('administrator’s policy (issue 6, 24)', () => {
  it('no file restricts nothing', async () => {
    const { page } = await under(null)
    expect(await page.host.policy({})).toMatchObject({ file: null, problems: [], readMessages: true, keepSecrets: true })
    const { id } = await page.profiles.create({ draft: draft({ environment: 'test', access: 'open', security }), secrets: {} })
    await expect(first(page.messages.browse(browseOf(id)))).rejects.toMatchObject({ code: 'profile.notConnected' })
  })

  it('E-03 a profile is read-only by its environment or by where it connects, whatever stands in it', async () => {
    const { page, file } = await under({ readOnly: { environments: ['staging'], hosts: ['*.prod.example.org', '10.1.*'] } })
    const make = async (name: string, environment: 'staging' | 'test', bootstrap: string, to?: string) =>
      (
        await page.profiles.create({
          draft: draft({
            ...{ name, environment, access: 'open', security, bootstrap: [bootstrap] },
            ...(to === undefined ? {} : { addressMap: [{ from: '*:9092', to }] }),
          }),
          secrets: {},
        })
      ).id
    const ids = {
      staging: await make('staging', 'staging', 'a.example.org:9092'),
      named: await make('named', 'test', 'K1.Prod.Example.org:9092'),
      mapped: await make('mapped', 'test', 'tunnel:9092', '10.1.2.3:9092'),
      free: await make('free', 'test', 'prod.example.org.other:9092'),
    }
    const access = seeView(page.access.state, {}, 'profile')
    await access.until(({ rows }) => rows.size === 4, 'all profiles are there')
    for (const id of [ids.staging, ids.named, ids.mapped]) {
      expect(access.rows.get(id)).toMatchObject({ level: 'observe', base: 'observe', canUnlock: false })
      expect(access.rows.get(id)?.why).toBe(`Set by your administrator in ${file}. If you need it, ask ${BY}.`)
      await expect(page.messages.produce(produceOf(id))).rejects.toMatchObject(forbidden)
      await expect(page.access.unlock({ cluster: id, typed: 'staging', reason: null })).rejects.toMatchObject(forbidden)
    }
    expect(access.rows.get(ids.free)).toMatchObject({ level: 'open', why: null })
    await expect(page.messages.produce(produceOf(ids.free))).rejects.toMatchObject({ code: 'profile.notConnected' })
    access.close()
  })

  it('messages are neither read nor written', async () => {
    const { page } = await under({ readMessages: false, writeMessages: false })
    const { id } = await page.profiles.create({ draft: draft({ environment: 'test', access: 'open', security }), secrets: {} })
    await expect(first(page.messages.browse(browseOf(id)))).rejects.toMatchObject(forbidden)
    await expect(page.messages.one({ cluster: id, topic: 'orders', partition: 0, offset: '0', ...formats })).rejects.toMatchObject(
      forbidden,
    )
    await expect(page.messages.produce(produceOf(id))).rejects.toMatchObject(forbidden)
  })

  it('C-03 passwords are kept nowhere and go into no file, also where a keychain is', async () => {
    const { page, dataFolder } = await under({ keepSecrets: false }, { keychain: true })
    const { id } = await page.profiles.create({ draft: draft(), secrets: { saslPassword: 'a password of eighteen' } })
    expect(await readdir(dataFolder)).not.toContain('secrets.json')
    await expect(page.secretStore.keepUnder({ passphrase: 'a long pass phrase' })).rejects.toMatchObject(forbidden)
    await expect(first(page.profileFiles.export({ ids: [id], passphrase: 'a long pass phrase' }))).rejects.toMatchObject(forbidden)
    expect(await first(page.profileFiles.export({ ids: [id], passphrase: null }))).toMatchObject({ total: expect.any(Number) })
  })

  it('recordings leave only under other names, or not at all', async () => {
    const { page } = await under({ exportRecordings: 'anonymised' })
    const { id } = await page.recordings.sample({})
    const choice = { id, groups: null, logs: false, passphrase: null }
    await expect(first(page.recordings.export({ ...choice, anonymise: false }))).rejects.toMatchObject(forbidden)
    expect(await first(page.recordings.export({ ...choice, anonymise: true }))).toMatchObject({ total: expect.any(Number) })
    const none = (await under({ exportRecordings: 'none' })).page
    const sample = await none.recordings.sample({})
    await expect(first(none.recordings.export({ ...choice, id: sample.id, anonymise: true }))).rejects.toMatchObject(forbidden)
  })

  it('settings that it fixes hold and cannot be changed; what the user chose comes back without it', async () => {
    const before = await under(null)
    await before.page.host.saveSettings({ time: 'local', theme: 'dark' })
    await before.core.stop()
    cores.length = 0
    const { page, core, dataFolder } = await under({ settings: { time: 'utc' } }, { dataFolder: before.dataFolder })
    const settings = seeView(page.host.settings, {}, 'id')
    await settings.until(({ rows }) => rows.get('settings')?.settings.time === 'utc', 'the fixed one holds')
    await expect(page.host.saveSettings({ time: 'local' })).rejects.toMatchObject(forbidden)
    await page.host.saveSettings({ density: 'compact' })
    await settings.until(({ rows }) => rows.get('settings')?.settings.density === 'compact', 'another one is saved')
    settings.close()
    await core.stop()
    cores.length = 0
    const after = await under(null, { dataFolder })
    const again = seeView(after.page.host.settings, {}, 'id')
    await again.until(({ rows }) => rows.size === 1, 'they are there')
    expect(again.rows.get('settings')?.settings).toMatchObject({ time: 'local', theme: 'dark', density: 'compact' })
    again.close()
  })

  it.each([
    ['a field that it does not know', { readonly: { environments: ['production'] } }, '', /no such field: readonly/],
    ['a value of another kind', { readMessages: 'no' }, 'readMessages', /^Write true or false\.$/],
    ['a setting that there is not', { settings: { time: 'mars' } }, 'settings.time', /^Write one of: local, utc\.$/],
    ['text that is not JSON', '{ "samsaPolicy": 1,', '', /not JSON/],
    ['another version', { samsaPolicy: 2 }, 'samsaPolicy', /Write 1/],
    ['nothing in it', '', '', /not JSON/],
    ['more than a page of text', `{"by":"${'x'.repeat(70_000)}"}`, '', /larger/],
  ])('fails safe on %s: all that it could restrict is restricted, and the launcher says where', async (_what, text, field, message) => {
    const { page, file } = await under(text)
    const policy = await page.host.policy({})
    expect(policy.problems[0]).toEqual({ field, message: expect.stringMatching(message) })
    expect(policy).toMatchObject({ file, readMessages: false, writeMessages: false, keepSecrets: false, exportRecordings: 'none' })
    const { id } = await page.profiles.create({ draft: draft({ environment: 'test', access: 'open', security }), secrets: {} })
    await expect(page.messages.produce(produceOf(id))).rejects.toMatchObject({ code: 'policy.forbids' })
    await expect(page.access.unlock({ cluster: id, typed: 'orders', reason: null })).rejects.toMatchObject({ code: 'policy.forbids' })
    const cards = seeView(page.profiles.list, {}, 'id')
    await cards.until(({ about }) => about.errors.length > 0, 'the launcher tells it')
    expect(cards.about.errors[0]).toMatchObject({ code: 'policy.broken', about: { file } })
    cards.close()
  })

  it('a file that cannot be read, or that is named and not there, fails safe too; the system’s place goes first', async () => {
    const folder = await tempFolder()
    const file = join(folder, 'policy.json')
    await mkdir(file)
    const unreadable = await startUnder({ system: file, named: null })
    expect(await unreadable.page.host.policy({})).toMatchObject({ readMessages: false, problems: [{ field: '' }] })
    const missing = await startUnder({ system: join(folder, 'none.json'), named: join(folder, 'neither.json') })
    expect(await missing.page.host.policy({})).toMatchObject({ readMessages: false, file: join(folder, 'neither.json') })
    const named = join(folder, 'named.json')
    const system = join(folder, 'system.json')
    await writeFile(named, JSON.stringify({ samsaPolicy: 1, by: 'somebody else' }))
    await writeFile(system, JSON.stringify({ samsaPolicy: 1, by: BY, readMessages: false }))
    const both = await startUnder({ system, named })
    expect(await both.page.host.policy({})).toMatchObject({ by: BY, file: system, readMessages: false, problems: [] })
  })

  it('is looked for where only an administrator writes, on each system', () => {
    expect(policyPlaces('linux', {})).toEqual({ system: '/etc/samsa/policy.json', named: null })
    expect(policyPlaces('darwin', {}).system).toBe('/Library/Application Support/Samsa/policy.json')
    expect(policyPlaces('win32', { ProgramData: 'D:\\mine', SAMSA_POLICY: 'D:\\p.json' })).toEqual({
      system: 'C:\\ProgramData\\Samsa\\policy.json',
      named: 'D:\\p.json',
    })
  })

  it('its text stands in the log once, and no password of a profile does', async () => {
    const { core, dataFolder } = await under({ keepSecrets: false }, { keychain: true })
    await core.page.profiles.create({ draft: draft(), secrets: { saslPassword: 'never in any file 7151' } })
    await core.stop()
    cores.length = 0
    const logs = await readdir(join(dataFolder, 'logs'))
    const texts = await Promise.all(logs.map((name) => readFile(join(dataFolder, 'logs', name), 'utf8')))
    expect(texts.join('').match(/administrator’s policy holds/g)).toHaveLength(1)
    expect(texts.join('')).not.toContain('never in any file 7151')
  })

  it('24 the proxy and further authorities are fixed; the password of its login still is the user’s', async () => {
    const proxy = { use: 'manual', address: 'proxy.example.org:3128', user: 'ada' }
    const { page } = await under({ settings: { proxy, extraCa: '' } })
    const settings = seeView(page.host.settings, {}, 'id')
    await settings.until(({ rows }) => rows.size > 0, 'the settings are told')
    // What is left out of it is as a form leaves it.
    expect(settings.rows.get('settings')?.settings.proxy).toEqual({ ...proxy, except: [] })
    await expect(page.host.saveSettings({ proxy: { use: 'none' } })).rejects.toMatchObject(forbidden)
    await expect(page.host.saveSettings({ extraCa: '' })).rejects.toMatchObject(forbidden)
    await page.host.setProxyPassword({ password: 'mine' })
    const network = seeView(page.host.network, {}, 'id')
    await network.until(({ rows }) => rows.get('network')?.password.kept === 'memory', 'it is there')
    settings.close()
    network.close()
  })

  it.each([
    [{ proxy: { use: 'manual' } }, 'settings.proxy.address'],
    [{ proxy: { use: 'manual', address: 'http://proxy' } }, 'settings.proxy.address'],
    [{ proxy: { use: 'manual', address: 'p.corp:3128', except: ['fine', 'not a host'] } }, 'settings.proxy.except.1'],
    [{ proxy: { use: 'socks' } }, 'settings.proxy.use'],
    [{ proxy: { use: 'manual', address: 'p.corp:3128', password: 'no' } }, 'settings.proxy'],
    [{ extraCa: 'nonsense' }, 'settings.extraCa'],
    [{ readOpen: '1' }, 'settings.readOpen'],
  ])('24 settings that are none are named by their field: %j', async (settings, field) => {
    const { page } = await under({ settings })
    expect((await page.host.policy({})).problems.map((problem) => problem.field)).toEqual([field])
  })
})
