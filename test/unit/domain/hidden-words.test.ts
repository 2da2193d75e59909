import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HIDDEN, hiddenWordProblem, hiderOf } from '../../../shared/domain/hidden-words.ts'

const hidden = (text: string, ...words: string[]): string => hiderOf(words)(text)

describe('24 words that are hidden', () => {
  it.each([
    ['acme', 'group Acme-orders of ACME', `group ${HIDDEN}-orders of ${HIDDEN}`],
    ['acme*', 'group acme-orders.eu, acme', `group ${HIDDEN}, ${HIDDEN}`],
    ['*.corp.example', 'to "a-1.corp.example:9092" and b.corp.example/x', `to "${HIDDEN}:9092" and ${HIDDEN}/x`],
    ['*.corp.example', 'a.corp.example.b.corp.example.c', `${HIDDEN}.c`],
    ['*@example.org', 'mail ada@example.org, bob@example.com', `mail ${HIDDEN}, bob@example.com`],
    ['cust-*-eu', 'cust-12-eu cust--eu cust-1 eu', `${HIDDEN} ${HIDDEN} cust-1 eu`],
    ['*acme*', 'xacme-1 and acme', `${HIDDEN} and ${HIDDEN}`],
    ['acme*', 'xacme-1', 'xacme-1'],
    ['@corp.*', 'ada@corp.example', `ada${HIDDEN}`],
    ['a*:909#', 'a.b:9092 b:9092', `${HIDDEN} b:9092`],
    ['DE##', 'de4711 DEx4', `${HIDDEN}11 DEx4`],
    ['a.b(c)*', 'a.b(c)d axb(c)', `${HIDDEN} axb(c)`],
    ['grüße*', 'grüße-von-mir und GRÜSSE', `${HIDDEN} und GRÜSSE`],
  ])('%s in “%s”', (word, text, told) => expect(hidden(text, word)).toBe(told))

  it('several, and a bad one spoils no other', () => {
    expect(hidden('orders-1 at host-7', 'ab', 'orders*', 'host-#')).toBe(`${HIDDEN} at ${HIDDEN}`)
    expect(hidden('nothing', 'ab')).toBe('nothing')
  })

  it.each([
    ['', 'says too little'],
    ['ab*', 'says too little'],
    ['a**bc', 'two stars'],
    ['a*b*c*d*', 'more than 3 stars'],
    ['say "abc"', 'a quote'],
    ['a\nbcd', 'a control character'],
    ['x'.repeat(101), 'longer than 100'],
  ])('“%s” is refused', (word, why) => expect(hiddenWordProblem(word)).toContain(why))

  it('whatever stands around it, nothing of a written part is left', () => {
    const written = fc.string({ minLength: 3, maxLength: 20, unit: fc.constantFrom(...'abcz019.-_:/@ +([{$^|?'.split('')) })
    fc.assert(
      fc.property(written, fc.string(), fc.string(), (word, before, after) => {
        fc.pre(!HIDDEN.includes(word.toLowerCase()))
        const told = hidden(`${before}${word}${after}`, word)
        expect(told.replaceAll(HIDDEN, '\u0000').toLowerCase()).not.toContain(word.toLowerCase())
      }),
      { numRuns: 2_000 },
    )
  })

  it('fuzz: any words compile, and a text without them is left alone', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 120, unit: 'grapheme' }), { maxLength: 20 }), (words) => {
        expect(hiderOf(words)('')).toBe('')
        expect(words.every((word) => hiddenWordProblem(word) !== null) ? hidden('a text', ...words) : 'a text').toBe('a text')
      }),
      { numRuns: 2_000 },
    )
  })

  it('the worst text for the worst words costs a bounded time', () => {
    const words = Array.from({ length: 20 }, (_, n) => [`a*a*b${n}*c`, `*b${n}*`, `:a*a*b${n}`]).flat()
    for (const unit of ['a', 'a ', ':a', 'aaa:', 'b1 ', `${'a'.repeat(249)} `]) {
      const text = unit.repeat(64_000 / unit.length)
      const { user } = process.cpuUsage()
      hidden(text, ...words)
      const ms = (process.cpuUsage().user - user) / 1_000
      // Some milliseconds on an idle machine; without the fences it is minutes.
      expect({ unit, ms: ms < 1_000 ? 'few' : ms }).toEqual({ unit, ms: 'few' })
    }
  })
})
