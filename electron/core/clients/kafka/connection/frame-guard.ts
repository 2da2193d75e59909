import { metadata } from '../codecs/metadata.ts'
import { Reader, WireError } from '../wire/reader.ts'

/** Largest frame taken from a broker, but on fetch connections (D-09). */
export const FRAME_LIMIT = 16 * 1024 * 1024
/** The same on connections that fetch records. */
export const FETCH_FRAME_LIMIT = 64 * 1024 * 1024

type Speaks = 'http' | 'tls' | 'ssh' | 'unknown'

/** Why the bytes of a peer were refused. `notKafka`: its first bytes already belong to another protocol. */
export type BadFrame =
  { readonly kind: 'notKafka'; readonly speaks: Speaks; readonly detail: string } | { readonly kind: 'frame'; readonly reason: string }

const beginsWith = (bytes: Buffer, text: string): boolean => bytes.toString('latin1', 0, text.length) === text

/** What a peer speaks that is not Kafka, by its first bytes; null: cannot be told. */
function recognise(bytes: Buffer): BadFrame | null {
  const other = (speaks: Speaks, detail = ''): BadFrame => ({ kind: 'notKafka', speaks, detail })
  if (beginsWith(bytes, 'HTTP')) return other('http')
  // TLS records: 0x15 alert, 0x16 handshake; then major version 3.
  if ((bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 3) return other('tls')
  if (beginsWith(bytes, 'SSH-')) return other('ssh')
  const text = bytes.toString('latin1', 0, 40)
  if (/^[\x20-\x7e]{4}/.test(text)) return other('unknown', `It sent “${/^[\x20-\x7e]*/.exec(text)?.[0] ?? ''}”.`)
  return null
}

interface GuardNeeds {
  readonly limit: number
  readonly onFrame: (frame: Buffer) => void
  readonly onBad: (bad: BadFrame) => void
}

/**
 * Cuts what comes from a broker into frames before kafkajs sees it, which throws out of its data handler on bad lengths and waits for
 * whatever length is announced. Each frame goes on whole, with its length; nothing is held but bytes that arrived. The first bad
 * length ends it.
 */
export function createIncomingGuard({ limit, onFrame, onBad }: GuardNeeds) {
  let chunks: Buffer[] = []
  let held = 0
  let frames = 0
  let ended = false
  /** Raw SASL tokens (handshake v0) may be empty. */
  let smallest = 4

  const end = (bad: BadFrame): void => {
    ended = true
    chunks = []
    onBad(bad)
  }
  const whole = (): Buffer => {
    const [only] = chunks
    const bytes = chunks.length === 1 && only ? only : Buffer.concat(chunks)
    chunks = [bytes]
    return bytes
  }
  /** Bytes needed before the next look; the length is at the front of what is held. */
  let needed = 4

  return {
    take(chunk: Buffer): void {
      if (ended) return
      chunks.push(chunk)
      held += chunk.length
      while (!ended && held >= needed) {
        const bytes = whole()
        const length = bytes.readInt32BE(0)
        if (length < smallest || length > limit) {
          const other = frames === 0 ? recognise(bytes) : null
          end(other ?? { kind: 'frame', reason: `It announced a message of ${length} bytes.` })
          return
        }
        if (held < 4 + length) {
          needed = 4 + length
          return
        }
        const rest = bytes.subarray(4 + length)
        chunks = rest.length > 0 ? [rest] : []
        held = rest.length
        needed = 4
        frames++
        onFrame(bytes.subarray(0, 4 + length))
      }
    },
    allowEmptyFrames(allowed: boolean): void {
      smallest = allowed ? 0 : 4
    },
    /** Frames that arrived whole. */
    get frames(): number {
      return frames
    },
    /** True while part of a frame was received. */
    get midFrame(): boolean {
      return held > 0
    },
  }
}

/** API keys that a connection which only observes may send (E-05). */
export const OBSERVE_KEYS: ReadonlySet<number> = new Set([
  1, 2, 3, 9, 10, 15, 16, 17, 18, 23, 29, 32, 35, 36, 46, 48, 50, 55, 60, 61, 65, 66, 69, 75,
])

/** A change that may pass the guard once: the frame with that key is let through, and marks it as sent. */
export interface ChangePass {
  readonly key: number
  sent: boolean
}

/** Passes of one connection that were not used yet. A frame sent twice finds none and is refused (E-09). */
export function createPasses() {
  const open: ChangePass[] = []
  return {
    admit: (pass: ChangePass): void => void open.push(pass),
    /** What was not sent will not be. */
    withdraw(pass: ChangePass): void {
      const place = open.indexOf(pass)
      if (place >= 0) open.splice(place, 1)
    },
    use(key: number): boolean {
      const place = open.findIndex((pass) => pass.key === key)
      const [pass] = place < 0 ? [] : open.splice(place, 1)
      if (!pass) return false
      pass.sent = true
      return true
    },
  }
}

export interface OutgoingHeader {
  readonly key: number
  readonly version: number
  readonly correlation: number
}

/** Metadata must not create topics: no flag to do so (v4+), and below v4, where there is no flag, no names at all. */
function metadataCreates(body: Reader, version: number): boolean {
  body.tags()
  const count = body.count(0)
  const all = version === 0 ? count === 0 : count === -1
  if (version < 4) return !all
  for (let left = count; left > 0; left--) {
    if (version >= 10) body.uuid()
    body.nullableString()
    body.tags()
  }
  return body.bool()
}

/**
 * Reads the header of a frame about to be sent. Throws `WireError` with the name of what is refused: a key that is not on the list and
 * has no pass, or Metadata that could create topics.
 */
export function checkOutgoing(
  frame: Buffer,
  allowed: ReadonlySet<number>,
  mayPass: (key: number) => boolean = () => false,
): OutgoingHeader {
  const reader = new Reader(frame, false)
  if (reader.int32() !== reader.left) throw new WireError('A request with a wrong length')
  const header = { key: reader.int16(), version: reader.int16(), correlation: reader.int32() }
  if (!allowed.has(header.key) && !mayPass(header.key)) throw new WireError(`API key ${header.key}`)
  if (header.key === metadata.key) {
    reader.nullableString() // client id, classic in every header
    const body = new Reader(frame, header.version >= metadata.flexibleFrom, reader.offset)
    if (metadataCreates(body, header.version)) throw new WireError('Metadata that may create topics')
  }
  return header
}
