import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { noPlaces } from '../../shared/contract/mesos-places.ts'
import type { NewRecord } from '../../shared/contract/messages.ts'
import type { SecretValues } from '../../shared/contract/profiles.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../emulators/kafka/emulator.ts'
import { startProxyEmulator } from '../emulators/proxy/emulator.ts'
import { startRegistryEmulator, type RegistryEmulator } from '../emulators/registry/emulator.ts'
import { following } from '../emulators/world/group.ts'
import { createScanner, newCanary, newKeyCanary } from '../support/canary.ts'
import { applied } from '../support/changing.ts'
import { startMesosScene } from '../support/mesos-scene.ts'
import { draft } from '../support/profile-draft.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { seeView, startTestCore, type TestCore } from '../support/test-core.ts'
import { untilAsync } from '../support/until-async.ts'

/** What a core writes and tells when it is worked with, searched for everything that must not leave (C-05, C-09). */

const fromPieces = async (pieces: AsyncIterable<{ readonly piece: string }>): Promise<Buffer> => {
  const all: Buffer[] = []
  for await (const { piece } of pieces) all.push(Buffer.from(piece, 'base64'))
  return Buffer.concat(all)
}

/** As it is, and what is packed in it. */
const opened = (file: Buffer): Buffer => {
  try {
    return Buffer.concat([file, gunzipSync(file)])
  } catch {
    return file
  }
}

/** Texts and bytes in a message between threads, also those that stand in maps and in keys. Bytes are copied: most are handed over, and gone. */
function* partsOf(value: unknown): Generator<string | Uint8Array> {
  if (typeof value === 'string') yield value
  else if (ArrayBuffer.isView(value)) yield new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice()
  else if (value instanceof ArrayBuffer) yield new Uint8Array(value).slice()
  else if (value instanceof Map) for (const [key, own] of value) yield* partsIn(key, own)
  else if (value instanceof Set) for (const each of value) yield* partsOf(each)
  else if (typeof value === 'object' && value !== null) for (const [key, own] of Object.entries(value)) yield* partsIn(key, own)
}

function* partsIn(key: unknown, value: unknown): Generator<string | Uint8Array> {
  yield* partsOf(key)
  yield* partsOf(value)
}

/** Hears what passes between the core and its workers, both ways, until the test ends. */
function listenToWorkers(): readonly (string | Uint8Array)[] {
  const heard: (string | Uint8Array)[] = []
  const { postMessage, emit } = Worker.prototype
  Worker.prototype.postMessage = function (message: unknown, ...more: []) {
    heard.push(...partsOf(message))
    postMessage.call(this, message, ...more)
  }
  Worker.prototype.emit = function (event: string | symbol, ...told: unknown[]) {
    if (event === 'message') heard.push(...partsOf(told))
    return emit.call(this, event, ...told)
  }
  onTestFinished(() => void Object.assign(Worker.prototype, { postMessage, emit }))
  return heard
}

