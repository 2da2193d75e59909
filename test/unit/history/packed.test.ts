import { describe, expect, it } from 'vitest'
import { packSection, piecesOf, unpackedLater, unpackedLines, type Density } from '../../../electron/core/history/moments/packed.ts'
import { valuesLater } from '../../../electron/core/history/moments/sections.ts'
import { linesOf } from '../../../electron/core/history/moments/steps.ts'

/** Lines of all lengths, one of which is longer than a piece, with letters of several bytes. */
const cells = new Map(
  Array.from({ length: 3_000 }, (_, n) => [`"k${n}"`, JSON.stringify('\u00e4\u{1f600}x'.repeat(n === 1_500 ? 30_000 : n % 60))] as const),
)

describe('F-08 lines of a recorded table', () => {
  it('are told in pieces of whole lines, which together are what was written', () => {
    const text = linesOf(cells)
    const pieces = [...piecesOf(unpackedLines(packSection('topics', text, true).body))]
    expect(pieces.join('\n')).toBe(text)
    expect(pieces.length).toBeGreaterThan(3)
    for (const piece of pieces) expect(piece[0]).toBe('=')
    expect([...piecesOf(unpackedLines(packSection('topics', '', true).body))]).toEqual([])
    expect([...piecesOf('as it was')]).toEqual(['as it was'])
  })

  it('come out the same however dense the last ones of the table were', async () => {
    const { body } = packSection('topics', linesOf(cells), true)
    for (const before of [undefined, 0, 0.5, 9, 2_000]) {
      const density: Density = new Map(before === undefined ? [] : [['topics', before]])
      const values = new Map(await valuesLater({ lines: body, before: null }, 'topics', density))
      expect(values).toEqual(cells)
      const unpacked = await unpackedLater(body, 'topics', density)
      expect(density.get('topics')).toBeCloseTo((1.05 * unpacked.length) / body.length)
    }
  })
})
