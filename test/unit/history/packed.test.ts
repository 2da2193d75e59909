import { describe, expect, it } from 'vitest'
import { packSection, piecesLater, piecesOf, unpackedLines } from '../../../electron/core/history/moments/packed.ts'
import { patchLines } from '../../../electron/core/history/moments/patches.ts'
import { valuesLater } from '../../../electron/core/history/moments/sections.ts'
import { linesOf } from '../../../electron/core/history/moments/steps.ts'
import { DamagedBlock } from '../../../electron/core/history/varint.ts'

/** Lines of all lengths, one of which is longer than a piece, with letters of several bytes. */
const cells = new Map(
  Array.from({ length: 3_000 }, (_, n) => {
    const text = '\u00e4\u{1f600}x'.repeat(n === 1_500 ? 30_000 : n % 60)
    return [`"k${n}"`, JSON.stringify(`${(n * 2_654_435_761) % 4_294_967_296} ${text}`)] as const
  }),
)
const bodyOf = (lines: string): Uint8Array => packSection('figures', lines, true).body
async function allOf(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  const all: string[] = []
  for await (const piece of pieces) all.push(piece)
  return all
}

describe('F-08 lines of a recorded table', () => {
  it('are told in pieces of whole lines, which together are what was written', () => {
    const text = linesOf(cells)
    const pieces = [...piecesOf(unpackedLines(bodyOf(text)))]
    expect(pieces.join('\n')).toBe(text)
    expect(pieces.length).toBeGreaterThan(3)
    for (const piece of pieces) expect(piece[0]).toBe('=')
    expect([...piecesOf(unpackedLines(bodyOf('')))]).toEqual([])
    expect([...piecesOf('as it was')]).toEqual(['as it was'])
  })

  it.each([
    { of: 'many lines, bit by bit', count: 3_000, least: 3 },
    { of: 'few', count: 20, least: 0 },
    { of: 'none', count: 0, least: -1 },
  ])('come out the same beside the thread, and damage is told: $of', async ({ count, least }) => {
    const text = linesOf(new Map([...cells].slice(0, count)))
    const pieces = await allOf(piecesLater(bodyOf(text)))
    expect(pieces.join('\n')).toBe(text)
    expect(pieces.length).toBeGreaterThan(least)
    for (const piece of pieces) expect(piece[0]).toBe('=')
    if (count === 0) return
    const cut = bodyOf(text)
    await expect(allOf(piecesLater(cut.slice(0, -5)))).rejects.toBeInstanceOf(DamagedBlock)
    await expect(allOf(piecesLater(cut.fill(0xff, 3)))).rejects.toBeInstanceOf(DamagedBlock)
  })

  it('are whole values also where they were written as patches', async () => {
    const before = new Map([...cells].map(([key, value]) => [key, `{"a":1,"b":[1,2,3],"c":${value}}`]))
    const now = new Map([...before].map(([key, value], n) => [key, n % 3 === 0 ? value.replace('[1,2', `[${n},2`) : value]))
    const values = new Map<string, string | null>()
    for await (const some of valuesLater({ lines: bodyOf(patchLines(before, now)), before: bodyOf(linesOf(before)) }))
      for (const [key, value] of some) values.set(key, value)
    expect(values).toEqual(now)
  })
})
