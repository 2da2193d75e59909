// A declaration of modules cannot be imported; without this line only the compiler project of electron/ would see it.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="../kafkajs-internals.d.ts" />
import manifest from 'kafkajs/package.json' with { type: 'json' }
import scram256 from 'kafkajs/src/broker/saslAuthenticator/scram256.js'
import scram512 from 'kafkajs/src/broker/saslAuthenticator/scram512.js'
import loggers from 'kafkajs/src/loggers/index.js'
import Connection from 'kafkajs/src/network/connection.js'
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'
import type { KafkaConnectionSettings } from '../kafka-client.ts'
import type { VersionTable } from '../versions.ts'
import type { createGuardedSocket } from './guarded-socket.ts'

/*
 * The only file that imports kafkajs. Of it one class is used: `Connection`, a connection to one broker with its request queue and SASL.
 * Its members are internal; the package is pinned, has no export map and gets no more releases.
 */

const TESTED_VERSION = '2.2.4'
const MEMBERS = ['connect', 'disconnect', 'authenticate', 'setVersions', 'setSupportAuthenticationProtocol', 'send', 'processData'] as const

/** Fails at start-up, not at the first connection, when another kafkajs was installed. */
export function assertKafkajs(): void {
  const prototype = Connection.prototype
  const missing = MEMBERS.filter((member) => typeof prototype[member] !== 'function')
  const queue = typeof RequestQueue.prototype.scheduleCheckPendingRequests
  if (manifest.version !== TESTED_VERSION || missing.length > 0 || queue !== 'function') {
    throw new Error(`kafkajs ${manifest.version} is not the tested ${TESTED_VERSION}; missing: ${missing.join(', ')}`)
  }
}

/**
 * After its first response every queue re-arms a timer for −1 − Date.now() ms, that is at once, for ever: 2,600 wake-ups a second with
 * three idle brokers (kafkajs issues 1704 and 1751). With nothing pending there is nothing to schedule.
 */
function stopBusyTimer(): void {
  const original = RequestQueue.prototype.scheduleCheckPendingRequests
  RequestQueue.prototype.scheduleCheckPendingRequests = function scheduleCheckPendingRequests(this: RequestQueue) {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) original.call(this)
  }
}

/** The empty rest of the message before is joined with the next, which copies it once more: megabytes each, and each comes whole from us. */
function leaveOutEmptyRest(): void {
  const original = Connection.prototype.processData
  Connection.prototype.processData = function processData(this: Connection, bytes: Buffer) {
    if (this.bytesBuffered === 0) this.chunks = []
    original.call(this, bytes)
  }
}

assertKafkajs()
stopBusyTimer()
leaveOutEmptyRest()

/** kafkajs logs nothing: what it meets comes to us as errors, once. */
const silent = loggers.createLogger({ level: loggers.LEVELS.NOTHING, logCreator: () => () => undefined })

/** Longer than any limit of ours, which are monotonic; kafkajs's own go by the wall clock or cannot be lowered. */
const NEVER_MS = 2_000_000_000

/** Kafka's own limit for SCRAM users is 16,384; the broker says the number, and each costs us time that nothing can end. */
const MOST_ITERATIONS = 1_000_000

/** A fresh object each time: kafkajs writes into it. */
function saslOptions({ mechanism, user, password }: NonNullable<KafkaConnectionSettings['sasl']>): KafkajsInternals.KafkajsSasl {
  const sasl = { mechanism, username: user, password }
  if (mechanism === 'PLAIN') return sasl
  const scram = (mechanism === 'SCRAM-SHA-256' ? scram256 : scram512)(sasl)
  return {
    ...sasl,
    authenticationProvider: (exchange) =>
      scram({
        ...exchange,
        async saslAuthenticate(message) {
          const reply = await exchange.saslAuthenticate(message)
          if (Number(reply?.['i'] ?? 0) > MOST_ITERATIONS) throw new Error(`The broker asks for ${reply?.['i']} iterations.`)
          return reply
        },
      }),
  }
}

export interface ConnectionNeeds {
  readonly host: string
  readonly port: number
  readonly clientId: string
  readonly sasl: KafkaConnectionSettings['sasl']
  readonly socket: ReturnType<typeof createGuardedSocket>
}

export interface WireRequest {
  readonly key: number
  readonly name: string
  readonly version: number
  /** With the tag section of a flexible header in front. */
  readonly payload: Buffer
}

/** One kafkajs connection over our guarded socket. Rejections are kafkajs's own errors; what really happened is `socket.failure`. */
export function createConnection({ host, port, clientId, sasl, socket }: ConnectionNeeds) {
  const connection = new Connection({
    host,
    port,
    clientId,
    logger: silent,
    socketFactory: ({ onConnect }) => socket.open(onConnect),
    connectionTimeout: NEVER_MS,
    requestTimeout: NEVER_MS,
    enforceRequestTimeout: false,
    reauthenticationThreshold: 10_000,
    maxInFlightRequests: null,
    ssl: null,
    sasl: sasl && saslOptions(sasl),
  })
  return {
    connect: async (): Promise<void> => void (await connection.connect()),
    async authenticate(versions: VersionTable, supportsSaslAuthenticate: boolean): Promise<void> {
      connection.setVersions(
        Object.fromEntries([...versions].map(([key, range]) => [key, { minVersion: range.min, maxVersion: range.max }])),
      )
      connection.setSupportAuthenticationProtocol(supportsSaslAuthenticate)
      await connection.authenticate()
    },
    /** The payload after the correlation id. */
    send: ({ key, name, version, payload }: WireRequest): Promise<Buffer> =>
      connection.send<Buffer>({
        request: {
          apiKey: key,
          apiVersion: version,
          apiName: name,
          encode: () => Promise.resolve({ buf: payload, buffer: payload, size: () => payload.length }),
        },
        response: { decode: (reply) => Promise.resolve(reply), parse: (reply) => Promise.resolve(reply) },
        logResponseError: false,
      }),
  }
}
