import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startCore, type Core } from '../../electron/core/start.ts'
import { openDemoProfile } from '../../shared/demo-profile.ts'
import { createDemoWorld } from '../../test/emulators/kafka/demo-world.ts'
import { createKafkaEmulator, type KafkaEmulator } from '../../test/emulators/kafka/emulator.ts'
import { startDemoMesos, type DemoMesos } from '../../test/emulators/demo-mesos.ts'
import { incident, SAMPLE } from './incident.ts'

/**
 * `npm run sample`: lets the demo world go through an incident, records it as any cluster is recorded, and exports it into
 * `build/sample/incident.samsa`, which every package holds. Takes as long as the incident: nothing in it is made up.
 */
const here = new AbortController().signal
const file = fileURLToPath(new URL('./incident.samsa', import.meta.url))
const minutes = (ms: number): string => `${(ms / 60_000).toFixed(1)} min`

async function startWorld(): Promise<{ readonly kafka: KafkaEmulator; readonly mesos: DemoMesos }> {
  const world = createDemoWorld()
  const kafka = await createKafkaEmulator({
    world,
    brokers: world.brokers.size,
    release: '3.9',
    clusterId: 'sample-shop',
    fencedAfterMs: 1_500,
    leaderSettlesMs: 300,
  })
  return { kafka, mesos: await startDemoMesos(kafka) }
}

/** The last span of what was recorded, as a file. */
async function exported({ handlers }: Core, cluster: string, from: number, to: number): Promise<Uint8Array> {
  const { id } = await handlers.recordings.pin({ cluster, from, to, title: SAMPLE.title, notes: SAMPLE.notes }, { signal: here })
  const pieces: Uint8Array[] = []
  const asked = { id, groups: null, anonymise: false, logs: false, passphrase: null }
  for await (const { piece } of handlers.recordings.export(asked, { signal: here })) pieces.push(Buffer.from(piece, 'base64'))
  return Buffer.concat(pieces)
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'samsa-sample-'))
  const { kafka, mesos } = await startWorld()
  const unavailable = { done: false as const, why: 'nobody looks' }
  const core = await startCore({
    desktop: {
      host: 'browser',
      keychain: { available: false, why: unavailable.why },
      copyText: () => unavailable,
      openExternal: () => Promise.resolve(unavailable),
      notifications: { available: false, why: unavailable.why },
      outside: { listen() {} },
    },
    dataFolder: folder,
    version: 'sample',
    contract: 'recording',
    sampleFile: '',
    workerFile: (name) => fileURLToPath(new URL(`../../electron/core/workers/${name}-entry.ts`, import.meta.url)),
  })
  try {
    const bootstrap = kafka.bootstrap.map(({ host, port }) => `${host}:${port}`)
    await openDemoProfile(core.handlers, [...bootstrap, ...mesos.masters])
    const [cluster] = core.handlers.profiles.list({}, { signal: here }).read().rows.keys()
    if (cluster === undefined) throw new Error('There is no profile')
    // The tables of a cluster that was just found fill first.
    await wait(SAMPLE.warmUpMs)
    const began = Date.now()
    for (const { at, what, act } of incident) {
      await wait(Math.max(0, began + at - Date.now()))
      console.log(`${minutes(at)}  ${what}`)
      await act({ kafka, mesos })
    }
    await wait(10_000)
    const bytes = await exported(core, cluster, began, began + SAMPLE.lastsMs)
    writeFileSync(file, bytes)
    console.log(`${file}: ${(bytes.length / 1_024).toFixed(0)} KiB, from ${new Date(began).toISOString()}`)
  } finally {
    await core.stop()
    await mesos.stop()
    await kafka.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
// The emulated tasks print on.
process.exit(0)