describe('C-05 C-09 canary scan of a core at work', () => {
  const secrets = {
    saslPassword: newCanary('sasl'),
    mesosPassword: newCanary('mesos'),
    schedulerPassword: newCanary('scheduler'),
    registryPassword: newCanary('registry'),
    proxyPassword: newCanary('proxy'),
    tlsKey: newKeyCanary(),
  } satisfies SecretValues
  /** Of a user that is made; what a message holds is shown and never kept. */
  const scramPassword = newCanary('scram')
  const message = newCanary('message')
  const passphrase = newCanary('phrase')
  /** No secret: the name of a group, which must be found wherever names go, or the search finds nothing. */
  const planted = newCanary('planted')
  const toPage: string[] = []
  let folder: string
  let emulator: KafkaEmulator
  let registry: RegistryEmulator
  let core: TestCore

  beforeEach(async () => {
    folder = join(await tempFolder(), 'data')
    emulator = await createKafkaEmulator({
      brokers: 1,
      release: '4.3',
      sasl: { users: { samsa: secrets.saslPassword }, mechanisms: ['PLAIN', 'SCRAM-SHA-256'] },
      topics: [{ name: 'orders', partitions: 1, replication: 1, history: 10 }],
      groups: ['billing', planted].map((name) => ({ name, progress: [{ topic: 'orders', partitions: [0], position: following(500) }] })),
    })
    const authorization = `Basic ${Buffer.from(`samsa:${secrets.registryPassword}`).toString('base64')}`
    registry = await startRegistryEmulator({ authorization })
    core = await startTestCore({ dataFolder: folder }, (told) => toPage.push(told))
  })
  afterEach(async () => {
    await core.stop()
    await emulator.stop()
    await registry.stop()
  })

  it('no file, message to the page or a worker, export, report or log holds a secret; what a message holds is in no file', async () => {
    const workers = listenToWorkers()
    const { page } = core
    const scene = await startMesosScene({ clock: systemClock, login: { user: 'samsa', password: secrets.mesosPassword } })
    const basic = { kind: 'basic' as const, user: 'samsa' }
    const made = draft({
      access: 'guarded',
      bootstrap: emulator.bootstrap.map((b) => `${b.host}:${b.port}`),
      security: { tls: null, sasl: { mechanism: 'SCRAM-SHA-256', user: 'samsa' } },
      mesos: {
        ...noPlaces,
        masters: [...scene.emulator.masters],
        mastersLogin: basic,
        plainCredentials: true,
        scheduler: { url: scene.scheduler.url, login: basic },
      },
      schemaRegistry: { url: registry.url, login: basic, ca: '', caUse: 'add', plainCredentials: true },
    })
    // A proxy that refuses the password, as it would be logged and told: only what is not on this computer goes through it.
    const proxy = await startProxyEmulator({ login: { user: 'samsa', password: 'another' } })
    await page.host.saveSettings({ proxy: { use: 'manual', address: proxy.address, user: 'samsa', except: [] } })
    await page.host.setProxyPassword({ password: secrets.proxyPassword })
    const behind = { url: 'http://registry.only-there:8081', login: basic, ca: '', caUse: 'add' as const, plainCredentials: true }
    for await (const step of page.profiles.probe({ id: null, draft: { ...made, schemaRegistry: behind }, secrets }))
      if (step.error !== null) toPage.push(JSON.stringify(step.error))
    expect(toPage.some((told) => told.includes('loginRefused'))).toBe(true)
    expect(proxy.log.length).toBeGreaterThan(0)
    await proxy.stop()
    const { id } = await page.profiles.create({ draft: made, secrets })
    await page.profiles.connect({ id })
    const at = { cluster: id, at: 'live' as const }
    const groups = seeView(page.groups.list, at, 'group')
    const agents = seeView(page.mesos.agents, at, 'id')
    await groups.until(({ rows }) => rows.has('billing'), 'the group is read', 30_000)
    await agents.until(({ rows }) => rows.size > 0, 'agents are read with the login', 30_000)

    await applied(core, id, page.security.setScram, { user: 'ada', mechanism: 'SCRAM-SHA-256', iterations: 4_096, password: scramPassword })
    const value = { as: 'text' as const, text: message }
    // Its key stands in the log of acts, as the plan says.
    const record: NewRecord = { key: { as: 'text', text: 'k-1' }, value, headers: [{ name: 'h', value }], partition: 0 }
    await applied(core, id, page.messages.produce, { topic: 'orders', records: [record] })
    // A login that is wrong, and a place that nobody is at: what fails is told with what it was given.
    const wrong = { ...secrets, saslPassword: newCanary('wrong') }
    for await (const step of page.profiles.probe({ id: null, draft: made, secrets: wrong })) toPage.push(JSON.stringify(step.error))

    let pinned = { id: '' }
    const pin = (): Promise<boolean> => {
      const to = Date.now()
      const written = page.recordings.pin({ cluster: id, from: to - 60_000, to, title: 'Told', notes: 'n' })
      return written.then(
        (done) => ((pinned = done), true),
        () => false,
      )
    }
    await untilAsync(pin, 30_000, 'the first seconds of history are written')
    const outputs: readonly (readonly [string, Buffer])[] = [
      ['profiles', await fromPieces(page.profileFiles.export({ ids: [id], passphrase: null }))],
      ['profiles, sealed', await fromPieces(page.profileFiles.export({ ids: [id], passphrase }))],
      [
        'recording',
        await fromPieces(page.recordings.export({ id: pinned.id, groups: null, anonymise: false, logs: true, passphrase: null })),
      ],
      ['problem report', await fromPieces(page.report.save({ anonymise: false }))],
      ['activity', Buffer.from((await page.audit.export({ cluster: id, from: 0 })).text)],
    ]
    groups.close()
    agents.close()
    await core.stop()

    const all = [...Object.values(secrets), wrong.saslPassword, scramPassword, passphrase]
    const scanner = createScanner(all)
    const inFiles = await createScanner([...all, message]).scanFolder(folder)
    expect(inFiles.hits).toEqual([])
    // Profiles, settings, activity, log, history with its parts: the search did look at something.
    expect(inFiles.files).toBeGreaterThan(5)
    for (const [name, file] of outputs) {
      expect(file.length, name).toBeGreaterThan(50)
      expect(scanner.scan(name, opened(file)), name).toEqual([])
      if (name !== 'profiles, sealed') expect(createScanner([message]).scan(name, opened(file)), name).toEqual([])
    }
    expect(toPage.length).toBeGreaterThan(20)
    expect(toPage.flatMap((told, n) => scanner.scan(`message ${n}`, told))).toEqual([])
    const between = [...workers]
    expect(between.flatMap((part) => scanner.scan('a worker', part))).toEqual([])
    // The search finds what is there: in messages to the page and to workers, in files and in exports.
    const known = createScanner([planted])
    expect(toPage.flatMap((told) => known.scan('page', told)).length).toBeGreaterThan(0)
    expect(between.flatMap((part) => known.scan('worker', part)).length).toBeGreaterThan(0)
    expect((await known.scanFolder(folder)).hits.length).toBeGreaterThan(0)
    // They were used: who asked without was not answered.
    expect(core.defects).toEqual([])
  })
})
