import type { Socket } from 'node:net'
import { Reader, WireError } from '../../../electron/core/clients/kafka/wire/reader.ts'
import { Writer } from '../../../electron/core/clients/kafka/wire/writer.ts'
import type { World } from '../world.ts'
import { apiVersions, apiVersionsUnsupported, describeCluster, findCoordinator } from './apis/cluster.ts'
import { createAcls, deleteAcls, describeAcls } from './apis/acls.ts'
import { alterClientQuotas, describeClientQuotas } from './apis/client-quotas.ts'
import { fetch } from './apis/fetch.ts'
import { describeConfigs, describeLogDirs } from './apis/configs.ts'
import { alterConfigs, incrementalAlterConfigs } from './apis/config-changes.ts'
import { deleteGroups, leaveGroup, offsetCommit, offsetDelete } from './apis/group-changes.ts'
import { consumerGroupDescribe, describeGroups, listGroups } from './apis/groups.ts'
import { metadata } from './apis/metadata.ts'
import { listOffsets, offsetFetch } from './apis/offsets.ts'
import { alterPartitionReassignments, electLeaders, listPartitionReassignments } from './apis/reassignments.ts'
import { produce } from './apis/produce.ts'
import { alterUserScram, describeUserScram } from './apis/user-scram.ts'
import { createPartitions, createTopics, deleteRecords, deleteTopics } from './apis/topic-changes.ts'
import type { Call, ClusterFace } from './call.ts'
import { codes } from './codes.ts'
import type { FaultBook } from './faults.ts'
import type { createJournal, Frame } from './journal.ts'
import { flexibleFrom } from './releases.ts'
import { startExchange, type SaslExchange, type SaslUsers } from './sasl.ts'

const handlers: Readonly<Record<number, (call: Call) => void | Promise<void>>> = {
  0: produce,
  1: fetch,
  2: listOffsets,
  3: metadata,
  8: offsetCommit,
  9: offsetFetch,
  10: findCoordinator,
  13: leaveGroup,
  15: describeGroups,
  16: listGroups,
  18: apiVersions,
  19: createTopics,
  20: deleteTopics,
  21: deleteRecords,
  29: describeAcls,
  30: createAcls,
  31: deleteAcls,
  32: describeConfigs,
  33: alterConfigs,
  35: describeLogDirs,
  37: createPartitions,
  42: deleteGroups,
  43: electLeaders,
  44: incrementalAlterConfigs,
  45: alterPartitionReassignments,
  46: listPartitionReassignments,
  47: offsetDelete,
  48: describeClientQuotas,
  49: alterClientQuotas,
  50: describeUserScram,
  51: alterUserScram,
  60: describeCluster,
  69: consumerGroupDescribe,
}

const API_VERSIONS = 18
const SASL_HANDSHAKE = 17
const SASL_AUTHENTICATE = 36
const LARGEST_REQUEST = 100 << 20

export interface ConnectionNeeds {
  readonly broker: number
  readonly world: World
  readonly cluster: ClusterFace
  readonly faults: FaultBook
  readonly journal: ReturnType<typeof createJournal>
  readonly sasl: SaslUsers | null
  readonly latencyMs: number
}

interface Request {
  readonly api: number
  readonly version: number
  readonly correlation: number
  readonly body: Reader
  readonly frame: Frame
}

