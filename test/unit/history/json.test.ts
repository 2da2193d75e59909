import { describe, expect, it } from 'vitest'
import { factJson, factOf, noHiding, type Hiding } from '../../../electron/core/history/moments/json.ts'
import { roundedFigure } from '../../../electron/core/history/moments/tables.ts'

const hiding: Hiding = { isSecretKey: (key) => key.includes('password'), text: (text) => text.replace(/:[^:@/]+@/, ':…@') }

describe('facts as JSON', () => {
  it('come back as they were', () => {
    const fact = {
      ...{ text: 'a"\n\u2028é', none: null, yes: true, number: -1.5e-7, list: [1, [], {}, null], empty: {}, nested: { deep: [{ x: 1 }] } },
      ...{
        map: new Map<unknown, unknown>([
          [1, new Map([['a', Number.NaN]])],
          ['b', [Number.POSITIVE_INFINITY]],
        ]),
        set: new Set(['x', 2]),
      },
      ...{ places: Int32Array.of(1, -2), offsets: Float64Array.of(1.25, Number.NaN), noMap: new Map(), noSet: new Set() },
    }
    expect(factOf(factJson(fact, noHiding))).toEqual(fact)
  })

  it('are written as JSON writes them where it has words for them', () => {
    for (const fact of ['x', 0, -0, 1e21, null, false, [], {}, [undefined, 1], { a: undefined, b: 1 }, { 'a"b': ['\ud800'] }])
      expect(factJson(fact, noHiding)).toBe(JSON.stringify(fact))
  })

  it('lose secrets by the name of a field, of a key, of an entry beside its value, and inside of texts', () => {
    const fact = {
      'ssl.password': 'geheim',
      empty: { password: '' },
      entries: [{ value: 'geheim', name: 'sasl.password' }],
      map: new Map([['password', 'geheim']]),
      text: 'http://me:geheim@host',
    }
    expect(factOf(factJson(fact, hiding))).toEqual({
      'ssl.password': '[removed]',
      empty: { password: '' },
      entries: [{ value: '[removed]', name: 'sasl.password' }],
      map: new Map([['password', '[removed]']]),
      text: 'http://me:…@host',
    })
  })
})

describe('figures with six digits', () => {
  it.each([
    [0.1 + 0.2, 0.3],
    [123_456.49, 123_456],
    [-12.345_678_9, -12.345_7],
    [0.000_123_456_78, 0.000_123_457],
    [999_999.96, 1_000_000],
    [1_764_000_000.123_456, 1_764_000_000.123],
    [42, 42],
    [Number.NaN, Number.NaN],
  ])('%d is %d', (value, told) => {
    expect(roundedFigure(value)).toBe(told)
  })
})
