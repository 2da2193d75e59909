import { describe, expect, it } from 'vitest'
import { cycles, importFindings, mockFindings, print } from './judge.ts'
import { productSources, testSources } from './sources.ts'

// Read before the tests begin: reading takes its time on a machine that has much else to do, and finds nothing by itself.
const sources = productSources()
const tests = testSources()

describe('who may import what', () => {
  it('sees the project: a scan that finds nothing proves nothing', () => {
    const count = (folder: string): number => sources.filter(({ file }) => file.startsWith(folder)).length
    expect(count('shared/')).toBeGreaterThan(30)
    expect(count('electron/core/')).toBeGreaterThan(20)
    expect(count('electron/main/')).toBeGreaterThan(4)
    expect(count('electron/web/')).toBeGreaterThan(2)
    expect(count('renderer/')).toBeGreaterThan(50)
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(400)
  })

  it('every import of product code is in the table', () => {
    expect(print(sources.flatMap(importFindings))).toEqual([])
  })

  it('every relative import names a file that is there', () => {
    const known = new Set(sources.map(({ file }) => file))
    const missing = sources.flatMap(({ file, imports }) =>
      imports
        .filter((one) => one.file !== null && /\.tsx?$/.test(one.file) && !known.has(one.file))
        .map((one) => `${file}:${one.line} ${one.specifier}`),
    )
    expect(missing).toEqual([])
  })

  it('the database is loaded by its worker alone: no host could start that carries it', () => {
    const of = new Map(sources.map((source) => [source.file, source]))
    const reachedFrom = (entry: string): ReadonlySet<string> => {
      const reached = new Set([entry])
      for (const file of reached) {
        for (const one of of.get(file)?.imports ?? []) if (!one.types) reached.add(one.file ?? one.specifier)
      }
      return reached
    }
    expect(reachedFrom('electron/core/workers/history-entry.ts').has('node-sqlite3-wasm')).toBe(true)
    for (const host of ['electron/main/main.ts', 'electron/web/main.ts']) {
      expect(reachedFrom(host).size, host).toBeGreaterThan(200)
      expect(
        [...reachedFrom(host)].filter((file) => file === 'node-sqlite3-wasm'),
        host,
      ).toEqual([])
    }
  })

  it('has no circle', () => {
    expect(cycles(sources).map((circle) => circle.join(' → '))).toEqual([])
  })
})

describe('fakes go in at a port', () => {
  it('no test replaces a module', () => {
    expect(tests.length).toBeGreaterThan(30)
    expect(print(tests.flatMap(mockFindings))).toEqual([])
  })
})
