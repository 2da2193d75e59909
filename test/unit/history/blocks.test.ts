import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countColumns } from '../../../electron/core/history/block-topics.ts'
import { packBlock, packTight, unpackBlock, type SeriesBlock } from '../../../electron/core/history/blocks.ts'
import { createWindowReader } from '../../../electron/core/history/block-window.ts'
import { crc32c } from '../../../electron/core/lib/crc32c.ts'
import { createArena } from '../../../electron/core/history/arena.ts'
import type { TopicNames } from '../../../electron/core/history/topic-names.ts'
import { createTopicPlaces } from '../../../electron/core/history/topic-places.ts'
import { DamagedBlock, Packer, Unpacker } from '../../../electron/core/history/varint.ts'

const offset = fc.oneof(fc.constant(-1), fc.constant(Number.NaN), fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.maxSafeNat())

const topics = fc.array(
  fc.record({
    topic: fc.string({ maxLength: 20 }),
    partitions: fc.array(fc.nat({ max: 100_000 }), { maxLength: 5 }).map((p) => Int32Array.from(p)),
  }),
  { maxLength: 5 },
)

const blocks = fc
  .record({
    start: fc.integer({ min: 0, max: 4_102_444_800_000 }),
    steps: fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 20 }),
    topics,
    pool: fc.array(offset, { minLength: 500, maxLength: 500 }),
  })
  .map(({ start, steps, topics, pool }): SeriesBlock => {
    let time = start
    const times = Float64Array.from(steps, (step) => (time += step))
    return { times, topics, values: Float64Array.from(pool.slice(0, countColumns(topics) * times.length)) }
  })

