import { describe, expect, it } from 'vitest'
import { createFlatWriter, type FlatFacts } from '../../../electron/core/history/moments/flat-facts.ts'
import { flatLines } from '../../../electron/core/history/moments/flat-lines.ts'
import { exactly, factJson, noHiding, type Hiding } from '../../../electron/core/history/moments/json.ts'
import { valuesOf } from '../../../electron/core/history/moments/steps.ts'
import { roundedFigure } from '../../../electron/core/history/moments/tables.ts'

/** As the worker gets them. */
const linesOf = (flat: FlatFacts, numbers = exactly): readonly string[] => flatLines(structuredClone(flat), numbers).split('\n')

/** Keys and values, as JSON; the first line names the table. */
const valuesIn = (flat: FlatFacts, numbers = exactly): readonly (readonly [string, string | null])[] => [
  ...valuesOf(linesOf(flat, numbers).slice(1).join('\n')),
]

const told = (facts: readonly (readonly [key: string, fact: unknown])[], numbers = exactly, hiding: Hiding = noHiding) => {
  const writer = createFlatWriter(hiding)
  const taken = facts.filter(([key, fact]) => writer.add(key, fact))
  return { taken: taken.map(([key]) => key), values: valuesIn(writer.take('figures'), numbers) }
}

/** What text they are when each is written by itself. */
const expected = (facts: readonly (readonly [string, unknown])[], numbers = exactly) =>
  facts.map(([key, fact]) => [JSON.stringify(key), factJson(fact, noHiding, numbers)] as const)

/** A figure as groups have it, other for each n, in several shapes. */
const figure = (n: number): unknown => ({
  t: 1_700_000_000.123 + n * 30,
  lag: n % 7 === 0 ? null : n * 1_000_003,
  verdict:
    n % 5 === 0 ? null : { verdict: n % 2 ? 'OK' : 'STALLED', urgent: n % 3 === 0, since: 1.7e12 + n, also: n % 4 ? [] : ['BEHIND', 'OK'] },
  counts: Array.from({ length: n % 3 }, (_, i) => ({ verdict: `V${i}`, n: i + n })),
  timeLag: n % 2 ? { kind: 'value', seconds: n / 7, error: 0 } : { kind: 'unknown' },
  eta: n % 11 ? undefined : { kind: 'in', seconds: Infinity },
  trend: Array.from({ length: n % 6 }, (_, i) => (i === 2 ? null : n % 4 ? i * n : 16_777_217 + i)),
})

describe('facts on their way as numbers', () => {
  it('are the text that they would have been written as, in more than one part', () => {
    const facts = Array.from({ length: 4_000 }, (_, n) => [`group ${n}`, figure(n)] as const)
    const { taken, values } = told(facts, roundedFigure)
    expect(taken).toHaveLength(facts.length)
    expect(values).toEqual(expected(facts, roundedFigure))
  })

  it('say any key, text and number', () => {
    const odd = ['', 'a"b', 'tab\tline\nend', 'é\u2028', '\ud800', '\udc00', '🙂']
    const facts = odd.map((text, n) => [text, { text, n: [Number.NaN, -0, 1e-9, 1e300, 5e-324][n] ?? -1.5, [text]: [text, n] }] as const)
    facts.push(['lists', { a: [], b: [[]], c: [[1], [null, 0.1]], d: [1e300, null], e: [{}, [{}]] } as never])
    expect(told(facts).values).toEqual(expected(facts))
  })

  it('leave what is of no shape to whoever writes it as text, and nothing of it behind', () => {
    const writer = createFlatWriter(noHiding)
    expect(writer.add('map', { a: 1, b: new Map([['x', 1]]) })).toBe(false)
    expect(writer.isEmpty()).toBe(true)
    for (const fact of [{ a: new Set() }, { a: Float64Array.of(1) }, { a: [1, undefined] }, undefined, { a: () => 1 }])
      expect(writer.add('other', fact)).toBe(false)
    expect(writer.add('one', { a: 1 })).toBe(true)
    expect(valuesIn(writer.take('figures'))).toEqual([['"one"', '{"a":1}']])
    expect(writer.isEmpty()).toBe(true)
  })

  it('have no value that is to be hidden, nor one beside a name, and texts lose secrets inside of them', () => {
    const hiding: Hiding = { isSecretKey: (key) => key.includes('password'), text: (text) => text.replace(/:[^:@/]+@/, ':…@') }
    const facts = [
      ['a', { password: 'geheim' }],
      ['b', { list: [{ name: 'sasl.password', value: 'geheim' }] }],
      ['c', { at: 'http://me:geheim@host' }],
    ] as const
    expect(told(facts, exactly, hiding)).toEqual({ taken: ['c'], values: [['"c"', '{"at":"http://me:…@host"}']] })
  })

  it('of one taking say nothing of those before', () => {
    const writer = createFlatWriter(noHiding)
    for (const n of [1, 2, 3]) {
      const facts = Array.from(
        { length: 50 * n },
        (_, i) => [`g${i}`, { ...{ n: i, name2: `t${n}` }, ...(i % n === 0 ? { more: [n] } : {}) }] as const,
      )
      for (const [key, fact] of facts) expect(writer.add(key, fact)).toBe(true)
      const taken = writer.take('figures')
      expect(taken.texts).toEqual([`t${n}`])
      expect(linesOf(taken)[0]).toBe('#figures')
      expect(valuesIn(taken)).toEqual(expected(facts))
    }
  })
})
