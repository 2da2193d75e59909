import { describe, expect, it } from 'vitest'
import { rowLabel } from '../../../renderer/ui/chart/heat-paint.ts'

describe('What stands before a row of the heat map', () => {
  const row = { topic: 'payments.settled.v2', partition: 7, last: 7 }

  it('the number alone where one topic is shown', () => expect(rowLabel(row, false, 0)).toBe('p7'))

  it('the end of the topic with it where there are several, as much as there is room for', () => {
    expect(rowLabel({ ...row, topic: 'refunds' }, true, 0)).toBe('refunds p7')
    expect(rowLabel(row, true, 0)).toBe('…ments.settled.v2 p7')
  })

  it('less of it beside the title of its block, and none of it beside a long one', () => {
    expect(rowLabel(row, true, 'Broker 2'.length)).toBe('…d.v2 p7')
    expect(rowLabel(row, true, 13)).toBe('p7')
  })
})
