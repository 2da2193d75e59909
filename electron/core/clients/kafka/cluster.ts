import { AppError } from '../../../../shared/errors/error.ts'
import type { BrokerId } from '../../../../shared/domain/ids.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Permit } from '../../lib/permit.ts'
import { mapAddress, printAddress, type Address } from './address-map.ts'
import type { Api, Throttled } from './codecs/api.ts'
import type { BrokerChannel, CallOptions, Traffic } from './connection/broker-channel.ts'
import { isTelling } from './connection/connection-errors.ts'
import { FETCH_FRAME_LIMIT, type ChangePass } from './connection/frame-guard.ts'
import { createFrameRoom } from './connection/frame-room.ts'
import { openChannel, type ChannelTarget } from './connection/open-channel.ts'
import { createLanes, IN_FLIGHT, type Lane, type Lanes } from './broker-lanes.ts'
import type { BrokerEndpoint, BrokerStatus, KafkaConnectionSettings } from './kafka-client.ts'
import type { Slicer } from './slices.ts'
import { firstRelease, guessRelease, negotiate, type StaticVersion, type VersionTable } from './versions.ts'
import { WireError } from './wire/reader.ts'

export interface ClusterNeeds extends AskNeeds {
  readonly settings: KafkaConnectionSettings
  /** For tests of the frame guard alone. */
  readonly allowedKeys?: ReadonlySet<number>
}

interface Node {
  endpoint: BrokerEndpoint
  lanes: Lanes
  versions: VersionTable | null
  assumed: { readonly version: StaticVersion; readonly guessed: boolean } | null
  status: BrokerStatus
}

/** Changes of these are told to listeners. */
const MATERIAL = ['state', 'error', 'release', 'rack'] as const

/** A question to one broker. */
export interface Ask<Request, Response> {
  readonly api: Api<Request, Response>
  readonly request: Request
  readonly lane: Lane
  /** Not newer than this: some questions cannot be asked in the newest version. */
  readonly atMost?: number
  /** Set for what changes the cluster. */
  readonly change?: { readonly permit: Permit; readonly pass: ChangePass }
}

/** First byte 15 s, whole answer 30 s for what may be large (D-02). */
const INTERACTIVE_MS = 15_000
export const BULK_MS = 30_000

export interface AskNeeds {
  readonly clock: Clock
  readonly slicer: Slicer
}

/** Decoded in well under a millisecond; what is larger takes its turn. */
const AT_ONCE_BYTES = 32 * 1024

export interface Answer<Response> {
  readonly value: Response
  readonly version: number
  /** Wall clock, when it arrived. */
  readonly at: number
}

/** Sends one question on a channel in the newest version both sides speak, and decodes the answer. */
export async function ask<Request, Response extends Throttled>(
  channel: BrokerChannel,
  { api, request, lane, atMost, change }: Ask<Request, Response>,
  { clock, slicer }: AskNeeds,
  signal?: AbortSignal,
): Promise<Answer<Response>> {
  const ours = { min: api.versions.min, max: Math.min(api.versions.max, atMost ?? Infinity) }
  const version = negotiate(ours, channel.versions.get(api.key))
  if (version === null) throw new AppError('kafka.unsupported', { what: api.name, needs: firstRelease(api.key) })
  const options: CallOptions = { timeoutMs: lane === 'interactive' ? INTERACTIVE_MS : BULK_MS, ...(signal ? { signal } : {}) }
  const flexible = version >= api.flexibleFrom
  const wire = { key: api.key, name: api.name, version, flexible, body: api.encode(version, request), ...(change ? { change } : {}) }
  const body = await channel.call(wire, options)
  const at = clock.wall()
  try {
    const value = body.length <= AT_ONCE_BYTES ? api.decode(version, body) : await slicer.run(api.decodeSteps(version, body))
    if (value.throttleMs > 0) channel.hold(Math.min(value.throttleMs, BULK_MS))
    const over = api.over(body)
    if (over !== null) channel.done(over)
    return { value, version, at }
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    const detail = `version ${version}: ${error.message}`
    throw new AppError('kafka.decode', { address: channel.address, request: api.name, detail }, { cause: error })
  }
}

