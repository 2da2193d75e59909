import { AppError } from '../../../../shared/errors/error.ts'
import { hostAndPort } from '../http/address.ts'
import { JsonOverLimit, NotJson } from '../http/json-scan.ts'
import type { Http } from '../http.ts'
import { decodeEvent, type MesosEvent } from './events.ts'
import type { Leader } from './leader.ts'
import type { Told } from './mesos-client.ts'
import { BadRecord, createRecordIo } from './record-io.ts'
import { mesosError } from './translate.ts'

/** Three missed heartbeats (D-05). */
const SILENCE_MS = 45_000
/** Before 1.5 there are no heartbeats: silence says nothing, and the stream is renewed now and then. */
const RENEW_MS = 600_000

/** One SUBSCRIBE. The socket is never paused: a master keeps what a slow reader has not taken, without a limit. */
export async function* subscribe(http: Http, leader: Leader, signal: AbortSignal): AsyncGenerator<Told<MesosEvent>> {
  const { value: reply, ...told } = await leader.at(signal, async (base) => {
    const open = await http.open({
      base,
      method: 'POST',
      path: '/api/v1',
      body: { type: 'SUBSCRIBE' },
      signal,
      times: { idle: SILENCE_MS, total: RENEW_MS },
    })
    return { value: open, origin: open.origin }
  })
  const address = hostAndPort(reply.origin)
  const queue = createQueue<Buffer>()
  void pump(reply.pieces, queue)
  try {
    for await (const record of queue) yield { ...told, value: await decodeEvent(record) }
    throw new AppError('mesos.stream', { address, reason: 'The master closed it.' })
  } catch (error) {
    throw streamError(error, address)
  } finally {
    reply.close()
  }
}

/** Reads on while records are being worked on. */
async function pump(pieces: AsyncIterable<Buffer>, queue: Queue<Buffer>): Promise<void> {
  const recordIo = createRecordIo()
  try {
    for await (const piece of pieces) {
      for (const record of recordIo.feed(piece)) {
        if (!queue.put(record)) throw new BadRecord('More events wait than can be taken.')
      }
    }
    queue.end(null)
  } catch (error) {
    queue.end(error)
  }
}

function streamError(error: unknown, address: string): unknown {
  const reason = (text: string): AppError => new AppError('mesos.stream', { address, reason: text }, { cause: error })
  if (error instanceof BadRecord) return reason(error.message)
  if (error instanceof JsonOverLimit || error instanceof NotJson) return reason(`An event cannot be read: ${error.message}`)
  if (error instanceof AppError && error.code === 'http.timeout') return reason('Nothing came for 45 s, or its time was over.')
  return mesosError(error, [address])
}

interface Queue<T> extends AsyncIterable<T> {
  /** False: full. */
  put(item: T): boolean
  end(error: unknown): void
}

const MOST_WAITING_BYTES = 64 * 1_048_576

function createQueue<T extends { readonly length: number }>(): Queue<T> {
  const items: T[] = []
  let bytes = 0
  let ended: { readonly error: unknown } | null = null
  let wake = (): void => undefined
  return {
    put(item) {
      if (bytes + item.length > MOST_WAITING_BYTES) return false
      bytes += item.length
      items.push(item)
      wake()
      return true
    },
    end(error) {
      ended = { error }
      wake()
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const item = items.shift()
        if (item !== undefined) {
          bytes -= item.length
          yield item
        } else if (ended !== null) {
          if (ended.error !== null) throw ended.error
          return
        } else await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
