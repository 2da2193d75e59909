import { describe, expect, it } from 'vitest'
import { alreadyThere, createLater } from '../../../electron/core/state/derive/later.ts'

function* counting(made: number[], to: number): Generator<undefined, number> {
  for (let n = 1; n <= to; n += 1) {
    made.push(n)
    yield
  }
  return to
}

describe('what is worked out later', () => {
  it('is worked out once, whoever goes on with it', () => {
    const made: number[] = []
    const later = createLater(counting(made, 3), 20, 'facts')
    const steps = later.steps()
    expect(later.from()).toBe('facts')
    steps.next()
    expect(made).toEqual([1])
    // It is not kept for what is worked out: there would be two of everything.
    expect(later.from()).toBeNull()
    expect(later.value()).toBe(3)
    expect(steps.next()).toEqual({ done: true, value: 3 })
    expect([...later.steps()]).toEqual([])
    expect(made).toEqual([1, 2, 3])
  })

  it('is wanted from a question on, until nobody has asked for a while', () => {
    const first = createLater(counting([], 1), alreadyThere(0).unasked() + 1, null)
    expect(first.isWanted()).toBe(false)
    first.value()
    expect(first.isWanted()).toBe(true)
    let last = first
    const wanted: boolean[] = []
    for (let n = 0; n < 25; n += 1) {
      last = createLater(counting([], 1), last.unasked() + 1, null)
      wanted.push(last.isWanted())
    }
    expect(wanted.lastIndexOf(true)).toBe(18)
  })

  it('tells everybody who asks what went wrong', () => {
    const later = createLater(
      (function* (): Generator<undefined, number> {
        yield
        throw new Error('no such topic')
      })(),
      0,
      null,
    )
    expect(() => later.value()).toThrow('no such topic')
    expect(() => [...later.steps()]).toThrow('no such topic')
  })
})
