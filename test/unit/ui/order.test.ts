import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder, nextSort, orderRows, toJson, toTsv } from '../../../renderer/ui/table/order.ts'
import type { Column } from '../../../renderer/ui/table/types.ts'
import { leastCpuMs } from '../../support/cpu.ts'

interface Row {
  readonly name: string
  readonly lag: number | null
}
const name: Column<Row> = { id: 'name', title: 'Name', width: 100, value: (row) => row.name }
const lag: Column<Row> = { id: 'lag', title: 'Lag', width: 100, align: 'end', value: (row) => row.lag }
const keyOf = (row: Row): string => row.name
const rows: readonly Row[] = [
  { name: 'orders-10', lag: 5 },
  { name: 'orders-2', lag: null },
  { name: 'Audit', lag: 0 },
  { name: 'billing', lag: 5 },
]
const names = (list: readonly Row[]): readonly string[] => list.map(keyOf)

describe('order of a table', () => {
  it('counts digits as numbers and leaves case aside', () => {
    expect(names(orderRows(rows, keyOf, name, false))).toEqual(['Audit', 'billing', 'orders-2', 'orders-10'])
  })

  it('puts unknown last both ways, and zero is not unknown', () => {
    expect(names(orderRows(rows, keyOf, lag, true))).toEqual(['billing', 'orders-10', 'Audit', 'orders-2'])
    expect(names(orderRows(rows, keyOf, lag, false))).toEqual(['Audit', 'billing', 'orders-10', 'orders-2'])
  })

  it('does not depend on the order before', () => {
    const list = fc.uniqueArray(fc.record({ name: fc.string(), lag: fc.option(fc.integer({ min: 0, max: 5 })) }), { selector: keyOf })
    fc.assert(
      fc.property(list, fc.boolean(), (any, descending) => {
        const once = names(orderRows(any, keyOf, lag, descending))
        expect(names(orderRows(any.toReversed(), keyOf, lag, descending, once))).toEqual(once)
      }),
    )
  })

  it('keeps places while held: new rows at the end, gone ones left out', () => {
    expect(names(inOrder(rows, keyOf, ['billing', 'gone', 'Audit']))).toEqual(['billing', 'Audit', 'orders-10', 'orders-2'])
  })

  it('starts figures from the largest, words from the first, and turns round at the second press', () => {
    expect(nextSort(null, lag)).toEqual({ column: 'lag', descending: true })
    expect(nextSort({ column: 'lag', descending: true }, lag)).toEqual({ column: 'lag', descending: false })
    expect(nextSort({ column: 'lag', descending: true }, name)).toEqual({ column: 'name', descending: false })
  })

  it('copies plain values: TSV with heads, JSON with null for unknown', () => {
    expect(
      toTsv(
        [
          { name: 'a\tb', lag: null },
          { name: 'c', lag: 1200 },
        ],
        [name, lag],
      ),
    ).toBe('Name\tLag\na b\t\nc\t1200')
    expect(JSON.parse(toJson(rows.slice(1, 2), [name, lag]))).toEqual([{ name: 'orders-2', lag: null }])
  })

  it('copies words for what is only an order, and names the unit of a bare figure', () => {
    const grave = {
      id: 'grave',
      title: 'Age',
      width: 1,
      unit: 's',
      value: ({ lag: of }: Row) => of,
      copied: ({ name: of }: Row) => `of ${of}`,
    }
    expect(toTsv([{ name: 'a', lag: 146.5 }], [grave])).toBe('Age (s)\nof a')
    expect(JSON.parse(toJson([{ name: 'a', lag: 146.5 }], [grave]))).toEqual([{ grave: 'of a' }])
  })

  it('sorts 50,000 rows again in a fraction of the time between two readings', () => {
    const many = Array.from({ length: 50_000 }, (_, at): Row => ({ name: `topic-${(at * 7919) % 50_000}`, lag: at % 97 }))
    const before = names(orderRows(many, keyOf, name, false))
    expect(leastCpuMs(() => orderRows(many, keyOf, name, false, before))).toBeLessThan(250)
  })
})
