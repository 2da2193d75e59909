import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareText } from '../../../../renderer/ui/table/compare-text.ts'

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
const byCollator = (a: string, b: string): number => (a === b ? 0 : collator.compare(a, b) || (a < b ? -1 : 1))

const letters = fc.constantFrom(...'abzABZ0019_-.'.split(''))
const plain = fc.string({ unit: letters, maxLength: 12 })
const any = fc.string({
  unit: fc.oneof({ weight: 6, arbitrary: letters }, { weight: 1, arbitrary: fc.constantFrom('é', 'ß', ' ', '日', '́') }),
  maxLength: 12,
})

describe('Order of names', () => {
  it('is the collator’s, for plain names and for all others', () => {
    fc.assert(
      fc.property(fc.oneof(plain, any), fc.oneof(plain, any), (a, b) => Math.sign(compareText(a, b)) === Math.sign(byCollator(a, b))),
      {
        numRuns: 3_000,
      },
    )
  })

  it('counts digits as numbers', () => {
    expect(['orders-10', 'orders-2', 'Orders-1', 'orders-002'].toSorted(compareText)).toEqual([
      'Orders-1',
      'orders-002',
      'orders-2',
      'orders-10',
    ])
  })
})
