import { AppError } from '../../../../../shared/errors/error.ts'
import type { Clock } from '../../../lib/clock.ts'
import { apiVersions } from '../codecs/api-versions.ts'
import { metadata } from '../codecs/metadata.ts'
import { printAddress } from '../address-map.ts'
import { errorName } from '../error-codes.ts'
import type { KafkaConnectionSettings } from '../kafka-client.ts'
import { negotiate, staticTables, type StaticVersion, type VersionTable } from '../versions.ts'
import { Reader, WireError } from '../wire/reader.ts'
import type { BrokerChannel, Traffic } from './broker-channel.ts'
import { createCallQueue } from './call-queue.ts'
import { FRAME_LIMIT, OBSERVE_KEYS } from './frame-guard.ts'
import type { FrameRoom } from './frame-room.ts'
import { createGuardedSocket } from './guarded-socket.ts'
import { createConnection } from './kafkajs-channel.ts'
import { loginError } from './login-errors.ts'
import { speaksTls } from './speaks-tls.ts'
import { withDeadline } from './deadline.ts'

/** TCP and TLS. */
const CONNECT_MS = 5_000
/** ApiVersions, and then the login. */
const HANDSHAKE_MS = 10_000

export interface ChannelTarget {
  /** Where the socket goes, after the address map. */
  readonly host: string
  readonly port: number
  /** As the cluster calls it, or as the profile does. */
  readonly advertisedHost: string
  readonly advertised: boolean
}

export interface ChannelNeeds {
  readonly clock: Clock
  readonly settings: KafkaConnectionSettings
  readonly traffic: Traffic
  /** Requests under way at once (G-04). */
  readonly inFlight: number
  /** Absent: 16 MiB. */
  readonly frameLimit?: number
  /** Memory for answers. */
  readonly room: FrameRoom
  readonly allowedKeys?: ReadonlySet<number>
}

type Stage = 'connecting' | 'ApiVersions' | 'the login' | 'ready'

const SCRAM_TOKENS = 2
const SASL_AUTHENTICATE = 36

interface Attempt {
  readonly target: ChannelTarget
  readonly needs: ChannelNeeds
  readonly signal: AbortSignal
  readonly table: VersionTable | null
  readonly guessed: boolean
}

async function readVersions(send: ReturnType<typeof createConnection>['send'], address: string): Promise<VersionTable> {
  // v0: every broker since 0.10 has it, and its ranges are all we need.
  const body = await send({
    key: apiVersions.key,
    name: apiVersions.name,
    version: 0,
    payload: apiVersions.encode(0, { software: { name: 'samsa', version: '0' } }),
  })
  const { error, apis } = apiVersions.decode(0, body)
  if (error !== 0) throw new AppError('kafka.brokerTooOld', { address, detail: `ApiVersions: ${errorName(error)}` })
  return new Map(apis.map(({ key, min, max }) => [key, { min, max }]))
}

/** A port that closed on ApiVersions may be a broker before 0.10, or anything: only one that answers Metadata v0 is a broker. */
async function proveOldBroker(send: ReturnType<typeof createConnection>['send']): Promise<void> {
  metadata.decode(0, await send({ key: metadata.key, name: metadata.name, version: 0, payload: metadata.encode(0, { topics: null }) }))
}

