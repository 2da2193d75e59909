import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMetadata, metadata } from '../../../../electron/core/clients/kafka/codecs/metadata.ts'
import { WireError } from '../../../../electron/core/clients/kafka/wire/reader.ts'
import { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'

interface Topic {
  readonly name: string
  readonly leaders: readonly number[]
}

/** An answer with these topics, in their order. */
function answer(version: number, topics: readonly Topic[]): Buffer {
  const to = new Writer(version >= metadata.flexibleFrom)
  to.int32(0)
  to.array([1], (id) => to.int32(id).string('host').int32(9092).nullableString(null).tags())
  to.nullableString('cluster').int32(1)
  to.array(topics, ({ name, leaders }) => {
    to.int16(0).string(name)
    if (version >= 10) to.uuid(null)
    to.bool(false)
    to.array([...leaders.entries()], ([partition, leader]) => {
      to.int16(0).int32(partition).int32(leader).int32(3).int32s([leader, 2]).int32s([leader]).int32s([]).tags()
    })
    to.int32(0).tags()
  })
  if (version <= 10) to.int32(0)
  return to.tags().bytes
}

const topic = fc.record({
  name: fc.constantFrom('a', 'b', 'orders', 'orders-2', 'payments'),
  leaders: fc.array(fc.nat({ max: 2 }), { maxLength: 3 }),
})
const topics = fc.uniqueArray(topic, { selector: (one) => one.name, maxLength: 5 })

describe('metadata that is read again and again', () => {
  it('is what the plain decoder reads, whatever was read before, in any version', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(8, 9, 12), topics), { minLength: 1, maxLength: 6 }), (answers) => {
        const again = createMetadata()
        for (const [version, told] of answers) {
          const bytes = answer(version, told)
          const read = again.decode(version, bytes)
          // The memory of the answer before is another's now: nothing looks into it any more.
          again.over(bytes)?.fill(0xff)
          expect(read).toEqual(metadata.decode(version, bytes))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a topic that is told as before is the same object; another one is not', () => {
    const again = createMetadata()
    const first = again.decode(12, answer(12, [{ name: 'a', leaders: [1, 2] }, { name: 'b', leaders: [1] }])) // prettier-ignore
    const second = again.decode(12, answer(12, [{ name: 'b', leaders: [2] }, { name: 'a', leaders: [1, 2] }])) // prettier-ignore
    expect(second.topics[1]).toBe(first.topics[0])
    expect(second.topics[0]).toMatchObject({ name: 'b', partitions: [{ leader: 2 }] })
  })

  it('an answer that ends in the middle of a known topic is refused', () => {
    const again = createMetadata()
    const whole = answer(12, [{ name: 'a', leaders: [1, 2, 1] }])
    again.decode(12, whole)
    for (let size = whole.length - 1; size > 0; size -= 1) expect(() => again.decode(12, whole.subarray(0, size))).toThrow(WireError)
    expect(again.decode(12, whole)).toEqual(metadata.decode(12, whole))
  })
})
