import { metadata } from '../codecs/metadata.ts'
import { Reader, WireError } from '../wire/reader.ts'
import type { FrameRoom } from './frame-room.ts'

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
  readonly room: FrameRoom
  readonly onFrame: (frame: Buffer) => void
  readonly onBad: (bad: BadFrame) => void
}

/** Room is made for so much of a frame at once, and for more as it arrives: who announces much and sends little is given little. */
const ROOM_AT_ONCE = 4 * 1024 * 1024
/** Enough to tell what a peer speaks. */
const HEAD = 64

/**
 * Cuts what comes from a broker into frames before kafkajs sees it, which throws out of its data handler on bad lengths and waits for
 * whatever length is announced. Each frame goes on whole, with its length, in bytes of its own: what is given to `take` may be overwritten
 * afterwards. The first bad length ends it.
 */
export function createIncomingGuard({ limit, room, onFrame, onBad }: GuardNeeds) {
  let frames = 0
  let ended = false
  /** Raw SASL tokens (handshake v0) may be empty. */
  let smallest = 4
  /** The first bytes of a frame whose length is not there yet. */
  let head = Buffer.alloc(0)
  /** The frame under way; null: its length is not known. */
  let frame: { bytes: Buffer; held: number; readonly size: number } | null = null

  const end = (bad: BadFrame): void => {
    ended = true
    frame = null
    onBad(bad)
  }
  /** @returns the length is good */
  const begin = (bytes: Buffer): boolean => {
    const length = bytes.readInt32BE(0)
    if (length < smallest || length > limit) {
      const other = frames === 0 ? recognise(bytes) : null
      end(other ?? { kind: 'frame', reason: `It announced a message of ${length} bytes.` })
      return false
    }
    const size = 4 + length
    frame = { bytes: room.take(Math.min(size, ROOM_AT_ONCE)), held: 0, size }
    return true
  }
  /** @returns how much of it belonged to the frame */
  const fill = (one: NonNullable<typeof frame>, chunk: Buffer, from: number): number => {
    const more = Math.min(chunk.length - from, one.size - one.held)
    if (one.held + more > one.bytes.length) {
      const wider = room.take(Math.min(one.size, Math.max(2 * one.bytes.length, one.held + more)))
      one.bytes.copy(wider, 0, 0, one.held)
      room.give(one.bytes)
      one.bytes = wider
    }
    chunk.copy(one.bytes, one.held, from, from + more)
    one.held += more
    return more
  }

  return {
    take(chunk: Buffer): void {
      let from = 0
      while (!ended && from < chunk.length) {
        if (frame === null) {
          const bytes = head.length === 0 ? chunk.subarray(from) : Buffer.concat([head, chunk.subarray(from, from + HEAD)])
          if (bytes.length < 4) {
            head = Buffer.from(bytes)
            return
          }
          if (!begin(bytes)) return
          if (head.length > 0 && frame !== null) fill(frame, head, 0)
          head = Buffer.alloc(0)
        }
        const one = frame
        if (one === null) return
        from += fill(one, chunk, from)
        if (one.held < one.size) return
        frame = null
        frames++
        onFrame(one.bytes)
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
      return head.length > 0 || frame !== null
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
