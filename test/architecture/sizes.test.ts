import { describe, expect, it } from 'vitest'
import { parseSync, Visitor } from 'oxc-parser'
import { budgets } from './rules.ts'
import { lineOf, productSources, type Source } from './sources.ts'

const sources = productSources()
const counted = sources.filter(({ file }) => !budgets.mayBeLonger.some((folder) => file.startsWith(folder)))
const sizes = counted.map(({ lines }) => lines).toSorted((a, b) => a - b)
const at = (share: number): number => sizes[Math.floor((sizes.length - 1) * share)] ?? 0

function longFunctions({ file, text }: Source): string[] {
  const found: string[] = []
  const look = (node: { readonly start: number; readonly end: number }): void => {
    const lines = lineOf(text, node.end) - lineOf(text, node.start) + 1
    if (lines > budgets.functionLines) found.push(`${file}:${lineOf(text, node.start)} a function of ${lines} lines`)
  }
  new Visitor({ FunctionDeclaration: look, FunctionExpression: look, ArrowFunctionExpression: look }).visit(parseSync(file, text).program)
  return found
}

describe('sizes', () => {
  it(`no file is over ${budgets.lines} lines`, () => {
    expect(counted.filter(({ lines }) => lines > budgets.lines).map(({ file, lines }) => `${file}: ${lines} lines`)).toEqual([])
  })

  it('files are small, and what is large is said', () => {
    const large = counted.filter(({ lines }) => lines > budgets.ninetiethLines).map(({ file, lines }) => `${file}: ${lines} lines`)
    const functions = sources.flatMap(longFunctions)
    if (process.env['SAMSA_SHOW_SIZES']) console.log([`median ${at(0.5)}, ninetieth ${at(0.9)}`, ...large, ...functions].join('\n'))
    expect(at(0.5)).toBeLessThanOrEqual(budgets.medianLines)
    expect(at(0.9)).toBeLessThanOrEqual(budgets.ninetiethLines)
  })
})
