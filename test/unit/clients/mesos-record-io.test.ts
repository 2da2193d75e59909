import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { BadRecord, createRecordIo } from '../../../electron/core/clients/mesos/record-io.ts'
import { recordedBytes } from '../../support/fixtures/recorded.ts'

// Long loops, on machines that do other things too.
vi.setConfig({ testTimeout: 60_000 })

const frame = (records: readonly Uint8Array[]): Buffer => Buffer.concat(records.flatMap((r) => [Buffer.from(`${r.length}\n`), r]))

function read(stream: Buffer, cuts: readonly number[], most = 10_000): { records: Buffer[]; bad: string | null; held: number } {
  const recordIo = createRecordIo(most)
  const records: Buffer[] = []
  let held = 0
  try {
    const at = [0, ...cuts.map((c) => c % (stream.length + 1)).toSorted((a, b) => a - b), stream.length]
    for (let i = 1; i < at.length; i++) {
      records.push(...recordIo.feed(stream.subarray(at[i - 1], at[i])))
      held = Math.max(held, recordIo.held())
    }
  } catch (error) {
    if (!(error instanceof BadRecord)) throw error
    return { records, bad: error.message, held }
  }
  return { records, bad: null, held }
}

const records = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 })

describe('D-05 RecordIO', () => {
  it('gives the same records for every split of 200 streams', () => {
    fc.assert(
      fc.property(records, (list) => {
        const stream = frame(list)
        const expected = list.filter((r) => r.length > 0).map((r) => Buffer.from(r))
        for (let cut = 0; cut <= stream.length; cut++) expect(read(stream, [cut])).toMatchObject({ records: expected, bad: null })
        expect(read(stream, [...stream.keys()]).records).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  it('50,000 mutated streams: the records before the damage, or a reason; memory bounded', () => {
    fc.assert(
      fc.property(records, fc.nat(), fc.nat(255), fc.array(fc.nat(), { maxLength: 4 }), (list, where, byte, cuts) => {
        const stream = frame(list)
        if (stream.length > 0) stream[where % stream.length] = byte
        const once = read(stream, [])
        const cut = read(stream, cuts)
        expect(cut.bad).toBe(once.bad)
        expect(cut.held).toBeLessThanOrEqual(10_000)
        // What comes with the damage in one piece is lost with it.
        expect(cut.records.slice(0, once.records.length)).toEqual(once.records.slice(0, cut.records.length))
      }),
      { numRuns: 50_000 },
    )
  }, 60_000)

  it.each([
    ['a length of 21 digits', '0'.repeat(21) + '\n', 'not a number'],
    ['more than may be', '10001\n', 'at most 10000'],
    ['no digits', '\n', 'no length'],
    ['a sign', '-1\n', 'not a number'],
    ['HTML', '<html>', 'not a number'],
  ])('%s ends the stream', (_what, text, reason) => {
    expect(read(Buffer.from(text), []).bad).toContain(reason)
  })

  it('reads the recorded stream of 50 s for any chunking', () => {
    const stream = recordedBytes('04-subscribe-stream/subscribe_keepheartbeat_json.recordio')
    const whole = read(stream, [], 1_000_000)
    expect(whole.records.length).toBeGreaterThan(10)
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 50 }), (cuts) => {
        expect(read(stream, cuts, 1_000_000).records).toEqual(whole.records)
      }),
      { numRuns: 100 },
    )
  })
})
