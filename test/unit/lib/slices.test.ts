import { describe, expect, it } from 'vitest'
import { inSlices, SLICE_MS } from '../../../electron/core/lib/slices.ts'

/** A clock that moves with each step, and nothing else. */
function createSteps() {
  let clock = 0
  const done: string[] = []
  return {
    done,
    now: () => clock,
    *work(name: string, count: number): Generator<undefined, string> {
      for (let n = 0; n < count; n += 1) {
        clock += 1
        done.push(name)
        yield
      }
      return name
    },
  }
}

const turnOver = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('slices of the thread', () => {
  it('does what is short at once, and what is long with pauses', async () => {
    await turnOver()
    const { work, now, done } = createSteps()
    const short = inSlices(work('short', SLICE_MS - 1), now)
    expect(done).toHaveLength(SLICE_MS - 1)
    expect(await short).toBe('short')
    await turnOver()
    const long = inSlices(work('long', 3 * SLICE_MS), now)
    expect(done).toHaveLength(2 * SLICE_MS - 1)
    expect(await long).toBe('long')
  })

  it('gives all works together one slice a turn, and each of them its turn', async () => {
    await turnOver()
    const { work, now, done } = createSteps()
    const both = Promise.all([inSlices(work('a', 3 * SLICE_MS), now), inSlices(work('b', 2 * SLICE_MS), now)])
    expect(done).toEqual(Array.from({ length: SLICE_MS }, () => 'a'))
    const seen = ['a']
    for (let before = done.length; done.length < 5 * SLICE_MS; before = done.length) {
      await turnOver()
      const some = done.slice(before)
      expect(some.length).toBeLessThanOrEqual(SLICE_MS)
      seen.push(...new Set(some))
    }
    expect(await both).toEqual(['a', 'b'])
    expect(seen).toEqual(['a', 'a', 'b', 'a', 'b'])
  })
})
