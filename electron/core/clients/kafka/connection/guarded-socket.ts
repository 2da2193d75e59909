import { EventEmitter } from 'node:events'
import { connect as connectPlain, type OnReadOpts, type Socket } from 'node:net'
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls'
import { AppError } from '../../../../../shared/errors/error.ts'
import { apiVersions } from '../codecs/api-versions.ts'
import { WireError } from '../wire/reader.ts'
import type { KafkaConnectionSettings } from '../kafka-client.ts'
import type { Traffic } from './broker-channel.ts'
import { HUNG_UP, frameError, networkError, ownCertificateError, tlsError, type Peer } from './connection-errors.ts'
import { checkOutgoing, createIncomingGuard, createPasses } from './frame-guard.ts'
import type { FrameRoom } from './frame-room.ts'
import { tlsOptions } from './tls-options.ts'

export interface SocketNeeds {
  readonly target: { readonly host: string; readonly port: number; readonly advertisedHost: string }
  readonly peer: Peer
  readonly tls: KafkaConnectionSettings['tls']
  /** Raw SASL tokens that follow a SaslHandshake of version 0: one for PLAIN, two for SCRAM. */
  readonly saslTokens: number
  readonly allowedKeys: ReadonlySet<number>
  /** Largest frame taken (D-09). */
  readonly frameLimit: number
  readonly room: FrameRoom
  readonly traffic: Traffic
  /** What is under way, for the words of an error. */
  readonly doing: () => string
}

/** What kafkajs gets for a socket: events `data` (one whole frame each) and `error` (once, at the end), nothing else. */
export interface GuardedSocket extends EventEmitter {
  write(frame: Buffer): void
  end(): void
  unref(): void
}

const SASL_HANDSHAKE = 17
const SASL_AUTHENTICATE = 36
/** Brokers close idle connections after 10 min; a dead peer is found sooner. */
const KEEP_ALIVE_MS = 60_000
/** The default of 250 ms for each address of a name is too short for a VPN. */
const ADDRESS_ATTEMPT_MS = 2_000

const HANDSHAKE_KEYS: ReadonlySet<number> = new Set([apiVersions.key, SASL_HANDSHAKE, SASL_AUTHENTICATE])

/** A plain socket reads into one stretch of memory, again and again: answers of megabytes came in a hundred buffers. */
const READ_BYTES = 128 * 1024

const readInto = (buffer: Buffer, onChunk: (chunk: Buffer) => void): OnReadOpts => ({
  buffer,
  callback(count) {
    onChunk(buffer.subarray(0, count))
    return true
  },
})

function openSocket({ target, tls }: SocketNeeds, onChunk: (chunk: Buffer) => void): Socket {
  const { host, port } = target
  const shared = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: ADDRESS_ATTEMPT_MS }
  const socket = tls
    ? connectTls({ ...tlsOptions(tls, target), ...shared }).on('data', onChunk)
    : connectPlain({ host, port, ...shared, onread: readInto(Buffer.allocUnsafeSlow(READ_BYTES), onChunk) })
  socket.setNoDelay(true)
  socket.setKeepAlive(true, KEEP_ALIVE_MS)
  return socket
}

const isTls = (socket: Socket): socket is TLSSocket => 'getPeerCertificate' in socket

/** The wire of one channel: a socket of ours, with the frame guard both ways (D-09, E-05) and counters. */
export function createGuardedSocket(needs: SocketNeeds) {
  const { peer, traffic, allowedKeys, doing } = needs
  const facade = new EventEmitter()
  let socket: Socket | null = null
  let failure: AppError | null = null
  let secure = false
  let certificate: PeerCertificate | null = null
  let tokensLeft = 0
  let handshake = -1
  const passes = createPasses()
  let onFailure: (failure: AppError) => void = () => undefined
  let onHandshakeReply: (body: Buffer) => void = () => undefined

  const fail = (error: AppError): void => {
    if (failure) return
    failure = error
    socket?.destroy()
    onFailure(error)
    // kafkajs fails what is in flight and forgets the socket.
    if (facade.listenerCount('error') > 0) facade.emit('error', error)
  }
  const translate = (error: unknown): AppError =>
    needs.tls ? tlsError(error, peer, certificate, secure, doing()) : networkError(error, peer, doing())
  const guard = createIncomingGuard({
    limit: needs.frameLimit,
    room: needs.room,
    onBad: (bad) => fail(frameError(bad, peer.address)),
    onFrame: (frame) => {
      if (handshake >= 0 && frame.length >= 8 && frame.readInt32BE(4) === handshake) onHandshakeReply(frame.subarray(8))
      handshake = -1
      facade.emit('data', frame)
    },
  })

  const count = (key: number): void => {
    traffic.byApi.set(key, (traffic.byApi.get(key) ?? 0) + 1)
    if (!HANDSHAKE_KEYS.has(key)) traffic.requests++
  }
  /** Looks at a request before it is sent; throws `kafka.guard`. */
  const inspect = (frame: Buffer): void => {
    if (tokensLeft > 0) {
      tokensLeft--
      return
    }
    guard.allowEmptyFrames(false)
    try {
      const header = checkOutgoing(frame, allowedKeys, passes.use)
      count(header.key)
      if (header.key !== SASL_HANDSHAKE) return
      handshake = header.correlation
      if (header.version > 0) return
      tokensLeft = needs.saslTokens
      guard.allowEmptyFrames(true)
    } catch (error) {
      throw new AppError('kafka.guard', { request: error instanceof WireError ? error.message : 'A request' }, { cause: error })
    }
  }

  const tryOpen = (): Socket => {
    try {
      return openSocket(needs, (chunk) => {
        traffic.bytesIn += chunk.length
        guard.take(chunk)
      })
    } catch (error) {
      // Before anything is sent: the profile's certificate and key are read here.
      fail(ownCertificateError(error, peer.address))
      throw error
    }
  }
  const hungUp = (): AppError =>
    needs.tls && !secure
      ? new AppError('kafka.plainPort', { address: peer.address, detail: HUNG_UP })
      : new AppError('kafka.closed', { address: peer.address, request: doing() })
  const open = (onConnect: () => void): GuardedSocket => {
    const made = tryOpen()
    socket = made
    if (isTls(made)) {
      // Before Node's own listener, which destroys the socket when the certificate is not good: afterwards it cannot be read.
      made.prependListener('secure', () => (certificate = made.getPeerCertificate()))
      made.on('secureConnect', () => (secure = true))
    }
    made.on(needs.tls ? 'secureConnect' : 'connect', onConnect)
    made.on('error', (error) => fail(translate(error)))
    made.on('end', () => fail(hungUp()))
    made.on('close', () => fail(hungUp()))
    return Object.assign(facade, {
      write(frame: Buffer): void {
        inspect(frame)
        traffic.bytesOut += frame.length
        made.write(frame)
      },
      end: () => void made.destroy(),
      unref: () => void made.unref(),
    })
  }

  return {
    open,
    fail,
    /** Lets one change through (E-05). */
    admit: passes.admit,
    withdraw: passes.withdraw,
    get failure(): AppError | null {
      return failure
    },
    /** Whether the peer ever sent a whole frame. */
    get spoke(): boolean {
      return guard.frames > 0
    },
    onFailure(act: (failure: AppError) => void): void {
      onFailure = act
    },
    onHandshakeReply(act: (body: Buffer) => void): void {
      onHandshakeReply = act
    },
  }
}
