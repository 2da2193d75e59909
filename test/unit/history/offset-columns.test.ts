import { describe, expect, it } from 'vitest'
import { NOTHING_TOLD } from '../../support/told-offsets.ts'
import { offsetsOfTopics, sampleColumns, TopicsOfGroup } from '../../../electron/core/history/moments/offset-columns.ts'
import type { CommitsAt, TopicOffsetsAt } from '../../../electron/core/history/moments/offsets-at.ts'

const ends = (topics: readonly string[], time: number, values: readonly (readonly number[])[]): TopicOffsetsAt => ({
  topics,
  counts: Int32Array.from(values, ({ length }) => length),
  times: Float64Array.from(topics, () => time),
  values: Float64Array.from(values.flat()),
})
const known = new Map([
  ['a', {}],
  ['b', {}],
])

describe('F-08 offsets of a recorded moment', () => {
  it('are facts by topic, of topics that were there; what was not read has no time', () => {
    const told = ends(['a', 'gone', 'b'], 5_000, [[1, Number.NaN], [7, 7, 7], [3]])
    const facts = offsetsOfTopics(told, known, new Map())
    expect(facts.size).toBe(2)
    expect([...facts.keys()]).toEqual(['a', 'b'])
    expect(facts.has('gone')).toBe(false)
    expect(facts.get('gone')).toBeUndefined()
    expect(facts.get('a')).toEqual({ offsets: Float64Array.of(1, Number.NaN), at: Float64Array.of(5_000, Number.NaN), errors: new Map() })
    expect([...facts.values()].map(({ offsets }) => [...offsets])).toEqual([[1, Number.NaN], [3]])
  })

  it('are the same objects as long as they say the same, so that nothing is worked out of them again', () => {
    const told = (time: number, second: number): TopicOffsetsAt => ends(['a', 'b'], time, [[1, Number.NaN], [second]])
    const before = offsetsOfTopics(told(5_000, 3), known, new Map())
    expect(before.get('a')).toBe(before.get('a'))
    expect(offsetsOfTopics(told(5_000, 3), known, before)).toBe(before)
    for (const other of [
      told(6_000, 3),
      told(5_000, 4),
      ends(['b', 'a'], 5_000, [[1, Number.NaN], [3]]),
      ends(['a', 'b'], 5_000, [[1], [2, 3]]),
    ]) {
      const next = offsetsOfTopics(other, known, before)
      expect(next).not.toBe(before)
      expect([...next].map(([topic, { offsets }]) => [topic, ...offsets])).toEqual(
        [...offsetsOfTopics(other, known, new Map())].map(([topic, { offsets }]) => [topic, ...offsets]),
      )
    }
  })

  it('of a group are its samples by topic, of few topics as of many, with the errors of theirs', () => {
    for (const count of [3, 40]) {
      const names = Array.from({ length: count }, (_, n) => `t${n}`)
      const commits: CommitsAt = {
        ...NOTHING_TOLD.commits,
        groups: ['first', 'second'],
        names,
        // Of the first group the first topic, of the second one all, the last first.
        topics: Int32Array.from([0, ...names.map((_, n) => count - 1 - n)]),
        counts: Int32Array.from([1, ...names.map(() => 2)]),
        endTimes: Float64Array.from([1_000, ...names.map((_, n) => 2_000 + n)]),
        partitions: Int32Array.from([4, ...names.flatMap(() => [0, 1])]),
        committed: Float64Array.from([9, ...names.flatMap((_, n) => [n, -1])]),
        ends: Float64Array.from([10, ...names.flatMap((_, n) => [n + 1, Number.NaN])]),
      }
      const errors = [['t1', new Map([[0, 29]]), new Map([[1, 3]])]] as const
      const topics = new TopicsOfGroup(sampleColumns(commits), 1, count, errors)
      expect([...topics.keys()]).toEqual(names.toReversed())
      expect(topics.get('t1')).toEqual({
        partitions: Int32Array.of(0, 1),
        committed: Float64Array.of(count - 2, -1),
        ends: Float64Array.of(count - 1, Number.NaN),
        endAt: Float64Array.of(2_000 + count - 2, Number.NaN),
        metadata: new Map(),
        commitErrors: new Map([[0, 29]]),
        endErrors: new Map([[1, 3]]),
      })
      expect(topics.get('t0')?.commitErrors.size).toBe(0)
      expect(topics.has('elsewhere')).toBe(false)
      expect(new TopicsOfGroup(sampleColumns(commits), 0, 1).get('t0')?.partitions).toEqual(Int32Array.of(4))
    }
  })
})
