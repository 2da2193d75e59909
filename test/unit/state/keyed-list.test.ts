import { describe, expect, it } from 'vitest'
import { KeyedList } from '../../../electron/core/state/keyed-list.ts'

const list = KeyedList.of(['a', 'b', 'c'], [1, 2, 3])

describe('A map of which the next one is made cheaply', () => {
  it('reads as any map', () => {
    expect([...list]).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ])
    expect([[...list.keys()], [...list.values()], list.size]).toEqual([['a', 'b', 'c'], [1, 2, 3], 3])
    expect([list.get('b'), list.get('x'), list.has('a'), list.has('x')]).toEqual([2, undefined, true, false])
    const seen: unknown[] = []
    list.forEach((value, key, map) => seen.push([value, key, map === list]))
    expect(seen).toEqual([
      [1, 'a', true],
      [2, 'b', true],
      [3, 'c', true],
    ])
    expect([...KeyedList.empty()]).toEqual([])
  })

  it('stays as it is when the next one has other values and more keys', () => {
    const draft = list.draft()
    expect(draft.set('b', 20)).toBe(1)
    expect(draft.set('d', 4)).toBe(3)
    expect(draft.set('d', 40)).toBe(3)
    const next = draft.done()
    expect(Object.fromEntries(next)).toEqual({ a: 1, b: 20, c: 3, d: 40 })
    expect(Object.fromEntries(list)).toEqual({ a: 1, b: 2, c: 3 })
    expect([list.has('d'), next.get('d')]).toEqual([false, 40])
  })

  it('does not believe a guess', () => {
    const draft = list.draft()
    for (const guess of [-1, 0, 2, 9]) expect(draft.set('b', guess, guess)).toBe(1)
    expect(draft.set('new', 7, 1)).toBe(3)
    expect(Object.fromEntries(draft.done())).toEqual({ a: 1, b: 9, c: 3, new: 7 })
  })

  it('tells what says something else than before, where both have the same keys', () => {
    const of = (lags: readonly number[]) => lags.map((lag) => ({ lag, about: marks[lag] }))
    const marks = [1, 2, 3, 4].map((n) => ({ n }))
    const before = KeyedList.of(['a', 'b', 'c'], of([0, 1, 2]))
    const next = before.withValues(of([0, 3, 2]))
    expect(next.changedSince(before, ({ about }) => about)).toEqual(['b'])
    expect(next.changedSince(before, (value) => value)).toEqual(['a', 'b', 'c'])
    expect(next.changedSince(next, (value) => value)).toEqual([])
    expect(next.changedSince(KeyedList.of(['a', 'b', 'c'], of([0, 3, 2])), ({ about }) => about)).toBeNull()
    expect(next.changedSince(before.without(new Set(['c'])), ({ about }) => about)).toBeNull()
  })

  it('is made without some, and with other values in the same order', () => {
    expect([...list.without(new Set(['b', 'x']))]).toEqual([
      ['a', 1],
      ['c', 3],
    ])
    expect([...list.withValues(['x', 'y', 'z'].map((text) => text.length)).values()]).toEqual([1, 1, 1])
    expect(list.without(new Set(['a'])).get('c')).toBe(3)
  })
})
