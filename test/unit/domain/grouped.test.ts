import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grouped } from '../../../shared/domain/grouped.ts'

describe('whole numbers in groups of three', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1\u202F000'],
    [12_408_331, '12\u202F408\u202F331'],
    [-4_096, '-4\u202F096'],
  ])('%i', (n, text) => expect(grouped(n)).toBe(text))

  it('loses no digit', () => {
    fc.assert(fc.property(fc.integer(), (n) => Number(grouped(n).replaceAll('\u202F', '')) === n))
  })
})
