import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hostHandlers } from '../../../electron/core/api/host.ts'
import { profilesHandlers } from '../../../electron/core/api/profiles.ts'
import { nodeFileSystem } from '../../../electron/core/lib/file-system.ts'
import { prepareFolder } from '../../../electron/core/lib/files.ts'
import { createLog } from '../../../electron/core/lib/log.ts'
import { createRedactor } from '../../../electron/core/lib/redact.ts'
import { createProfiles } from '../../../electron/core/profiles/profiles.ts'
import { probe } from '../../../electron/core/profiles/probe.ts'
import { createKept } from '../../../electron/core/profiles/kept.ts'
import { NO_POLICY } from '../../../electron/core/profiles/policy.ts'
import { createSettings } from '../../../electron/core/profiles/settings.ts'
import { createUpdates } from '../../../electron/core/profiles/updates.ts'
import { host } from '../../../shared/contract/host.ts'
import { profiles as profilesContract, type SecretValues } from '../../../shared/contract/profiles.ts'
import type { DesktopServices, Keychain } from '../../../shared/desktop-services.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { connect } from '../../../shared/rpc/connect.ts'
import { memoryPorts } from '../../../shared/rpc/memory-port.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import { noPlaces } from '../../../shared/contract/mesos-places.ts'
import { createScanner, newCanary, newKeyCanary, spellingsOf } from '../../support/canary.ts'
import { createTestClock } from '../../support/clock.ts'
import { fakeKeychain, noKeychain } from '../../support/fake-keychain.ts'
import { createFaultFs } from '../../support/fault-fs.ts'
import { draft } from '../../support/profile-draft.ts'
import { createRandom } from '../../support/random.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { until } from '../../support/until.ts'

const contract = { host, profiles: profilesContract }
const off = { connection: { state: 'off' as const, error: null, attempt: null, nextAt: null, since: null }, seen: null }
const withLogin = draft({
  security: {
    tls: { ca: '', caUse: 'add', certificate: '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----', serverName: '' },
    sasl: { mechanism: 'PLAIN', user: 'samsa' },
  },
  mesos: {
    ...noPlaces,
    masters: ['http://master-1.example.org:5050'],
    mastersLogin: { kind: 'basic', user: 'samsa' },
    marathon: { url: 'https://marathon.example.org', login: { kind: 'token' } },
    scheduler: { url: 'http://scheduler.example.org:7000', login: { kind: 'basic', user: 'samsa' } },
  },
  schemaRegistry: { url: 'https://registry.example.org', login: { kind: 'token' }, ca: '', caUse: 'add', plainCredentials: false },
})

/** A core's profiles as a page sees them, over a port whose every message to the page is written down. */
async function startWatched(keychain: Keychain, leak: string) {
  const folder = join(await tempFolder(), 'data')
  const fs = createFaultFs(nodeFileSystem)
  const clock = createTestClock()
  const redactor = createRedactor()
  const log = createLog({ folder, redactor })
  const needs = { folder, fs, clock, platform: 'linux' as const, keychain, redactor, log }
  await prepareFolder(needs, folder)
  const profiles = await createProfiles(needs)
  const settings = await createSettings(needs)
  const kept = await createKept(needs)
  const desktop: DesktopServices = {
    host: 'browser',
    keychain,
    copyText: () => ({ done: false, why: 'no' }),
    openExternal: async () => ({ done: true }),
    notifications: { available: false, why: 'tests' },
    outside: { listen() {} },
  }
  // A client library that fails with everything it was given, as libraries do.
  const library = (): Error => Object.assign(new Error(`cannot log in with ${leak}`), { config: { auth: leak } })
  const reachFails = async (): Promise<never> => {
    throw library()
  }
  const handlers = {
    host: hostHandlers({
      desktop,
      settings,
      profiles,
      kept,
      fs,
      contacts: () => [],
      policy: NO_POLICY,
      present: () => {},
      updates: createUpdates({ from: '', installed: '1', policy: NO_POLICY, clock: createTestClock(), network: () => ({ tls: null }) }),
      info: { version: '1', contract: 'x', dataFolder: folder, demo: false },
    }),
    profiles: profilesHandlers({
      profiles,
      kept,
      connections: {
        connect(id) {
          profiles.connectionSettings(id)
          throw new AppError('kafka.authentication', { address: 'a:1', mechanism: 'PLAIN', detail: 'no' }, { cause: library() })
        },
        disconnect: () => undefined,
        retryNow: () => {
          throw library()
        },
        status: () => off,
        onChange: () => undefined,
      },
      probe: ({ id, draft: tried, secrets }, signal) =>
        probe(
          {
            clock,
            reach: reachFails,
            createClient: () => {
              throw library()
            },
          },
          () => profiles.connectionSettingsOf(tried, secrets, id),
          signal,
        ),
    }),
  }
  const { page, core } = memoryPorts()
  const toPage: string[] = []
  const watched = {
    ...core,
    send(message: Parameters<typeof core.send>[0]) {
      toPage.push(JSON.stringify(message))
      core.send(message)
    },
  }
  const serving = serve(contract, handlers, watched, { onDefect: (error, where) => log.error('A defect', { where, error }) })
  return { folder, fs, profiles, log, client: connect(contract, page), toPage, stop: serving.stop }
}

