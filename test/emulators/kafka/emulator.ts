import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { createWorld, type World, type WorldSpec } from '../world.ts'
import type { ClusterFace } from './call.ts'
import { serveConnection } from './connection.ts'
import { createFaultBook, type Faults, type Undo } from './faults.ts'
import { createJournal, type Journal } from './journal.ts'
import { versionsOf, type EmulatedRelease } from './releases.ts'
import type { SaslUsers } from './sasl.ts'

export interface EmulatorOptions extends Omit<WorldSpec, 'brokers'> {
  /** How many (ids from 1), or which. */
  readonly brokers: number | WorldSpec['brokers']
  readonly release?: EmulatedRelease
  /** Other releases of single brokers: a cluster in the middle of an upgrade. */
  readonly releases?: Readonly<Record<number, EmulatedRelease>>
  /** Share a world with other faces, in place of brokers, topics and groups. */
  readonly world?: World
  readonly sasl?: SaslUsers
  /** PEM texts; all listeners speak TLS. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca?: string; readonly requestCert?: boolean }
  readonly latencyMs?: number
  readonly clusterId?: string
  /** Metadata still names a killed broker for this long, as real ones do (9 s unless configured otherwise). Absent: not at all. */
  readonly fencedAfterMs?: number
  /** New leaders do not know their offsets for this long. Absent: at once. */
  readonly leaderSettlesMs?: number
}

export interface KafkaEmulator {
  readonly world: World
  readonly bootstrap: readonly { readonly host: string; readonly port: number }[]
  readonly faults: Faults
  readonly journal: Journal
  readonly clusterId: string
  port(broker: number): number
  coordinator(group: string): number
  /** Its sockets close, its port refuses, the others elect new leaders. */
  killBroker(id: number): Promise<void>
  /** At the same port as before, or where it was never before. */
  returnBroker(id: number, where?: 'same port' | 'another port'): Promise<void>
  /** Its port refuses connections although the cluster counts it as alive. */
  refuse(id: number): Promise<() => Promise<void>>
  /** Closes the open connections; new ones are taken. */
  disconnectAll(id?: number): void
  loseLeader(topic: string, partition: number): void
  /** Metadata tells another address for the broker. */
  advertise(broker: number, address: { readonly host: string; readonly port: number }): Undo
  stop(): Promise<void>
}

/** A Kafka cluster of B listeners on loopback that speaks the protocol of one release (or several) and tells what the world holds. */
export async function createKafkaEmulator(options: EmulatorOptions): Promise<KafkaEmulator> {
  const ids = typeof options.brokers === 'number' ? Array.from({ length: options.brokers }, (_, i) => ({ id: i + 1 })) : options.brokers
  const world = options.world ?? createWorld({ ...options, brokers: ids })
  const offsetsPartitions = prepareOffsetsTopic(world)
  const faults = createFaultBook()
  const journal = createJournal()
  const listeners = new Map<number, Listener>()
  const killed = new Set<number>()
  const told = new Map<number, { readonly host: string; readonly port: number }>()
  const coordinator = (group: string): number =>
    world.topics.get(OFFSETS_TOPIC)?.leaders[Math.abs(javaHash(group)) % offsetsPartitions] ?? -1
  const face = (release: EmulatedRelease): ClusterFace => ({
    clusterId: options.clusterId ?? 'emulated-kafka-cluster',
    release,
    versions: versionsOf(release),
    leaderSettlesMs: options.leaderSettlesMs ?? 0,
    advertised: (id) => told.get(id) ?? { host: '127.0.0.1', port: listeners.get(id)?.port() ?? -1 },
    coordinator,
    metadataCache: new Map(),
  })
  const shared = face(options.release ?? '4.0')
  for (const id of world.brokers.keys()) {
    const release = options.releases?.[id]
    const cluster = release ? face(release) : shared
    const serve = (socket: Socket): void =>
      serveConnection(socket, {
        broker: id,
        world,
        cluster,
        faults,
        journal,
        sasl: options.sasl ?? null,
        latencyMs: options.latencyMs ?? 0,
      })
    listeners.set(id, await createListener(serve, options.tls))
  }
  const listener = (id: number): Listener => {
    const one = listeners.get(id)
    if (!one) throw new Error(`no broker ${id}`)
    return one
  }

  return {
    world,
    faults: faults.verbs,
    journal,
    clusterId: shared.clusterId,
    bootstrap: [...listeners.values()].map((l) => ({ host: '127.0.0.1', port: l.port() })),
    port: (id) => listener(id).port(),
    coordinator,
    async killBroker(id) {
      killed.add(id)
      const fence = (): void => {
        if (killed.has(id)) world.killBroker(id)
      }
      if (options.fencedAfterMs === undefined) fence()
      else world.clock.after(options.fencedAfterMs, fence)
      await listener(id).close()
    },
    async returnBroker(id, where = 'same port') {
      killed.delete(id)
      await (where === 'same port' ? listener(id).open() : listener(id).openElsewhere())
      world.returnBroker(id)
    },
    async refuse(id) {
      await listener(id).close()
      return () => listener(id).open()
    },
    disconnectAll: (id) => (id === undefined ? [...listeners.values()] : [listener(id)]).forEach((l) => l.disconnect()),
    loseLeader: (topic, partition) => world.loseLeader(topic, partition),
    advertise(broker, address) {
      told.set(broker, address)
      return () => {
        told.delete(broker)
      }
    },
    async stop() {
      await Promise.all([...listeners.values()].map((l) => l.close()))
    },
  }
}

const OFFSETS_TOPIC = '__consumer_offsets'

/** Groups live where the leader of their partition of this topic is, so that coordinators move with leaders. */
function prepareOffsetsTopic(world: World): number {
  const replication = Math.min(3, world.brokers.size)
  const topic =
    world.topics.get(OFFSETS_TOPIC) ??
    world.addTopic({ name: OFFSETS_TOPIC, partitions: 50, replication, internal: true, configs: { 'cleanup.policy': 'compact' } })
  return topic.partitions
}

/** `String.hashCode` of Java, as Kafka places groups by it. */
function javaHash(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0
  return hash === -2_147_483_648 ? 0 : hash
}

interface Listener {
  port(): number
  open(): Promise<void>
  /** Closed before. */
  openElsewhere(): Promise<void>
  close(): Promise<void>
  disconnect(): void
}

async function createListener(serve: (socket: Socket) => void, tls: EmulatorOptions['tls']): Promise<Listener> {
  const open = new Set<Socket>()
  const accept = (socket: Socket): void => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
  }
  let server: Server | null = null
  let port = 0
  const listener: Listener = {
    port: () => port,
    async open() {
      if (server) return
      const next = tls ? createTlsServer(tls, serve) : createServer(serve)
      next.on('connection', accept)
      next.on('tlsClientError', () => undefined)
      await new Promise<void>((resolve, reject) => {
        next.once('error', reject)
        next.listen(port, '127.0.0.1', resolve)
      })
      const address = next.address()
      if (typeof address === 'object' && address !== null) port = address.port
      server = next
    },
    async openElsewhere() {
      const before = port
      // The system may well give the port that is free again.
      do {
        await listener.close()
        port = 0
        await listener.open()
      } while (port === before)
    },
    async close() {
      const old = server
      server = null
      listener.disconnect()
      if (old) await new Promise((resolve) => old.close(resolve))
    },
    disconnect: () => open.forEach((socket) => socket.destroy()),
  }
  await listener.open()
  return listener
}