/** Serves one connection as a broker does: one request after the other, and the next is not begun before the answer is out. */
export function serveConnection(socket: Socket, needs: ConnectionNeeds): void {
  const id = needs.journal.connected()
  const waiting: Buffer[] = []
  const auth = { state: needs.sasl ? 'wanted' : 'done', exchange: null as SaslExchange | null, bare: false }
  let chunks: Buffer[] = []
  let have = 0
  let busy = false

  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    chunks.push(chunk)
    have += chunk.length
    while (have >= 4) {
      const head = chunks[0]
      if (chunks.length > 1 && (head?.length ?? 0) < 4) chunks = [Buffer.concat(chunks)]
      const size = chunks[0]?.readInt32BE(0) ?? 0
      if (size < 0 || size > LARGEST_REQUEST) return void socket.destroy()
      if (have < 4 + size) break
      const all = chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)
      waiting.push(all.subarray(4, 4 + size))
      chunks = [all.subarray(4 + size)]
      have -= 4 + size
    }
    void work()
  })

  async function work(): Promise<void> {
    if (busy) return
    busy = true
    for (let bytes = waiting.shift(); bytes && !socket.destroyed; bytes = waiting.shift()) {
      try {
        await serve(bytes)
      } catch (error) {
        // A broker closes the connection on a request it cannot read.
        socket.destroy()
        if (!(error instanceof WireError)) throw error
      }
    }
    busy = false
  }

  async function serve(bytes: Buffer): Promise<void> {
    if (auth.bare && auth.exchange) return authenticateBare(bytes)
    const request = readRequest(bytes, id, needs)
    needs.journal.add(request.frame)
    const { api, version } = request
    const { faults, broker } = needs
    const delay = needs.latencyMs + (faults.strike('slow', broker, api)?.ms ?? 0)
    if (delay > 0) await new Promise<void>((resolve) => needs.world.clock.after(delay, resolve))
    if (socket.destroyed) return
    if (faults.strike('drop', broker, api)) return void socket.destroy()
    if (faults.strike('hang', broker, api)) return new Promise(() => undefined)
    if (faults.strike('garble', broker, api)) return send(request, garbage(64))
    const oversize = faults.strike('oversize', broker, api)
    if (oversize) return void socket.write(int32Bytes(oversize.bytes))

    if (api === SASL_HANDSHAKE || api === SASL_AUTHENTICATE) return authenticate(request)
    if (auth.state !== 'done' && api !== API_VERSIONS) return void socket.destroy()
    const supported = needs.cluster.versions.get(api)
    const handler = handlers[api]
    if (!supported || !handler || version < supported[0] || version > supported[1]) return refuseVersion(request, supported)
    const reply = new Writer(version >= (flexibleFrom[api] ?? Infinity))
    await handler(callOf(request, reply))
    send(request, reply.tags().bytes)
  }

  function callOf({ api, version, body }: Request, reply: Writer): Call {
    const { faults, broker, world, cluster } = needs
    return {
      api,
      version,
      broker,
      request: body,
      reply,
      world,
      cluster,
      throttleMs: faults.strike('throttle', broker, api)?.ms ?? 0,
      mayFail: faults.hasCodes(),
      code: (item = {}) => faults.codeFor(broker, api, item),
    }
  }

  function refuseVersion(request: Request, supported: readonly [number, number] | undefined): void {
    // Brokers before 0.10 know no such answer; later ones answer only here, and close the connection on everything else.
    if (request.api !== API_VERSIONS || !supported) return void socket.destroy()
    const reply = new Writer(false)
    apiVersionsUnsupported({ reply, cluster: needs.cluster })
    send({ ...request, version: 0 }, reply.bytes)
  }

  function authenticate(request: Request): void {
    const { api, version, body } = request
    const supported = needs.cluster.versions.get(api)
    if (!supported || version > supported[1] || !needs.sasl) return void socket.destroy()
    const reply = new Writer(version >= (flexibleFrom[api] ?? Infinity))
    if (api === SASL_HANDSHAKE) {
      auth.exchange = startExchange(needs.sasl, body.string())
      auth.bare = version === 0 && auth.exchange !== null
      reply.int16(auth.exchange ? codes.none : codes.unsupportedSaslMechanism).strings(needs.sasl.mechanisms)
      return send(request, reply.bytes)
    }
    const token = body.nullableBytes() ?? Buffer.alloc(0)
    const answer = auth.exchange?.next(token)
    if (answer?.state === 'done') auth.state = 'done'
    const refused = !answer || answer.state === 'refused'
    reply.int16(refused ? codes.saslAuthenticationFailed : codes.none)
    reply.nullableString(refused ? 'Authentication failed: Invalid username or password' : null)
    reply.nullableBytes(refused ? Buffer.alloc(0) : answer.token)
    if (version >= 1) reply.int64(0)
    send(request, reply.tags().bytes)
    if (refused) socket.end()
  }

  /** After handshake version 0 tokens travel bare, and a refusal is a closed connection. */
  function authenticateBare(token: Buffer): void {
    const answer = auth.exchange?.next(Buffer.from(token))
    if (!answer || answer.state === 'refused') return void socket.destroy()
    if (answer.state === 'done') {
      auth.state = 'done'
      auth.bare = false
    }
    socket.write(Buffer.concat([int32Bytes(answer.token.length), answer.token]))
  }

  function send({ api, version, correlation, frame }: Request, body: Buffer): void {
    if (socket.destroyed) return
    const tagged = api !== API_VERSIONS && version >= (flexibleFrom[api] ?? Infinity)
    const head = Buffer.alloc(tagged ? 9 : 8)
    head.writeInt32BE(head.length - 4 + body.length, 0)
    head.writeInt32BE(correlation, 4)
    socket.cork()
    socket.write(head)
    socket.write(body)
    socket.uncork()
    needs.journal.answered(frame, head.length + body.length)
  }
}

function readRequest(bytes: Buffer, connection: number, { broker, world, cluster }: ConnectionNeeds): Request {
  const head = new Reader(bytes, false)
  const api = head.int16()
  const version = head.int16()
  const correlation = head.int32()
  const clientId = head.nullableString()
  const flexible = version >= (flexibleFrom[api] ?? Infinity)
  const supported = cluster.versions.get(api)
  const body = new Reader(bytes, flexible, head.offset)
  // A version that is refused is not read further.
  if (supported && version <= supported[1]) body.tags()
  const frame = { at: world.now(), broker, connection, api, version, correlation, clientId, bytesIn: 4 + bytes.length, bytesOut: 0 }
  return { api, version, correlation, body, frame }
}

const int32Bytes = (value: number): Buffer => new Writer(false, 4).int32(value).bytes

/** Always the same nonsense, so that a failure can be repeated. */
const garbage = (size: number): Buffer => Buffer.from(Array.from({ length: size }, (_, i) => (i * 151 + 211) % 256))