/** Everything a page can do with profiles, right and wrong; answers the errors it was told. */
async function doEverything(world: Awaited<ReturnType<typeof startWatched>>, secrets: Required<SecretValues>): Promise<unknown[]> {
  const { client, fs } = world
  const errors: unknown[] = []
  const attempt = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await act()
    } catch (error) {
      errors.push(error)
      world.log.error('A call failed', { error, secrets })
      return undefined
    }
  }
  let rows = 0
  const leave = client.profiles.list({}, { onDelta: ({ rows: changed }) => (rows += changed.length), onError: (e) => errors.push(e) })
  const made = await client.profiles.create({ draft: withLogin, secrets })
  const copy = await client.profiles.duplicate({ id: made.id })
  await client.profiles.setSecrets({ id: copy.id, secrets })
  await client.profiles.update({ id: made.id, draft: { ...withLogin, notes: 'changed' }, secrets })
  await client.profiles.remove({ id: copy.id })
  await client.profiles.restore({ id: copy.id })
  await until(() => rows >= 2, 'the list told its rows')

  const probeSecrets = { ...secrets }
  for await (const step of client.profiles.probe({ id: made.id, draft: withLogin, secrets: probeSecrets })) errors.push(step.error)
  await attempt(() => client.profiles.connect({ id: made.id }))
  await attempt(() => client.profiles.retryNow({ id: made.id }))
  // A page gone wrong: the secret where none belongs.
  const wrong = { ...withLogin, extra: secrets.saslPassword, security: { ...withLogin.security, tls: { ca: secrets.tlsKey } } }
  await attempt(() =>
    client.profiles.create({ draft: wrong as unknown as typeof withLogin, secrets: { ...secrets, tlsKey: secrets.saslPassword } }),
  )
  fs.arm({ kind: 'onwards', at: 0, code: 'EIO' })
  await attempt(() => client.profiles.update({ id: made.id, draft: withLogin, secrets: { saslPassword: `${secrets.saslPassword}` } }))
  fs.arm(null)
  await client.profiles.recovery({})
  await client.host.info({})
  leave()
  await world.log.flush()
  return errors
}

describe('C-05 B-08 canary scan', () => {
  it.each([
    ['with a keychain', fakeKeychain()],
    ['without a keychain', noKeychain],
  ])('%s: no file, log line, message to the page or error holds a secret', async (_, keychain) => {
    const secrets = {
      saslPassword: newCanary('password'),
      tlsKey: newKeyCanary(),
      tlsKeyPassphrase: newCanary('phrase'),
      mesosPassword: newCanary('mesos'),
      marathonPassword: newCanary('marathon'),
      schedulerPassword: newCanary('scheduler'),
      registryPassword: newCanary('registry'),
      proxyPassword: newCanary('proxy'),
    }
    const world = await startWatched(keychain, secrets.saslPassword)
    const errors = await doEverything(world, secrets)
    const scanner = createScanner(Object.values(secrets))

    const { files, hits } = await scanner.scanFolder(world.folder)
    expect(hits).toEqual([])
    expect(files).toBeGreaterThanOrEqual(keychain.available ? 8 : 4)
    expect(world.toPage.length).toBeGreaterThan(12)
    expect(world.toPage.flatMap((message, n) => scanner.scan(`message ${n}`, message))).toEqual([])
    // What failed did fail, each in its own way.
    const codes = new Set(errors.flatMap((e) => (e instanceof AppError ? [e.code] : [])))
    expect(codes).toEqual(new Set(['core.unexpected', 'files.notSaved', 'kafka.authentication', 'rpc.badInput']))

    // The secrets are there all the same, where they belong.
    const [first] = world.profiles.list()
    expect(world.profiles.connectionSettings(first?.id ?? '')).toMatchObject({
      sasl: { password: secrets.saslPassword },
      tls: { key: secrets.tlsKey },
    })
    world.stop()
  })

  it('C-09 the scanner finds 200 of 200 planted samples', async () => {
    const folder = await tempFolder()
    await mkdir(join(folder, 'deep/er'), { recursive: true })
    const random = createRandom(7)
    const secrets = Array.from({ length: 10 }, (_, n) => (n % 5 === 4 ? newKeyCanary() : newCanary(`s${n}`)))
    const scanner = createScanner(secrets)
    for (let n = 0; n < 200; n += 1) {
      const secret = secrets[n % secrets.length] ?? ''
      const lines = secret.split('\n')
      const part = lines.length > 1 ? (lines[1 + random.below(3)] ?? '') : secret
      const spellings = [...spellingsOf(part).values()]
      const noise = Buffer.from(Array.from({ length: random.below(500) }, () => random.below(256)))
      // Base64 as it really comes: of the secret within something else.
      const inside = Buffer.from(`${'x'.repeat(random.below(9))}${part}${'y'.repeat(random.below(9))}`)
      const planted =
        n % 3 === 0
          ? Buffer.from(inside.toString(n % 2 === 0 ? 'base64' : 'base64url'))
          : (spellings[n % spellings.length] ?? Buffer.alloc(0))
      await writeFile(join(folder, n % 2 === 0 ? 'deep/er' : '', `${n}.bin`), Buffer.concat([noise, planted, noise]))
    }
    const { files, hits } = await scanner.scanFolder(folder)
    expect(files).toBe(200)
    expect(new Set(hits.map((h) => h.where)).size).toBe(200)
    expect((await createScanner([newCanary('other')]).scanFolder(folder)).hits).toEqual([])
  })
})
