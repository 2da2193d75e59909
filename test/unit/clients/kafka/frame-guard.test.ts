import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apiVersions } from '../../../../electron/core/clients/kafka/codecs/api-versions.ts'
import { metadata } from '../../../../electron/core/clients/kafka/codecs/metadata.ts'
import {
  checkOutgoing,
  createIncomingGuard,
  createPasses,
  FRAME_LIMIT,
  OBSERVE_KEYS,
  type BadFrame,
} from '../../../../electron/core/clients/kafka/connection/frame-guard.ts'
import { createFrameRoom } from '../../../../electron/core/clients/kafka/connection/frame-room.ts'
import { WireError } from '../../../../electron/core/clients/kafka/wire/reader.ts'
import { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'

const framed = (body: Uint8Array): Buffer => Buffer.concat([new Writer(false).int32(body.length).bytes, body])

function guarded() {
  const frames: Buffer[] = []
  const bad: BadFrame[] = []
  const guard = createIncomingGuard({
    limit: FRAME_LIMIT,
    room: createFrameRoom(),
    onFrame: (frame) => frames.push(frame),
    onBad: (reason) => bad.push(reason),
  })
  return { guard, frames, bad }
}

const length = (value: number): Buffer => new Writer(false).int32(value).bytes

describe('D-09 frame guard, incoming', () => {
  it('gives whole frames however the bytes are cut', () => {
    const bodies = fc.array(fc.uint8Array({ minLength: 4, maxLength: 60 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(bodies, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sent, cuts) => {
        const { guard, frames, bad } = guarded()
        const bytes = Buffer.concat(sent.map(framed))
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = cuts[i % cuts.length] ?? 1
          // A socket reads into the same memory again.
          const chunk = Buffer.from(bytes.subarray(at, at + size))
          guard.take(chunk)
          chunk.fill(0xff)
          at += size
        }
        expect(bad).toEqual([])
        expect(frames).toEqual(sent.map(framed))
        expect(guard.midFrame).toBe(false)
      }),
    )
  })

  it('gives a frame of megabytes, for which room is made as it arrives', () => {
    const { guard, frames, bad } = guarded()
    const bytes = framed(Buffer.from(Uint8Array.from({ length: 9_000_001 }, (_, i) => i % 251)))
    for (let at = 0; at < bytes.length; at += 131_072) guard.take(bytes.subarray(at, at + 131_072))
    expect(bad).toEqual([])
    expect(frames).toHaveLength(1)
    expect(frames[0]?.equals(bytes)).toBe(true)
  })

  it.each([-1, -4, -8, 0, 2, 3, FRAME_LIMIT + 1, 2 ** 31 - 1, -(2 ** 31)])('refuses a length of %i at its first four bytes', (value) => {
    const { guard, frames, bad } = guarded()
    guard.take(length(value))
    expect(bad).toEqual([{ kind: 'frame', reason: `It announced a message of ${value} bytes.` }])
    guard.take(framed(Buffer.alloc(8)))
    expect(frames).toEqual([])
    expect(bad).toHaveLength(1)
  })

  it.each([
    ['http', 'HTTP/1.1 400 Bad Request\r\n'],
    ['ssh', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['tls', '\x15\x03\x01\x00\x02\x02\x46'],
    ['tls', '\x16\x03\x03\x00\x7a'],
  ])('recognises %s', (speaks, text) => {
    const { guard, bad } = guarded()
    guard.take(Buffer.from(text, 'latin1'))
    expect(bad).toMatchObject([{ kind: 'notKafka', speaks }])
  })

  it('quotes what other ports say', () => {
    const { guard, bad } = guarded()
    guard.take(Buffer.from('220 mail.example.org ESMTP\r\nmore'))
    expect(bad).toEqual([{ kind: 'notKafka', speaks: 'unknown', detail: 'It sent “220 mail.example.org ESMTP”.' }])
  })

  it('takes text after a good frame for a broken stream, not for another protocol', () => {
    const { guard, bad } = guarded()
    guard.take(Buffer.concat([framed(Buffer.alloc(4)), Buffer.from('HTTP')]))
    expect(bad).toMatchObject([{ kind: 'frame' }])
  })
})

const request = (key: number, version: number, body: Buffer, flexible = false): Buffer => {
  const header = new Writer(false).int16(key).int16(version).int32(7).string('samsa').bytes
  return framed(Buffer.concat([header, flexible ? Buffer.of(0) : Buffer.alloc(0), body]))
}

describe('E-05 frame guard, outgoing', () => {
  it('lets the read keys pass and stops every other key', () => {
    for (let key = -2; key < 200; key++) {
      if (key === metadata.key) continue
      const frame = request(key, 0, Buffer.alloc(0))
      if (OBSERVE_KEYS.has(key)) expect(checkOutgoing(frame, OBSERVE_KEYS)).toEqual({ key, version: 0, correlation: 7 })
      else expect(() => checkOutgoing(frame, OBSERVE_KEYS), `key ${key}`).toThrow(WireError)
    }
    for (const write of [0, 8, 11, 12, 13, 14, 19, 20, 21, 22, 33, 37, 42, 43, 44, 45, 47, 49, 51, 57])
      expect(OBSERVE_KEYS.has(write)).toBe(false)
  })

  it('passes Metadata of all topics as our codec writes it, in every version', () => {
    for (let version = 0; version <= 13; version++) {
      const frame = request(3, version, metadata.encode(version, { topics: null }), version >= 9)
      expect(checkOutgoing(frame, OBSERVE_KEYS).key).toBe(3)
    }
  })

  it('stops Metadata that may create what it names', () => {
    for (let version = 0; version < 4; version++) {
      expect(() => checkOutgoing(request(3, version, metadata.encode(version, { topics: ['t'] })), OBSERVE_KEYS)).toThrow(WireError)
    }
    for (let version = 4; version <= 13; version++) {
      const named = metadata.encode(version, { topics: ['t'] })
      expect(checkOutgoing(request(3, version, named, version >= 9), OBSERVE_KEYS).version).toBe(version)
      const creating = Buffer.from(named)
      const flag = named.length - 1 - (version >= 9 ? 1 : 0) - (version >= 8 && version <= 10 ? 2 : version >= 11 ? 1 : 0)
      creating[flag] = 1
      expect(() => checkOutgoing(request(3, version, creating, version >= 9), OBSERVE_KEYS), `v${version}`).toThrow('may create')
    }
  })

  it('stops what is not one whole frame', () => {
    const good = request(18, 0, apiVersions.encode(0, { software: { name: 's', version: '1' } }))
    for (const bad of [good.subarray(0, 9), Buffer.concat([good, good]), Buffer.alloc(0)]) {
      expect(() => checkOutgoing(bad, OBSERVE_KEYS)).toThrow(WireError)
    }
  })
})

describe('E-05, E-09 passes of single changes', () => {
  const request = (key: number): Buffer => framed(new Writer(false).int16(key).int16(0).int32(7).nullableString('samsa').bytes)
  const CREATE_TOPICS = 19

  it('let out one frame of that key, and mark it as sent', () => {
    const passes = createPasses()
    const pass = { key: CREATE_TOPICS, sent: false }
    passes.admit(pass)
    expect(() => checkOutgoing(request(20), OBSERVE_KEYS, passes.use)).toThrow(WireError)
    expect(pass.sent).toBe(false)
    expect(checkOutgoing(request(CREATE_TOPICS), OBSERVE_KEYS, passes.use).key).toBe(CREATE_TOPICS)
    expect(pass.sent).toBe(true)
    expect(() => checkOutgoing(request(CREATE_TOPICS), OBSERVE_KEYS, passes.use)).toThrow('API key 19')
  })

  it('let out nothing once they are withdrawn, and none of 128 keys without one', () => {
    const passes = createPasses()
    const pass = { key: CREATE_TOPICS, sent: false }
    passes.admit(pass)
    passes.withdraw(pass)
    const out = Array.from({ length: 128 }, (_, key) => key).filter((key) => key !== metadata.key && !OBSERVE_KEYS.has(key))
    for (const key of out) expect(() => checkOutgoing(request(key), OBSERVE_KEYS, passes.use)).toThrow(WireError)
    expect(out).toContain(CREATE_TOPICS)
    expect(pass.sent).toBe(false)
  })
})
