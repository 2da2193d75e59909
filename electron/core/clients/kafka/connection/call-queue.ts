import { AppError } from '../../../../../shared/errors/error.ts'
import type { Clock } from '../../../lib/clock.ts'
import type { VersionTable } from '../versions.ts'
import { Reader, WireError } from '../wire/reader.ts'
import type { BrokerChannel, CallOptions, ChannelRequest, Traffic } from './broker-channel.ts'
import type { FrameRoom } from './frame-room.ts'
import type { createGuardedSocket } from './guarded-socket.ts'
import type { createConnection } from './kafkajs-channel.ts'

/** Requests that may wait for their turn on one channel. */
const WAITING_LIMIT = 100

interface Job {
  readonly request: ChannelRequest
  readonly settle: (result: Buffer | null, error: unknown) => void
  sent: boolean
}

interface Started {
  readonly connection: ReturnType<typeof createConnection>
  readonly socket: ReturnType<typeof createGuardedSocket>
  readonly versions: VersionTable
  readonly guessed: boolean
}

interface QueueNeeds {
  readonly clock: Clock
  readonly address: string
  readonly inFlight: number
  readonly traffic: Traffic
  readonly room: FrameRoom
}

/** Strips the tag section of a flexible response header. */
function bodyOf(request: ChannelRequest, reply: Buffer): Buffer {
  if (!request.flexible) return reply
  const reader = new Reader(reply, true)
  reader.tags()
  return reply.subarray(reader.offset)
}

/** A request that is not answered in time ends its channel: kafkajs can drop neither, and a broker answers in order anyway. */
export function createCallQueue({ clock, address, inFlight, traffic, room }: QueueNeeds) {
  const waiting: Job[] = []
  const flying = new Set<Job>()
  let heldUntil = 0
  let stopHold: (() => void) | null = null
  let started: Started | null = null

  const pump = (): void => {
    while (started && flying.size < inFlight && waiting.length > 0) {
      const rest = heldUntil - clock.now()
      if (rest > 0) {
        stopHold ??= clock.after(rest, () => {
          stopHold = null
          pump()
        })
        return
      }
      const job = waiting.shift()
      if (job) fly(job, started)
    }
  }
  const fly = (job: Job, { connection, socket }: Started): void => {
    const { request } = job
    const { change } = request
    try {
      change?.permit.check()
    } catch (error) {
      return job.settle(null, error)
    }
    if (change) socket.admit(change.pass)
    job.sent = true
    flying.add(job)
    traffic.inFlight++
    const landed = (reply: Buffer | null, error: unknown): void => {
      if (change) socket.withdraw(change.pass)
      flying.delete(job)
      traffic.inFlight--
      job.settle(reply, error)
      pump()
    }
    const payload = request.flexible ? Buffer.concat([Buffer.of(0), request.body]) : request.body
    connection.send({ key: request.key, name: request.name, version: request.version, payload }).then(
      (reply) => landed(reply, null),
      (error: unknown) => landed(null, error instanceof AppError ? error : (socket.failure ?? error)),
    )
  }

  const call = (request: ChannelRequest, { timeoutMs, signal }: CallOptions): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const failure = started?.socket.failure
      if (failure || signal?.aborted) return reject(failure ?? (signal?.reason as Error)) // the owner's own reason
      if (waiting.length >= WAITING_LIMIT) return reject(new AppError('core.busy', { what: address, limit: WAITING_LIMIT }))
      const leave = (error: unknown): void => {
        const place = waiting.indexOf(job)
        if (place >= 0) waiting.splice(place, 1)
        job.settle(null, error)
      }
      const aborted = (): void => leave(signal?.reason)
      const stopTimer = clock.after(timeoutMs, () => {
        const error = new AppError('kafka.timeout', { address, request: request.name, ms: timeoutMs })
        if (job.sent) started?.socket.fail(error)
        leave(error)
      })
      let settled = false
      const job: Job = {
        request,
        sent: false,
        settle(reply, error) {
          if (settled) return
          settled = true
          stopTimer()
          signal?.removeEventListener('abort', aborted)
          if (reply === null) return reject(asError(error, address, request.name))
          try {
            resolve(bodyOf(request, reply))
          } catch (wrong) {
            reject(asError(wrong, address, request.name))
          }
        },
      }
      signal?.addEventListener('abort', aborted, { once: true })
      waiting.push(job)
      pump()
    })

  const failWaiting = (failure: AppError): void => {
    stopHold?.()
    for (const job of [...waiting.splice(0), ...flying]) job.settle(null, failure)
  }

  return {
    /** Names of what is under way. */
    doing: (): string => [...new Set([...flying].map((job) => job.request.name))].join(', ') || 'nothing',
    start(parts: Started): BrokerChannel {
      started = parts
      const { socket, versions, guessed } = parts
      let ended: ((failure: AppError, idle: boolean) => void) | null = null
      socket.onFailure((failure) => {
        const idle = flying.size === 0
        failWaiting(failure)
        ended?.(failure, idle)
      })
      return {
        address,
        versions,
        guessed,
        call,
        done: room.give,
        hold(ms) {
          heldUntil = Math.max(heldUntil, clock.now() + ms)
        },
        get failure() {
          return socket.failure
        },
        onEnd(act) {
          ended = act
        },
        close: () => socket.fail(new AppError('kafka.closed', { address, request: 'closing' })),
      }
    },
  }
}

function asError(error: unknown, address: string, request: string): Error {
  if (error instanceof WireError) return new AppError('kafka.decode', { address, request, detail: error.message }, { cause: error })
  if (error instanceof Error && !error.name.startsWith('KafkaJS')) return error
  return new AppError('kafka.closed', { address, request }, { cause: error })
}