/** The brokers of a cluster as we know them, and the connections to them. */
export function createCluster({ clock, slicer, settings, allowedKeys }: ClusterNeeds) {
  const traffic: Traffic = { requests: 0, bytesIn: 0, bytesOut: 0, inFlight: 0, byApi: new Map() }
  const room = createFrameRoom()
  const nodes = new Map<BrokerId, Node>()
  const listeners = new Set<() => void>()
  let statuses: readonly BrokerStatus[] | null = null

  const changed = (): void => {
    statuses = null
    for (const listener of listeners) listener()
  }
  const update = (node: Node, change: Partial<BrokerStatus>): void => {
    const before = node.status
    const next = { ...before, ...change }
    const same = (Object.keys(change) as (keyof BrokerStatus)[]).every((key) => Object.is(before[key], next[key])) // keys of the object given
    node.status = next
    if (same) return
    statuses = null
    // Every answer moves time and latency: readable, but no news.
    if (MATERIAL.some((key) => !Object.is(before[key], next[key]))) changed()
  }

  const targetOf = (advertised: Address, fromCluster: boolean): ChannelTarget => ({
    ...mapAddress(settings.addressMap, advertised),
    advertisedHost: advertised.host,
    advertised: fromCluster,
  })
  const manual = settings.brokerVersion && { version: settings.brokerVersion, guessed: false }
  const open = (target: ChannelTarget, lane: Lane, assume: Node['assumed'], signal: AbortSignal): Promise<BrokerChannel> => {
    const more = { ...(allowedKeys ? { allowedKeys } : {}), ...(lane === 'browse' ? { frameLimit: FETCH_FRAME_LIMIT } : {}) }
    return openChannel(target, { clock, settings, traffic, inFlight: IN_FLIGHT[lane], room, ...more }, assume, signal)
  }

  const addNode = (endpoint: BrokerEndpoint): Node => {
    const status: BrokerStatus = { ...endpoint, state: 'unknown', error: null, release: null, answeredAt: null, latencyMs: null }
    const lanes = createLanes({
      clock,
      hopeless: isTelling,
      open: (lane, signal) => open(targetOf(node.endpoint, true), lane, node.assumed, signal),
      events: {
        connecting: () => {
          if (node.status.state !== 'up' && node.status.state !== 'unreachable') update(node, { state: 'connecting' })
        },
        connected: (channel) => {
          node.versions = channel.versions
          if (channel.guessed) node.assumed ??= { version: '0.9', guessed: true }
          const release = node.assumed ? node.assumed.version : guessRelease(channel.versions)
          update(node, { state: 'up', error: null, release, answeredAt: clock.wall() })
        },
        failed: (error) => update(node, { state: 'unreachable', error }),
        // Brokers close what is idle for ten minutes, and a broker that dies closes it too: only the next question tells which.
        ended: (error, idle) => {
          if (!idle) update(node, { state: 'unreachable', error })
          else if (!lanes.isUp) update(node, { state: 'unknown' })
        },
      },
    })
    const node: Node = { endpoint, lanes, versions: null, assumed: manual, status }
    nodes.set(endpoint.id, node)
    return node
  }

  const nodeOf = (id: BrokerId): Node => {
    const node = nodes.get(id)
    if (!node) throw new AppError('kafka.unreachable', { address: `broker ${id}`, why: 'The cluster does not list this broker now.' })
    return node
  }

  return {
    traffic,
    open,
    seedTarget: (seed: Address): ChannelTarget => targetOf(seed, false),

    /** Takes over the brokers of a metadata answer. Brokers that left keep nothing. */
    learn(endpoints: readonly BrokerEndpoint[]): void {
      const ids = new Set(endpoints.map((e) => e.id))
      for (const [id, node] of nodes) {
        if (ids.has(id)) continue
        node.lanes.close()
        nodes.delete(id)
        changed()
      }
      for (const endpoint of endpoints) {
        const node = nodes.get(endpoint.id)
        if (node && node.endpoint.host === endpoint.host && node.endpoint.port === endpoint.port) {
          if (node.endpoint.rack !== endpoint.rack) update(node, { rack: endpoint.rack })
          continue
        }
        node?.lanes.close()
        addNode(endpoint)
        changed()
      }
    },

    /** A channel opened through a bootstrap address serves the broker that has that address; else it is closed. */
    adopt(channel: BrokerChannel): void {
      const node = [...nodes.values()].find((n) => printAddress(targetOf(n.endpoint, true)) === channel.address && !n.lanes.isUp)
      if (node) node.lanes.adopt('interactive', channel)
      else channel.close()
    },

    /** Ids of brokers, those that are connected first. */
    ids: (): readonly BrokerId[] =>
      [...nodes.values()].toSorted((a, b) => Number(b.lanes.isUp) - Number(a.lanes.isUp)).map((n) => n.endpoint.id),

    async channel(id: BrokerId, lane: Lane): Promise<BrokerChannel> {
      return nodeOf(id).lanes.channel(lane)
    },

    /** Asks one broker. Rejects with a catalogue error or the signal's reason; the broker's status follows. */
    async ask<Request, Response extends Throttled>(
      id: BrokerId,
      question: Ask<Request, Response>,
      signal: AbortSignal,
    ): Promise<Answer<Response>> {
      const node = nodeOf(id)
      const channel = await abortable(node.lanes.channel(question.lane), signal)
      const start = clock.now()
      const answer = await ask(channel, question, { clock, slicer }, signal)
      update(node, { state: 'up', error: null, answeredAt: answer.at, latencyMs: clock.now() - start })
      return answer
    },

    /** The broker turned out to be older than the table we guessed. */
    assume(id: BrokerId, version: StaticVersion): void {
      const node = nodeOf(id)
      node.assumed = { version, guessed: true }
      node.lanes.retry()
    },
    assumed: (id: BrokerId): Node['assumed'] => nodes.get(id)?.assumed ?? null,

    tables: (): readonly VersionTable[] => [...nodes.values()].flatMap((n) => (n.versions ? [n.versions] : [])),
    tableOf: (id: BrokerId): VersionTable | null => nodes.get(id)?.versions ?? null,

    statuses(): readonly BrokerStatus[] {
      statuses ??= [...nodes.values()].map((n) => n.status).toSorted((a, b) => a.id - b.id)
      return statuses
    },
    onChange(listener: () => void, signal: AbortSignal): void {
      if (signal.aborted) return
      listeners.add(listener)
      signal.addEventListener('abort', () => listeners.delete(listener), { once: true })
    },
    retryNow(): void {
      for (const node of nodes.values()) node.lanes.retry()
    },
    close(): void {
      for (const node of nodes.values()) node.lanes.close()
      listeners.clear()
    },
  }
}

export type Cluster = ReturnType<typeof createCluster>

/** Rejects with the signal's reason as soon as it aborts; the promise itself goes on. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(signal.reason as Error) // the owner's own reason
    if (signal.aborted) aborted()
    signal.addEventListener('abort', aborted, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted))
  })
}
