import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadsOf, moveBytes, secondsAt } from '../../../../shared/domain/reassignment/effect.ts'
import { readReassignment, reassignmentJson } from '../../../../shared/domain/reassignment/json.ts'
import { progressOf, secondsLeft, speedOf, withSample, type Sample } from '../../../../shared/domain/reassignment/progress.ts'
import { throttledBrokers, throttledBy } from '../../../../shared/domain/reassignment/throttle.ts'

const move = (topic: string, partition: number, from: number[], to: number[]) => ({ topic, partition, from, to })
const placed = (topic: string, partition: number, replicas: number[], bytes: number | null) => ({
  topic,
  partition,
  replicas,
  leader: replicas[0] ?? -1,
  isr: replicas,
  bytes,
})

describe('what belongs to a reassignment', () => {
  it('throttles every replica of now as a sender and the new ones as receivers, and nothing where only the order changes', () => {
    const moves = [move('a', 0, [1, 2], [2, 3]), move('a', 4, [1, 2], [2, 1]), move('b', 1, [3], [3, 4, 5])]
    expect(throttledBy(moves)).toEqual([
      { topic: 'a', leaders: ['0:1', '0:2'], followers: ['0:3'] },
      { topic: 'b', leaders: ['1:3'], followers: ['1:4', '1:5'] },
    ])
    expect(throttledBrokers(moves)).toEqual([1, 2, 3, 4, 5])
    expect(throttledBrokers([move('a', 4, [1, 2], [2, 1])])).toEqual([])
  })

  it('takes as long as the busiest of senders and receivers; unknown sizes make it unknown', () => {
    const partitions = [placed('a', 0, [1], 100), placed('a', 1, [1], 300), placed('a', 2, [2], 50)]
    const moves = [move('a', 0, [1], [3]), move('a', 1, [1], [4]), move('a', 2, [2], [4])]
    // Broker 1 sends 400; broker 4 receives 350.
    expect(secondsAt(10, moves, partitions)).toBe(40)
    expect(secondsAt(10, [move('a', 0, [1, 2], [2, 1])], partitions)).toBe(0)
    expect(secondsAt(10, moves, [placed('a', 0, [1], null), ...partitions.slice(1)])).toBeNull()
    expect(moveBytes(move('a', 0, [1], [1, 2, 3]), 10)).toEqual({ bytes: 20, adding: [2, 3], removing: [] })
    expect(moveBytes(move('a', 0, [1, 2], [2, 1]), null).bytes).toBe(0)
    expect(moveBytes(move('a', 0, [1], [2]), null).bytes).toBeNull()
    expect(loadsOf(partitions).get(1)).toEqual({ replicas: 2, leaders: 2, bytes: 400 })
  })

  it('counts bytes: never above the whole, unknown where a size is unknown', () => {
    expect(progressOf([])).toEqual({ copied: 0, total: 0 })
    expect(
      progressOf([
        { copied: 120, total: 100 },
        { copied: 10, total: 50 },
      ]),
    ).toEqual({ copied: 110, total: 150 })
    expect(progressOf([{ copied: 10, total: null }])).toEqual({ copied: 10, total: null })
    const samples = [0, 10, 20].reduce<readonly Sample[]>((all, s) => withSample(all, { at: s * 1_000, copied: s * 50 }), [])
    expect(speedOf(samples)).toBe(50)
    expect(speedOf(samples.slice(0, 1))).toBeNull()
    expect(withSample(samples, { at: 75_000, copied: 2_000 }).map((s) => s.at)).toEqual([20_000, 75_000])
    expect(secondsLeft({ copied: 100, total: 200 }, 50)).toBe(2)
    expect(secondsLeft({ copied: 100, total: null }, 50)).toBeNull()
    expect(secondsLeft({ copied: 100, total: 200 }, 0)).toBeNull()
  })

  it('writes and reads the JSON of kafka-reassign-partitions', () => {
    const ids = fc.uniqueArray(fc.nat(1000), { minLength: 1, maxLength: 5 })
    const moves = fc.uniqueArray(fc.record({ topic: fc.string({ minLength: 1 }), partition: fc.nat(500), from: ids, to: ids }), {
      minLength: 1,
      selector: (m) => `${m.topic}-${m.partition}`,
    })
    fc.assert(
      fc.property(moves, (list) => {
        const expected = (which: 'from' | 'to') => list.map(({ topic, partition, ...m }) => ({ topic, partition, replicas: m[which] }))
        expect(readReassignment(JSON.parse(reassignmentJson(list)))).toEqual({ ok: true, moves: expected('to') })
        expect(readReassignment(JSON.parse(reassignmentJson(list, 'from')))).toEqual({ ok: true, moves: expected('from') })
      }),
    )
    // As the tool itself writes it.
    const fromTool = '{"version":1,"partitions":[{"topic":"foo","partition":0,"replicas":[1,2],"log_dirs":["any","any"]}]}'
    expect(readReassignment(JSON.parse(fromTool))).toEqual({ ok: true, moves: [{ topic: 'foo', partition: 0, replicas: [1, 2] }] })
  })

  it('says what is wrong with other JSON, and never throws', () => {
    const one = (entry: object): string => JSON.stringify({ version: 1, partitions: [{ topic: 'a', partition: 0, replicas: [1] }, entry] })
    const why = (text: string): string => {
      const read = readReassignment(JSON.parse(text))
      return read.ok ? '' : read.why
    }
    expect(why('[]')).toMatch(/no list “partitions”/)
    expect(why('{"version":2,"partitions":[]}')).toMatch(/version 1/)
    expect(why('{"version":1,"partitions":[]}')).toMatch(/empty/)
    expect(why(one({ partition: 0, replicas: [1] }))).toBe('Entry 2: “topic” is missing.')
    expect(why(one({ topic: 'b', partition: -1, replicas: [1] }))).toMatch(/Entry 2: “partition”/)
    expect(why(one({ topic: 'b', partition: 1, replicas: [] }))).toMatch(/Entry 2: “replicas”/)
    expect(why(one({ topic: 'b', partition: 1, replicas: [1, 1] }))).toMatch(/named twice/)
    expect(why(one({ topic: 'a', partition: 0, replicas: [2] }))).toBe('Entry 2: a-0 is there twice.')
    fc.assert(fc.property(fc.jsonValue(), (value) => void readReassignment(value)))
  })
})
