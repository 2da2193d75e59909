import { describe, expect, it } from 'vitest'
import { createSlicer, type Steps } from '../../../../electron/core/clients/kafka/slices.ts'

/** Every look at the clock takes it a slice further: each slice is one step. */
function stepping() {
  let now = 0
  return createSlicer(() => (now += 4))
}

describe('slices of large work', () => {
  it('H-04: what is short is over before what is long and came first, and both give what they made', async () => {
    const slicer = stepping()
    const over: string[] = []
    function* work(name: string, steps: number): Steps<string> {
      for (let n = 0; n < steps; n += 1) yield
      over.push(name)
      return name
    }
    const all = await Promise.all([slicer.run(work('metadata', 50)), slicer.run(work('groups', 3)), slicer.run(work('commits', 10))])
    expect(all).toEqual(['metadata', 'groups', 'commits'])
    expect(over).toEqual(['groups', 'commits', 'metadata'])
  })

  it('one that fails fails alone, and who comes later is served', async () => {
    const slicer = stepping()
    function* failing(): Steps<never> {
      yield
      throw new Error('not what the protocol says')
    }
    function* three(): Steps<number> {
      yield
      return 3
    }
    const [bad, good] = await Promise.allSettled([slicer.run(failing()), slicer.run(three())])
    expect(bad).toMatchObject({ status: 'rejected', reason: new Error('not what the protocol says') })
    expect(good).toEqual({ status: 'fulfilled', value: 3 })
    expect(await slicer.run(three())).toBe(3)
  })
})