async function attempt({ target, needs, signal, table, guessed }: Attempt): Promise<BrokerChannel> {
  const { clock, settings, traffic } = needs
  const address = printAddress(target)
  let stage: Stage = 'connecting'
  let offered: readonly string[] = []
  const queue = createCallQueue({ clock, address, inFlight: needs.inFlight, traffic, room: needs.room })
  const socket = createGuardedSocket({
    target,
    peer: { address, host: target.host, advertised: target.advertised },
    tls: settings.tls,
    saslTokens: settings.sasl?.mechanism === 'PLAIN' ? 1 : SCRAM_TOKENS,
    allowedKeys: needs.allowedKeys ?? OBSERVE_KEYS,
    frameLimit: needs.frameLimit ?? FRAME_LIMIT,
    room: needs.room,
    traffic,
    doing: () => (stage === 'ready' ? queue.doing() : stage),
  })
  socket.onHandshakeReply((body) => (offered = readMechanisms(body)))
  // kafkajs does not tell when the socket ends in the middle of a login.
  const broken = new Promise<never>((_resolve, reject) => socket.onFailure(reject))
  broken.catch(() => undefined)
  const connection = createConnection({ ...target, clientId: settings.clientId, sasl: settings.sasl, socket })

  /** Runs one stage of the handshake within its limit; its error is what ended the socket, if that ended. */
  const during = async <T>(what: Stage, ms: number, act: () => Promise<T>): Promise<T> => {
    stage = what
    try {
      return await withDeadline(
        clock,
        signal,
        ms,
        () => new AppError('kafka.timeout', { address, request: what, ms }),
        () => Promise.race([act(), broken]),
      )
    } catch (error) {
      const reason = describe(error)
      socket.fail(reason)
      throw signal.aborted ? signal.reason : reason
    }
  }
  const describe = (error: unknown): AppError => {
    if (stage === 'the login' && settings.sasl) return loginError(error, socket.failure, address, settings.sasl.mechanism, offered)
    if (error instanceof AppError) return error
    if (error instanceof WireError)
      return new AppError('kafka.decode', { address, request: stage, detail: error.message }, { cause: error })
    return socket.failure ?? new AppError('kafka.closed', { address, request: stage }, { cause: error })
  }

  await during('connecting', CONNECT_MS, async () => {
    await connection.connect()
  })
  const versions = await during('ApiVersions', HANDSHAKE_MS, async () => table ?? (await readVersions(connection.send, address)))
  if (guessed) await during('ApiVersions', HANDSHAKE_MS, () => proveOldBroker(connection.send))
  if (negotiate(metadata.versions, versions.get(metadata.key)) === null) {
    socket.fail(new AppError('kafka.brokerTooOld', { address, detail: 'It has no version of Metadata in common with Samsa.' }))
  }
  if (settings.sasl) {
    await during('the login', HANDSHAKE_MS, () => connection.authenticate(versions, versions.has(SASL_AUTHENTICATE)))
  }
  if (socket.failure) throw socket.failure
  stage = 'ready'
  return queue.start({ connection, socket, versions, guessed })
}

/** SaslHandshakeResponse: int16 error, [string] mechanisms. */
function readMechanisms(body: Buffer): readonly string[] {
  try {
    const reader = new Reader(body, false)
    reader.int16()
    return reader.strings()
  } catch {
    return []
  }
}

/**
 * Opens one channel: TCP, TLS, ApiVersions, login, each within its limit and with its own catalogue error. A broker that closes the
 * connection on ApiVersions is tried once more as Kafka 0.9, which had none; `assume` skips the question.
 */
export async function openChannel(
  target: ChannelTarget,
  needs: ChannelNeeds,
  assume: { readonly version: StaticVersion; readonly guessed: boolean } | null,
  signal: AbortSignal,
): Promise<BrokerChannel> {
  const first = { target, needs, signal, table: assume && staticTables[assume.version], guessed: false }
  if (assume) return { ...(await attempt(first)), guessed: assume.guessed }
  try {
    return await attempt(first)
  } catch (error) {
    const hungUp = error instanceof AppError && error.code === 'kafka.closed' && 'request' in error.about
    if (!hungUp || needs.settings.sasl || signal.aborted || error.about.request !== 'ApiVersions') throw error
    try {
      return await attempt({ ...first, table: staticTables['0.9'], guessed: true })
    } catch {
      const address = printAddress(target)
      const isTls = !needs.settings.tls && (await speaksTls(target, { address, ...target }, needs.clock, signal))
      throw isTls ? new AppError('kafka.notKafka', { address, speaks: 'tls', detail: '' }, { cause: error }) : error
    }
  }
}
