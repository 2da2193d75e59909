import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKafkaClient } from '../../../electron/core/clients/kafka/create-kafka-client.ts'
import type { KafkaClient } from '../../../electron/core/clients/kafka/kafka-client.ts'
import { startCore } from '../../../electron/core/start.ts'
import { contract } from '../../../shared/contract/index.ts'
import type { CorePort, Down, Up } from '../../../shared/rpc/port.ts'
import { serve } from '../../../shared/rpc/serve.ts'
import { noKeychain } from '../fake-keychain.ts'
import { draft } from '../profile-draft.ts'
import { workerFile } from '../worker-file.ts'

/**
 * A core in a process of its own, as a host runs it: what it sends to a page becomes text here and ends there, so that the page's own
 * work does not count. Recording is on, as always.
 */

type Verb =
  | { readonly do: 'connect'; readonly bootstrap: readonly string[] }
  | { readonly do: 'warm' }
  | { readonly do: 'refresh'; readonly times: number }
  | { readonly do: 'lags'; readonly groups: readonly string[] }

const dataFolder = await mkdtemp(join(tmpdir(), 'samsa-lag-figures-'))
process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }))
const clients: KafkaClient[] = []
const core = await startCore({
  desktop: {
    host: 'browser',
    keychain: noKeychain,
    notifications: { available: false, why: 'measuring' },
    outside: { listen() {} },
    copyText: () => ({ done: false, why: 'measuring' }),
    openExternal: () => Promise.resolve({ done: false, why: 'measuring' }),
  },
  dataFolder,
  version: '0.0.0-measured',
  contract: 'measured',
  workerFile,
  sampleFile: '',
  createClient(settings, clock) {
    const client = createKafkaClient(settings, { clock })
    clients.push(client)
    return client
  },
})

interface Page {
  call(member: string, input: unknown): Promise<unknown>
  /** Opens a view; `onRows` is told how many rows came with each delta. */
  open(member: string, input: unknown, onDelta: (delta: { readonly rows: readonly unknown[]; readonly more: boolean }) => void): () => void
}

/** A page that takes in whatever comes at once. */
function createPage(): Page {
  let toCore: (message: Up) => void = () => {}
  const calls = new Map<number, (message: Down) => void>()
  let text = 0
  const port: CorePort = {
    send(message) {
      text += JSON.stringify(message).length
      calls.get(message.id)?.(message)
    },
    listen: (onMessage) => void (toCore = onMessage),
    close: () => {},
  }
  serve(contract, core.handlers, port)
  let last = 0
  return {
    call: (member, input) =>
      new Promise((resolve, reject) => {
        const id = ++last
        calls.set(id, (down) => (down.is === 'value' ? resolve(down.value) : reject(new Error(JSON.stringify(down)))))
        toCore({ id, do: 'start', member, input })
      }),
    open(member, input, onDelta) {
      const id = ++last
      calls.set(id, (down) => {
        if (down.is !== 'value') return
        onDelta(down.value as { readonly rows: readonly unknown[]; readonly more: boolean }) // a delta of a view
        setImmediate(() => toCore({ id, do: 'next' }))
      })
      toCore({ id, do: 'start', member, input })
      return () => toCore({ id, do: 'stop' })
    },
  }
}

const page = createPage()
let cluster = ''
const counters = (): { requests: number; bytesIn: number; bytesOut: number } => {
  const { requests = 0, bytesIn = 0, bytesOut = 0 } = clients.at(-1)?.counters() ?? {}
  return { requests, bytesIn, bytesOut }
}

/** Until the first row of the list of groups: ms, and CPU of the core's thread, which other work on the machine does not move. */
export interface FirstRows {
  readonly wall: number
  readonly cpu: number
}

/** Connects with the list of groups open. */
async function connect(bootstrap: readonly string[]): Promise<FirstRows> {
  const profile = draft({ bootstrap: [...bootstrap], security: { tls: null, sasl: null } })
  const made = (await page.call('profiles.create', { draft: profile, secrets: {} })) as { id: string } // of the contract
  cluster = made.id
  const began = performance.now()
  const cpuBefore = process.threadCpuUsage()
  const rows = new Promise<FirstRows>((resolve) => {
    page.open('groups.list', { cluster, at: 'live' }, ({ rows: found }) => {
      if (found.length === 0) return
      const { user, system } = process.threadCpuUsage(cpuBefore)
      resolve({ wall: performance.now() - began, cpu: (user + system) / 1_000 })
    })
  })
  await page.call('profiles.connect', { id: cluster })
  return rows
}

/** Every group is read several times: there are samples to judge by, and the code is compiled. */
async function warm(): Promise<null> {
  for (let n = 0; n < 4; n++) await page.call('cluster.readNow', { cluster })
  return null
}

/** Readings are paid from an allowance of 20 requests a second: whoever presses the button next finds it full again. */
const allowance = (requests: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_000 + (requests / 20) * 1_000))
let lastTook = 0

/** A reading that was under way when it was paused goes on to its end: no request for a second, and it is over. */
async function untilQuiet(): Promise<void> {
  let before = -1
  while (counters().requests !== before) {
    before = counters().requests
    await new Promise((resolve) => setTimeout(resolve, 1_000))
  }
}

async function refresh(times: number): Promise<object> {
  const walls: number[] = []
  const cpus: number[] = []
  const sum = { requests: 0, bytesIn: 0, bytesOut: 0 }
  // What is read in turn beside it is none of it.
  await page.call('cluster.pause', { cluster, paused: true })
  await untilQuiet()
  for (let n = 0; n < times; n++) {
    await allowance(lastTook)
    const before = counters()
    const began = performance.now()
    const cpu = process.threadCpuUsage()
    await page.call('cluster.readNow', { cluster })
    walls.push(performance.now() - began)
    const { user, system } = process.threadCpuUsage(cpu)
    cpus.push((user + system) / 1_000)
    const after = counters()
    lastTook = after.requests - before.requests
    for (const name of ['requests', 'bytesIn', 'bytesOut'] as const) sum[name] += after[name] - before[name]
  }
  const each = (name: keyof typeof sum): number => Math.round(sum[name] / times)
  return { walls, cpus, requests: each('requests'), bytesIn: each('bytesIn'), bytesOut: each('bytesOut') }
}

/** Lag by `group topic partition`, as the screen of each group shows it. */
async function lagsOf(groups: readonly string[]): Promise<readonly (readonly [string, number | null])[]> {
  const found: (readonly [string, number | null])[] = []
  for (const group of groups)
    await new Promise<void>((resolve) => {
      const close = page.open('groups.partitions', { cluster, at: 'live', group }, (delta) => {
        // Of the contract.
        const { rows, more } = delta as { rows: { topic: string; partition: number; lag: number | null }[]; more: boolean }
        for (const { topic, partition, lag } of rows) found.push([`${group} ${topic} ${partition}`, lag])
        if (more || rows.length === 0) return
        setImmediate(() => close())
        resolve()
      })
    })
  return found
}

async function run(verb: Verb): Promise<unknown> {
  switch (verb.do) {
    case 'connect':
      return connect(verb.bootstrap)
    case 'warm':
      return warm()
    case 'refresh':
      return refresh(verb.times)
    case 'lags':
      return lagsOf(verb.groups)
  }
}

process.on('message', (message) => {
  if (typeof message !== 'object' || message === null) return
  run(message as Verb).then(
    (done) => process.send?.({ done }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : 'unknown' }),
  )
})
process.channel?.ref()
process.on('disconnect', () => process.exit(0))
process.send?.({ done: 'started' })
