import { describe, expect, it } from 'vitest'
import { columnsOf, withDefined } from '../../../renderer/ui/config/columns.tsx'

const defined = new Map([
  ['log.retention.hours', '24'],
  ['com.example.reporter.password', 'hunter2'],
])

describe('configs beside what the scheduler was told', () => {
  const rows = withDefined([], defined)
  const column = columnsOf(defined).find(({ id }) => id === 'defined')

  it('has a row for each that Kafka does not tell of', () => {
    expect(rows.map((row) => [row.name, row.value, column?.value(row)])).toEqual([
      ['log.retention.hours', null, '24'],
      ['com.example.reporter.password', null, null],
    ])
  })

  it('never shows, filters or copies what is secret by its name', () => {
    const secret = rows.filter(({ sensitive }) => sensitive)
    expect(secret.map(({ name }) => name)).toEqual(['com.example.reporter.password'])
  })
})
