import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { authorization } from '../../electron/core/clients/http/settings.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import { createKafkaEmulator } from '../emulators/kafka/emulator.ts'
import { startProxyEmulator, type ProxyOptions } from '../emulators/proxy/emulator.ts'
import { startRegistryEmulator } from '../emulators/registry/emulator.ts'
import { fakeKeychain } from '../support/fake-keychain.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { draft } from '../support/profile-draft.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { seeView, startTestCore } from '../support/test-core.ts'
import { until } from '../support/until.ts'

const login = { user: 'ada', password: 'proxy-secret' }

/** Mesos, its scheduler and a registry in a network that only the proxy sees; brokers that are reached straight. */
async function startHidden(options: ProxyOptions) {
  const proxy = await startProxyEmulator(options)
  const kafka = await createKafkaEmulator({ brokers: 1, release: '4.3', topics: [], groups: [] })
  const registry = await startRegistryEmulator()
  const scene = await startMesosScene({ clock: systemClock })
  onTestFinished(async () => {
    await kafka.stop()
    await registry.stop()
    await proxy.stop()
  })
  const hidden = (name: string, url: string): string => url.replace('127.0.0.1', `${name}.only-there`)
  const [master = ''] = scene.emulator.masters
  const places = {
    bootstrap: kafka.bootstrap.map((b) => `${b.host}:${b.port}`),
    security: { tls: null, sasl: null },
    mesos: {
      ...noPlaces,
      masters: [hidden('mesos', master)],
      accepted: [master],
      scheduler: { url: hidden('kafka', scene.scheduler.url), login: { kind: 'none' as const } },
    },
    schemaRegistry: {
      url: hidden('registry', registry.url),
      login: { kind: 'none' as const },
      ca: '',
      caUse: 'add' as const,
      plainCredentials: false,
    },
  }
  return { proxy, places }
}

const manual = (address: string, user = '') => ({ use: 'manual' as const, address, user, except: [] })

describe('24 network: the settings hold for all that is asked over HTTP', () => {
  it('Mesos, scheduler and registry are found through the proxy with its login; Kafka goes straight; it counts from the next request on', async () => {
    const { proxy, places } = await startHidden({ login })
    const dataFolder = join(await tempFolder(), 'data')
    const core = await startTestCore({ dataFolder })
    onTestFinished(() => core.stop())
    const { page } = core
    const id = await core.connect(places.bootstrap, places)
    const at = { cluster: id, at: 'live' as const }
    const brokers = seeView(page.brokers.list, at, 'key')
    const systems = seeView(page.mesos.systems, at, 'system')
    onTestFinished(() => (brokers.close(), systems.close()))
    const state = (system: string) => [...systems.rows.values()].find((row) => row.system === system)?.state
    // Kafka answers, and nobody knows those names yet.
    await brokers.until(({ rows }) => rows.size > 0, 'Kafka is read')
    await systems.until(() => state('scheduler') !== undefined && state('scheduler') !== 'live', 'the scheduler is not reached')
    expect(proxy.log).toEqual([])

    await page.host.saveSettings({ proxy: manual(proxy.address, login.user) })
    await page.host.setProxyPassword({ password: login.password })
    await page.profiles.retryNow({ id })
    await systems.until(() => state('scheduler') === 'live', 'the scheduler is read through the proxy', 30_000)
    await until(
      () => new Set(proxy.log.map(({ target }) => target.split('.')[0])).size >= 2,
      'Mesos and the scheduler were asked through it',
    )
    const steps = []
    for await (const step of page.profiles.probe({ id, draft: draft(places), secrets: {} })) steps.push(step)
    expect(steps.findLast((step) => step.kind === 'registry')).toMatchObject({ state: 'ok' })
    const named = new Set(proxy.log.map(({ target }) => target.split('.')[0]))
    expect(named).toEqual(new Set(['kafka', 'mesos', 'registry']))
    const expected = authorization({ kind: 'basic', ...login })
    expect(proxy.log.filter((one) => one.login !== null).every((one) => one.login === expected)).toBe(true)
    expect(proxy.log.some(({ target }) => places.bootstrap.includes(target))).toBe(false)
    expect(core.defects).toEqual([])
  }, 60_000)

  it('a wrong password is told as the proxy’s refusal; the right one, kept by the keychain, counts after a restart', async () => {
    const { proxy, places } = await startHidden({ login })
    const dataFolder = join(await tempFolder(), 'data')
    const desktop = {
      host: 'desktop' as const,
      keychain: fakeKeychain(),
      copyText: () => ({ done: true as const }),
      openExternal: () => Promise.resolve({ done: true as const }),
      notifications: { available: false as const, why: 'tests' },
      outside: { listen() {} },
    }
    const first = await startTestCore({ dataFolder, desktop })
    await first.page.host.saveSettings({ proxy: manual(proxy.address, login.user) })
    await first.page.host.setProxyPassword({ password: 'wrong-one' })
    const probe = async (core: typeof first) => {
      const steps = []
      for await (const step of core.page.profiles.probe({ id: null, draft: draft(places), secrets: {} })) steps.push(step)
      return steps.findLast((step) => step.kind === 'registry')
    }
    expect(await probe(first)).toMatchObject({ error: { code: 'http.proxy', about: { problem: 'loginRefused' } } })
    await first.page.host.setProxyPassword({ password: login.password })
    const seen = seeView(first.page.host.network, {}, 'id')
    await seen.until(({ rows }) => rows.get('network')?.password.kept === 'keychain', 'it is kept')
    seen.close()
    await first.stop()

    const second = await startTestCore({ dataFolder, desktop })
    onTestFinished(() => second.stop())
    expect(await probe(second)).toMatchObject({ state: 'ok' })
  }, 60_000)

  it('a profile may have a proxy of its own, with a password of its own, or none, whatever the settings say', async () => {
    const { proxy, places } = await startHidden({ login })
    const other = await startProxyEmulator()
    const core = await startTestCore({ dataFolder: join(await tempFolder(), 'data') })
    onTestFinished(async () => {
      await core.stop()
      await other.stop()
    })
    const { page } = core
    await page.host.saveSettings({ proxy: manual(other.address) })
    const own = draft({ ...places, proxy: manual(proxy.address, login.user) })
    const { id } = await page.profiles.create({ draft: own, secrets: { proxyPassword: login.password } })
    const registryOf = async (tried: typeof own) => {
      const steps = []
      for await (const step of page.profiles.probe({ id, draft: tried, secrets: {} })) steps.push(step)
      return steps.findLast((step) => step.kind === 'registry')
    }
    expect(await registryOf(own)).toMatchObject({ state: 'ok' })
    expect([proxy.log.length > 0, other.log.length]).toEqual([true, 0])
    expect(await registryOf({ ...own, proxy: { use: 'none' } })).toMatchObject({ error: { code: 'http.hostUnknown' } })
    expect(other.log.length).toBe(0)
    expect(await registryOf({ ...own, proxy: { use: 'settings' } })).toMatchObject({ state: 'ok' })
    expect(other.log.length).toBeGreaterThan(0)
    // The list of hosts that an import shows names it.
    const upload = []
    for await (const { piece } of page.profileFiles.export({ ids: [id], passphrase: null })) upload.push(piece)
    expect(Buffer.from(upload.join(''), 'base64').toString()).toContain(proxy.address)
    expect(Buffer.from(upload.join(''), 'base64').toString()).not.toContain(login.password)
  }, 60_000)
})
