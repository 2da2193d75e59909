import { connect, type Socket } from 'node:net'
import type { Api } from '../../../electron/core/clients/kafka/codecs/api.ts'
import { listGroups } from '../../../electron/core/clients/kafka/codecs/list-groups.ts'
import { listOffsets } from '../../../electron/core/clients/kafka/codecs/list-offsets.ts'
import { metadata } from '../../../electron/core/clients/kafka/codecs/metadata.ts'
import { offsetFetch } from '../../../electron/core/clients/kafka/codecs/offset-fetch.ts'
import { chunks } from '../../../electron/core/clients/kafka/concurrency.ts'

/**
 * The floor of a full refresh: the same requests over bare sockets, all that may be under way at once, decoded and paired with their
 * leaders, and nothing else: no limits, no errors, no slices, no state, no verdicts, no history.
 */

interface Wire {
  ask<Request, Response>(api: Api<Request, Response>, version: number, request: Request): Promise<Response>
  close(): void
}

const counters = { requests: 0, bytesIn: 0, bytesOut: 0 }

async function openWire(address: string): Promise<Wire> {
  const [host, port] = address.split(':')
  const socket: Socket = connect({ host: host ?? '', port: Number(port) })
  socket.setNoDelay(true)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  const waiting: ((frame: Buffer) => void)[] = []
  let chunksHeld: Buffer[] = []
  let held = 0
  let needed = 4
  socket.on('data', (chunk: Buffer) => {
    counters.bytesIn += chunk.length
    chunksHeld.push(chunk)
    held += chunk.length
    while (held >= needed) {
      const [only] = chunksHeld
      const all = chunksHeld.length === 1 && only ? only : Buffer.concat(chunksHeld)
      needed = 4 + all.readInt32BE(0)
      chunksHeld = [all]
      if (held < needed) return
      waiting.shift()?.(all.subarray(8, needed))
      chunksHeld = [all.subarray(needed)]
      held -= needed
      needed = 4
    }
  })
  return {
    ask(api, version, request) {
      const body = api.encode(version, request)
      const flexible = version >= api.flexibleFrom
      const head = Buffer.alloc(flexible ? 15 : 14)
      head.writeInt32BE(head.length - 4 + body.length, 0)
      head.writeInt16BE(api.key, 4)
      head.writeInt16BE(version, 6)
      head.writeInt16BE(-1, 12)
      counters.requests += 1
      counters.bytesOut += head.length + body.length
      socket.cork()
      socket.write(head)
      socket.write(body)
      socket.uncork()
      return new Promise((resolve) => {
        waiting.push((frame) => resolve(api.decode(version, flexible ? frame.subarray(1) : frame)))
      })
    },
    close: () => socket.destroy(),
  }
}

type Asked = Map<number, Map<string, number[]>>

/** One full refresh. @returns partitions with a commit whose end was read */
async function refresh(wires: ReadonlyMap<number, Wire>): Promise<number> {
  const [first] = wires.values()
  if (first === undefined) return 0
  const [layout, listed] = await Promise.all([
    first.ask(metadata, 12, { topics: null }),
    Promise.all([...wires].map(async ([broker, wire]) => ({ broker, ...(await wire.ask(listGroups, 5, {})) }))),
  ])
  const leaders = new Map(layout.topics.map((t) => [t.name, t.partitions]))
  const asked: Asked = new Map()
  const seen = new Map<string, Uint8Array>()
  let pairs = 0
  await Promise.all(
    listed.flatMap(({ broker, groups }) =>
      chunks(groups, 500).map(async (some) => {
        const names = some.map((g) => g.group)
        const answer = await wires.get(broker)?.ask(offsetFetch, 9, { groups: names, topics: null })
        for (const { topics } of answer?.groups ?? [])
          for (const { topic, partitions } of topics) pairs += note(asked, seen, topic, partitions, leaders.get(topic) ?? [])
      }),
    ),
  )
  await Promise.all(
    [...asked].map(async ([broker, topics]) =>
      wires.get(broker)?.ask(listOffsets, 10, {
        isolation: 'uncommitted',
        timestamp: -1,
        topics: Array.from(topics, ([topic, partitions]) => ({ topic, partitions })),
        timeoutMs: 30_000,
      }),
    ),
  )
  return pairs
}

function note(
  asked: Asked,
  seen: Map<string, Uint8Array>,
  topic: string,
  partitions: Int32Array,
  layout: readonly { readonly leader: number }[],
): number {
  let known = seen.get(topic)
  if (!known) seen.set(topic, (known = new Uint8Array(layout.length)))
  for (const p of partitions) {
    if (known[p] === 1) continue
    known[p] = 1
    const leader = layout[p]?.leader ?? -1
    let topics = asked.get(leader)
    if (!topics) asked.set(leader, (topics = new Map()))
    const list = topics.get(topic)
    if (list) list.push(p)
    else topics.set(topic, [p])
  }
  return partitions.length
}

export interface FloorRun {
  /** ms, one a refresh. */
  readonly walls: readonly number[]
  /** ms of the process's CPU a refresh, and of its main thread alone. */
  readonly cpu: number
  readonly threadCpu: number
  /** Of one refresh. */
  readonly requests: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly pairs: number
}

async function run(bootstrap: readonly string[], times: number): Promise<FloorRun> {
  const wires = new Map<number, Wire>()
  for (const [i, address] of bootstrap.entries()) wires.set(i + 1, await openWire(address))
  const walls: number[] = []
  let pairs = 0
  // Compiled code is what is measured.
  for (let n = 0; n < 2; n++) pairs = await refresh(wires)
  Object.assign(counters, { requests: 0, bytesIn: 0, bytesOut: 0 })
  const from = process.cpuUsage()
  const thread = process.threadCpuUsage()
  for (let n = 0; n < times; n++) {
    const began = performance.now()
    await refresh(wires)
    walls.push(performance.now() - began)
  }
  const { user, system } = process.cpuUsage(from)
  const own = process.threadCpuUsage(thread)
  for (const wire of wires.values()) wire.close()
  const each = (sum: number): number => Math.round(sum / times)
  return {
    walls,
    cpu: (user + system) / 1_000 / times,
    threadCpu: (own.user + own.system) / 1_000 / times,
    pairs,
    requests: each(counters.requests),
    bytesIn: each(counters.bytesIn),
    bytesOut: each(counters.bytesOut),
  }
}

process.on('message', (message) => {
  if (typeof message !== 'object') return
  // Said by lag-figures.ts.
  const { bootstrap, times } = message as { readonly bootstrap: readonly string[]; readonly times: number }
  run(bootstrap, times).then(
    (done) => process.send?.({ done }),
    (error: unknown) => process.send?.({ failed: error instanceof Error ? error.message : 'unknown' }),
  )
})
process.channel?.ref()
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