/** Offsets that move by about as much each time, or seldom. */
const steady = fc
  .record({
    rows: fc.integer({ min: 1, max: 70 }),
    columns: fc.array(
      fc.record({ first: fc.nat(), pace: fc.nat({ max: 5_000_000 }), noise: fc.nat({ max: 30_000_000 }), seldom: fc.nat({ max: 9 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    ),
    chance: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 97, maxLength: 97 }),
  })
  .map(({ rows, columns, chance }): SeriesBlock => {
    const times = Float64Array.from({ length: rows }, (_, row) => 1.7e12 + row * 30_000)
    const values = columns.flatMap(({ first, pace, noise, seldom }, c) => {
      let value = first
      return Array.from({ length: rows }, (_, row) => {
        const luck = chance[(row * 7 + c * 13) % 97] ?? 0
        if (luck * 10 >= seldom) value += pace + Math.floor(luck * noise)
        return luck > 0.97 ? Number.NaN : value
      })
    })
    return { times, topics: [{ topic: 'orders', partitions: Int32Array.from(columns.keys()) }], values: Float64Array.from(values) }
  })

/** Topics by number, in the order in which they are met. */
function numbered(): { readonly names: TopicNames; readonly idOf: (topic: string) => number } {
  const known: string[] = []
  return {
    names: { name: (id) => known[id] },
    idOf: (topic) => (known.includes(topic) ? known.indexOf(topic) : known.push(topic) - 1),
  }
}

const LABEL = 'commits 10 billing'

describe('F-08 packed blocks of offsets', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(blocks, (block) => {
        expect(unpackBlock(packBlock(block, LABEL), LABEL)).toEqual(block)
      }),
    )
  })

  it('come back as they were when they are packed, whole and moment by moment', () => {
    fc.assert(
      fc.property(fc.oneof(blocks, steady), fc.nat({ max: 25 }), (block, moment) => {
        const { names, idOf } = numbered()
        const bytes = packTight(block, LABEL, idOf)
        expect(unpackBlock(bytes, LABEL, names)).toEqual(block)
        const rows = block.times.length
        const now = block.times[Math.min(moment, rows - 1)] ?? 0
        const reader = createWindowReader(createTopicPlaces(names), createArena(), { from: now, to: now, now })
        // Where it lies among others does not matter.
        const others = new Uint8Array(bytes.length + 20).fill(7)
        others.set(bytes, 9)
        const window = reader({ bytes: others, from: 9, to: 9 + bytes.length }, LABEL.slice(0, 5), LABEL.slice(5))
        const own = window.times.indexOf(now)
        expect([window.topics.map(({ topic }) => topic), window.columns]).toEqual([
          block.topics.map(({ topic }) => topic),
          countColumns(block.topics),
        ])
        for (let column = 0; column < countColumns(block.topics); column++)
          expect(window.values[window.at + column * window.times.length + own]).toBe(block.values[column * rows + block.times.indexOf(now)])
      }),
    )
  })

  it('any changed byte of a packed one is noticed, and any other name of a topic', () => {
    fc.assert(
      fc.property(blocks, fc.nat(), fc.integer({ min: 1, max: 255 }), (block, place, mask) => {
        const { names, idOf } = numbered()
        const bytes = packTight(block, LABEL, idOf)
        const [first] = block.topics
        const other = { name: (id: number) => (id === 0 ? `${first?.topic}?` : names.name(id)) }
        if (first !== undefined) expect(() => unpackBlock(bytes, LABEL, other)).toThrow(DamagedBlock)
        const at = place % bytes.length
        bytes[at] = (bytes[at] ?? 0) ^ mask
        expect(() => unpackBlock(bytes, LABEL, names)).toThrow(DamagedBlock)
      }),
    )
  })

  it('takes less than a byte a moment for partitions whose pace varies a little, once they are packed', () => {
    const rows = 20
    const topics = [{ topic: 'orders', partitions: Int32Array.from({ length: 1_000 }, (_, p) => p) }]
    const times = Float64Array.from({ length: rows }, (_, row) => 1.7e12 + row * 15_000)
    const values = Float64Array.from({ length: rows * 1_000 }, (_, i) => 5_000_000 + (i % rows) * 120 + ((i * 7_919) % 16))
    const bytes = packTight({ times, topics, values }, LABEL, numbered().idOf)
    expect(bytes.length / values.length).toBeLessThan(1)
  })

  it('those of format 1 are still read', () => {
    const stored =
      '010380e8ead6c168f899ead6c168ba0301066f72646572730300000300a80fde0f050101410902433000000000000043300000000000057ff80000000000001ad97b8b'
    expect(unpackBlock(Uint8Array.from(Buffer.from(stored, 'hex')), LABEL)).toEqual({
      times: Float64Array.from([1_795_521_600_000, 1_795_521_605_000, 1_795_521_610_250]),
      topics: [{ topic: 'orders', partitions: Int32Array.from([0, 1, 5]) }],
      values: Float64Array.from([1_000, 1_010, 1_025, NaN, -1, 7, 2 ** 52, 2 ** 52 + 5, NaN]),
    })
  })

  it('any changed byte is noticed', () => {
    fc.assert(
      fc.property(blocks, fc.nat(), fc.integer({ min: 1, max: 255 }), (block, place, mask) => {
        const bytes = packBlock(block, LABEL)
        const at = place % bytes.length
        bytes[at] = (bytes[at] ?? 0) ^ mask
        expect(() => unpackBlock(bytes, LABEL)).toThrow(DamagedBlock)
      }),
    )
  })

  it('any cut is noticed', () => {
    fc.assert(
      fc.property(blocks, fc.double({ min: 0, max: 0.999, noNaN: true }), (block, part) => {
        const bytes = packBlock(block, LABEL)
        expect(() => unpackBlock(bytes.subarray(0, Math.floor(part * bytes.length)), LABEL)).toThrow(DamagedBlock)
      }),
    )
  })

  it('do not pass for those of another group or tier', () => {
    fc.assert(
      fc.property(blocks, fc.string(), (block, other) => {
        fc.pre(other !== LABEL)
        expect(() => unpackBlock(packBlock(block, LABEL), other)).toThrow(DamagedBlock)
      }),
    )
  })

  it('takes a byte a moment for partitions that move evenly', () => {
    const rows = 20
    const topics = [{ topic: 'orders', partitions: Int32Array.from({ length: 1_000 }, (_, p) => p) }]
    const times = Float64Array.from({ length: rows }, (_, row) => 1.7e12 + row * 3_000)
    const values = Float64Array.from({ length: rows * 1_000 }, (_, i) => 5_000_000 + (i % rows) * 120)
    const bytes = packBlock({ times, topics, values }, LABEL)
    expect(bytes.length / values.length).toBeLessThan(1.6)
  })

  it('CRC-32C is the one of RFC 3720', () => {
    expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283)
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa)
  })

  it('numbers are exact to 2^53', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const packer = new Packer(1)
        packer.signed(value)
        expect(new Unpacker(packer.packed()).signed()).toBe(value)
      }),
    )
  })
})
