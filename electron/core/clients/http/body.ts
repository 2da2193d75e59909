import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream'
import { createGunzip, createInflate, type Gunzip, type Inflate } from 'node:zlib'
import { AppError } from '../../../../shared/errors/error.ts'
import { INFLATION_FREE_BYTES, MOST_INFLATION } from './settings.ts'

export interface BodyOf {
  readonly address: string
  readonly request: string
  /** After inflation; infinite for what is streamed to disk. */
  readonly limit: number
  /** Bytes have come over the wire. */
  readonly moved: () => void
}

/** The pieces of a body, inflated and counted while they come (D-03). Throws a catalogue error as soon as a limit is passed. */
export async function* bodyPieces(response: IncomingMessage, of: BodyOf): AsyncGenerator<Buffer> {
  const { address, request, limit } = of
  const announced = Number(response.headers['content-length'])
  if (announced > limit) throw new AppError('http.tooLarge', { address, request, limit, measure: 'bytes' })
  const encoding = (response.headers['content-encoding'] ?? '').trim().toLowerCase()
  const wire = { bytes: 0 }
  const arrived = (bytes: number): void => {
    wire.bytes += bytes
    of.moved()
  }
  let size = 0
  for await (const piece of inflated(response, encoding, of, arrived)) {
    size += piece.length
    if (size > limit) throw new AppError('http.tooLarge', { address, request, limit, measure: 'bytes' })
    if (encoding !== '' && size > INFLATION_FREE_BYTES && size > MOST_INFLATION * wire.bytes) {
      throw new AppError('http.tooLarge', { address, request, limit: MOST_INFLATION, measure: 'ratio' })
    }
    yield piece
  }
}

type Arrived = (bytes: number) => void

function inflated(response: IncomingMessage, encoding: string, { address, request }: BodyOf, arrived: Arrived): AsyncIterable<Buffer> {
  if (encoding === '' || encoding === 'identity') return counted(response, arrived)
  // One encoding, and one that was asked for or that everybody reads: "gzip, gzip" is how bombs are nested.
  const inflater = encoding === 'gzip' || encoding === 'x-gzip' ? createGunzip() : encoding === 'deflate' ? createInflate() : null
  if (inflater === null) throw new AppError('http.encoding', { address, request, encoding: encoding.slice(0, 100) })
  response.on('data', (piece: Buffer) => arrived(piece.length))
  pass(response, inflater)
  return inflater
}

async function* counted(response: AsyncIterable<Buffer>, arrived: Arrived): AsyncGenerator<Buffer> {
  for await (const piece of response) {
    arrived(piece.length)
    yield piece
  }
}

/** Like `pipe`, and an end that comes too early is an error of what reads. */
function pass(from: IncomingMessage, to: Gunzip | Inflate): void {
  from.pipe(to)
  finished(from, (error) => {
    if (error) to.destroy(error)
  })
  finished(to, () => from.destroy())
}
