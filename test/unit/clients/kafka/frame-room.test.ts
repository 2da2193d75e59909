import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFrameRoom } from '../../../../electron/core/clients/kafka/connection/frame-room.ts'

const KB = 1024
const sizes = fc.integer({ min: 0, max: 300 * KB })

describe('memory for answers', () => {
  it('is large enough and is nobody else’s until it was given back, whatever is taken and given in whichever order', () => {
    const acts = fc.array(fc.oneof(fc.record({ take: sizes }), fc.record({ give: fc.nat(20) })), { maxLength: 60 })
    fc.assert(
      fc.property(acts, (list) => {
        const room = createFrameRoom(1024 * KB)
        const out: { bytes: Buffer; mark: number }[] = []
        let mark = 0
        for (const act of list) {
          if ('take' in act) {
            const bytes = room.take(act.take)
            expect(bytes.length).toBe(act.take)
            mark = (mark + 1) % 256
            out.push({ bytes: bytes.fill(mark), mark })
          } else {
            const [one] = out.splice(act.give, 1)
            // The body of an answer is a part of its frame.
            if (one) room.give(one.bytes.subarray(Math.min(8, one.bytes.length)))
          }
          for (const { bytes, mark: own } of out) expect(bytes.every((byte) => byte === own)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is used again for an answer that is a little shorter or longer', () => {
    const room = createFrameRoom()
    const first = room.take(400 * KB)
    room.give(first)
    expect(room.take(401 * KB).buffer).toBe(first.buffer)
  })

  it('is not taken twice when it is given twice', () => {
    const room = createFrameRoom()
    const first = room.take(100 * KB)
    room.give(first)
    room.give(first)
    expect(room.take(100 * KB).buffer).toBe(first.buffer)
    expect(room.take(100 * KB).buffer).not.toBe(first.buffer)
  })

  it('keeps no more than its bound, and nothing that is not its own', () => {
    const room = createFrameRoom(256 * KB)
    const many = Array.from({ length: 8 }, () => room.take(64 * KB))
    for (const one of many) room.give(one)
    const stranger = Buffer.allocUnsafeSlow(64 * KB)
    room.give(stranger)
    const again = new Set(Array.from({ length: 8 }, () => room.take(64 * KB).buffer))
    expect([...again].filter((buffer) => many.some((one) => one.buffer === buffer))).toHaveLength(4)
    expect(again.has(stranger.buffer)).toBe(false)
  })
})
