import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortFew } from '../../../electron/core/state/derive/sort-few.ts'

describe('sorting of mostly short lists', () => {
  it('sorts as a sort does, and leaves equals in their order', () => {
    const one = fc.record({ key: fc.nat({ max: 5 }), name: fc.nat() })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (list) => {
        const sorted = list.toSorted((a, b) => a.key - b.key)
        sortFew(list, (a, b) => a.key - b.key)
        expect(list).toEqual(sorted)
      }),
    )
  })
})
