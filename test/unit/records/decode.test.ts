import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeRecords } from '../../../electron/core/records/decode.ts'
import type { LogEntry, LogRecord } from '../../../electron/core/records/record.ts'
import { Writer } from '../../../electron/core/clients/kafka/wire/writer.ts'
import { encodeBatch, encodeMessage, gzip, lz4Stored, snappyJava, snappyRaw, text, type RecordSpec } from '../../support/record-encoder.ts'

const all = { from: 0, aborted: null }
const recordsIn = (entries: readonly LogEntry[]): LogRecord[] => entries.flatMap((e) => (e.is === 'record' ? [e.record] : []))

const aBlob = fc.option(fc.uint8Array({ maxLength: 50 }).map((b) => Buffer.from(b)))
const aRecord: fc.Arbitrary<RecordSpec> = fc.record({
  key: aBlob,
  value: aBlob,
  headers: fc.array(fc.record({ name: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'same', 'same')), value: aBlob }), {
    maxLength: 4,
  }),
  timeDelta: fc.nat(100_000),
})
const RUNS = process.env['SAMSA_LONG'] ? 20_000 : 1_000

describe('D-10 record batches', () => {
  it('are read as they were written, in every codec we can write', () => {
    const aCodec = fc.constantFrom(undefined, gzip, snappyRaw, snappyJava, lz4Stored)
    const aBatch = fc.record({
      base: fc.nat(2 ** 31),
      time: fc.nat(2 ** 41),
      records: fc.array(aRecord, { minLength: 1, maxLength: 8 }),
      codec: aCodec,
    })
    fc.assert(
      fc.property(aBatch, ({ base, time, records, codec }) => {
        const { entries, next } = decodeRecords(encodeBatch({ base, time, records, ...(codec ? { codec } : {}) }), all)
        expect(next).toBe(base + records.length)
        expect(
          recordsIn(entries).map(({ offset, timestamp, key, value, headers }) => ({ offset, timestamp, key, value, headers })),
        ).toEqual(
          records.map((r, i) => ({
            offset: base + i,
            timestamp: time + (r.timeDelta ?? 0),
            key: r.key,
            value: r.value,
            headers: r.headers,
          })),
        )
      }),
      { numRuns: RUNS },
    )
  })

  it('of Kafka before 0.11 are read: plain, and compressed with offsets of both kinds', () => {
    const specs = ['a', 'b', 'c'].map((t): RecordSpec => ({ key: null, value: text(t), timeDelta: 10 }))
    const plain = Buffer.concat(specs.map((r, i) => encodeMessage(7 + i, 1, r, 1_000)))
    expect(recordsIn(decodeRecords(plain, all).entries).map((r) => [r.offset, r.value?.toString(), r.timestamp])).toEqual([
      [7, 'a', 1_010],
      [8, 'b', 1_010],
      [9, 'c', 1_010],
    ])
    const relative = Buffer.concat(specs.map((r, i) => encodeMessage(i, 1, r, 1_000)))
    const wrapped = encodeMessage(109, 1, { key: null, value: gzip.pack(relative) }, 1_000, 1)
    expect(recordsIn(decodeRecords(wrapped, all).entries).map((r) => [r.offset, r.codec])).toEqual([
      [107, 'gzip'],
      [108, 'gzip'],
      [109, 'gzip'],
    ])
    const absolute = Buffer.concat(specs.map((r, i) => encodeMessage(50 + i, 0, r)))
    const old = encodeMessage(52, 0, { key: null, value: snappyJava.pack(absolute) }, 0, 2)
    expect(recordsIn(decodeRecords(old, all).entries).map((r) => [r.offset, r.timestamp, r.timeType])).toEqual([
      [50, -1, null],
      [51, -1, null],
      [52, -1, null],
    ])
  })

  it('begin where asked, end where they are cut off, and leave markers out', () => {
    const make = (base: number) => encodeBatch({ base, time: 0, records: ['a', 'b', 'c'].map((v) => ({ key: null, value: text(v) })) })
    const marker = encodeBatch({ base: 6, time: 0, records: [], marker: 1, producer: { id: 1, epoch: 0, transactional: true } })
    const bytes = Buffer.concat([make(0), make(3), marker, make(7)])
    const { entries, next } = decodeRecords(bytes.subarray(0, bytes.length - 5), { ...all, from: 2 })
    expect(recordsIn(entries).map((r) => r.offset)).toEqual([2, 3, 4, 5])
    expect(next).toBe(7)
    expect(decodeRecords(make(0).subarray(0, 20), all)).toEqual({ entries: [], next: null })
  })

  it('of aborted transactions are told apart, also between those of others', () => {
    const batch = (base: number, id: number) =>
      encodeBatch({ base, time: 0, records: [{ key: null, value: text('x') }], producer: { id, epoch: 0, transactional: true } })
    const end = (base: number, id: number, marker: 0 | 1) =>
      encodeBatch({ base, time: 0, records: [], marker, producer: { id, epoch: 0, transactional: true } })
    const log = Buffer.concat([batch(0, 1), batch(1, 2), end(2, 1, 0), batch(3, 1), end(4, 2, 1), end(5, 1, 1)])
    const { entries } = decodeRecords(log, { from: 0, aborted: [{ producerId: 1, firstOffset: 0 }] })
    expect(recordsIn(entries).map((r) => [r.offset, r.aborted])).toEqual([
      [0, true],
      [1, false],
      [3, false],
    ])
  })

  it('D-12 that cannot be read are told, and reading goes on behind them', () => {
    const good = (base: number) =>
      encodeBatch({
        base,
        time: 0,
        records: [
          { key: null, value: text('ok') },
          { key: null, value: text('ok') },
        ],
      })
    const spoil = (bytes: Buffer, at: number, value: number): Buffer => {
      const copy = Buffer.from(bytes)
      copy[at] = value
      return copy
    }
    const pack = (bad: Uint8Array, id: number) => ({ id, pack: () => bad })
    const packed = (id: number, bad: Uint8Array) =>
      encodeBatch({ base: 10, time: 0, records: [{ key: null, value: text('x') }], codec: pack(bad, id) })
    const bads: [string, Buffer, RegExp][] = [
      ['check sum', spoil(good(10), 70, 1), /check sum/],
      ['codec that is none', packed(7, text('x')), /codec 7/],
      ['wrong codec', packed(2, gzip.pack(text('hello'))), /snappy/],
      ['truncated gzip', packed(1, Buffer.from(gzip.pack(text('hello'))).subarray(0, 12)), /gzip/],
      ['truncated lz4', packed(3, Buffer.from(lz4Stored.pack(text('hello'))).subarray(0, 12)), /lz4/],
      ['no zstd', packed(4, text('hello there')), /zstd/],
      ['truncated snappy', packed(2, Buffer.from(snappyRaw.pack(text('hello'))).subarray(0, 3)), /snappy/],
      ['magic', spoil(good(10), 16, 5), /magic 5/],
    ]
    for (const [name, bad, why] of bads) {
      const { entries, next } = decodeRecords(Buffer.concat([good(8), bad, good(12)]), all)
      expect(
        entries.filter((e) => e.is === 'unreadable'),
        name,
      ).toEqual([expect.objectContaining({ is: 'unreadable', why: expect.stringMatching(why) })])
      expect(
        recordsIn(entries).map((r) => r.offset),
        name,
      ).toEqual([8, 9, 12, 13])
      expect(next).toBe(14)
    }
  })

  it('D-11 never become more than the cap', () => {
    const bomb = gzip.pack(Buffer.alloc(65 * 2 ** 20))
    const batch = encodeBatch({ base: 0, time: 0, records: [{ key: null, value: text('x') }], codec: { id: 1, pack: () => bomb } })
    const { entries } = decodeRecords(batch, all)
    expect(entries).toEqual([{ is: 'unreadable', offset: 0, last: 0, why: 'gzip of more than 64 MiB' }])
  })

  it('claims of millions cost nothing, and many headers take linear time', () => {
    const bytes = encodeBatch({ base: 0, time: 0, records: [{ key: null, value: text('x') }] })
    const claim = Buffer.from(bytes)
    claim.writeInt32BE(16_700_000, 57)
    expect(decodeRecords(claim, all).entries[0]).toMatchObject({ is: 'unreadable' })
    const headers = Array.from({ length: 10_000 }, (_, i) => ({ name: `header-${i}`, value: text('v') }))
    const [record] = recordsIn(
      decodeRecords(encodeBatch({ base: 0, time: 0, records: [{ key: null, value: null, headers }] }), all).entries,
    )
    expect(record?.headers).toHaveLength(10_000)
    expect(record?.headers.at(-1)).toEqual({ name: 'header-9999', value: text('v') })
  })

  it('mutated bytes end as records or as what cannot be read, and nothing else', () => {
    const sound = Buffer.concat([
      encodeBatch({
        base: 0,
        time: 0,
        records: [{ key: text('k'), value: text('v'), headers: [{ name: 'h', value: null }] }],
        codec: gzip,
      }),
      encodeBatch({ base: 1, time: 0, records: [{ key: text('k'), value: text('v') }], codec: snappyRaw }),
      encodeMessage(2, 1, { key: null, value: text('v') }, 5),
    ])
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(sound.length), (changes, cut) => {
        const bytes = Buffer.from(sound)
        for (const [at, value] of changes) bytes[at] = value
        decodeRecords(bytes.subarray(0, cut), all)
        decodeRecords(new Writer(false).raw(bytes).raw(bytes).bytes, all)
      }),
      { numRuns: RUNS },
    )
  })
})
