import { describe, expect, it } from 'vitest'
import { blockTitle, rowLabel } from '../../../renderer/ui/chart/heat-paint.ts'
import { elided } from '../../../renderer/ui/chart/pen.ts'

/** As if each letter were as wide as another. */
const width = (text: string): number => text.length

describe('What stands before a row of the heat map', () => {
  const row = { topic: 'payments.settled.v2', partition: 7, last: 7 }

  it('the number alone where one topic is shown', () => expect(rowLabel(row, false, 20, width)).toBe('p7'))

  it('both ends of the topic with it where there are several, as much as there is room for', () => {
    expect(rowLabel({ ...row, topic: 'refunds' }, true, 20, width)).toBe('refunds p7')
    expect(rowLabel(row, true, 20, width)).toBe('payments…ttled.v2 p7')
  })

  it('less of it beside the title of its block, and none of it beside a long one', () => {
    expect(rowLabel(row, true, 10, width)).toBe('pay….v2 p7')
    expect(rowLabel(row, true, 7, width)).toBe('p7')
  })

  it('whole names of what a block shares', () => {
    const member = 'payments-consumer-in-the-eastern-region-4f2a'
    expect(blockTitle(member, 'member')).toBe(member)
    expect(blockTitle('3', 'leader')).toBe('Broker 3')
    expect(blockTitle('3', 'lag')).toBe('')
  })
})

describe('A name without its middle', () => {
  it.each([
    ['orders', 6, 'orders'],
    ['orders', 5, 'or…rs'],
    ['orders', 4, 'or…s'],
    ['orders', 3, 'o…s'],
    ['orders', 2, ''],
    ['', 0, ''],
  ])('%s in %i letters', (name, room, expected) => expect(elided(name, (text) => text.length <= room)).toBe(expected))
})
