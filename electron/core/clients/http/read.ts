import type { IncomingMessage } from 'node:http'
import { AppError } from '../../../../shared/errors/error.ts'
import { bodyPieces } from './body.ts'
import type { Deadlines } from './deadlines.ts'
import { createJsonScanner, JSON_LIMITS, JsonOverLimit, NotJson } from './json-scan.ts'
import { parseSlices, SLICE_BYTES } from './json.ts'

export interface HttpHead {
  readonly status: number
  /** The phrase of the status line. */
  readonly reason: string
  readonly headers: Readonly<Record<string, string>>
  /** Who answered in the end. */
  readonly origin: string
}

/** A request whose answer has begun. */
export interface Sent {
  readonly head: HttpHead
  readonly response: IncomingMessage
  readonly deadlines: Deadlines
  readonly address: string
  readonly request: string
  readonly fail: (error: unknown) => AppError
  readonly done: () => void
}

export async function* piecesOf(sent: Sent, limit: number): AsyncGenerator<Buffer> {
  const { address, request, deadlines } = sent
  const stop = (): void => void sent.response.destroy()
  deadlines.signal.addEventListener('abort', stop, { once: true })
  try {
    yield* bodyPieces(sent.response, { address, request, limit, moved: () => deadlines.moved() })
    if (deadlines.signal.aborted) throw deadlines.signal.reason
  } catch (error) {
    throw sent.fail(error)
  } finally {
    deadlines.signal.removeEventListener('abort', stop)
    if (!sent.response.complete) sent.response.destroy()
    sent.done()
  }
}

export async function collect(sent: Sent, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of piecesOf(sent, limit)) pieces.push(piece)
  return Buffer.concat(pieces)
}

export async function readJson(sent: Sent, limit: number): Promise<{ value: unknown; bytes: number }> {
  const { address, request } = sent
  const scanner = createJsonScanner(SLICE_BYTES, JSON_LIMITS)
  const pieces: Buffer[] = []
  try {
    for await (const piece of piecesOf(sent, limit)) {
      scanner.feed(piece)
      pieces.push(piece)
    }
    const shape = scanner.end()
    return { value: await parseSlices(Buffer.concat(pieces), shape), bytes: shape.bytes }
  } catch (error) {
    if (error instanceof JsonOverLimit) throw new AppError('http.jsonLimit', { address, request, what: error.what, limit: error.limit })
    if (error instanceof NotJson) throw new AppError('http.notJson', { address, request, detail: error.message })
    throw error
  }
}

/** Nobody wants the rest. */
export function drop(sent: Sent): void {
  sent.response.destroy()
  sent.done()
}
