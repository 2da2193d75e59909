import { describe, expect, it } from 'vitest'
import { binned } from '../../../electron/core/history/heat-bins.ts'
import { ownersOf } from '../../../electron/core/history/ownership.ts'

/** Six partitions led by brokers 1, 2, 3, 1, 2, nobody; 1 and 3 are on one agent, and nobody knows where 2 is. */
const ownership = {
  topics: [{ topic: 'orders', leaders: Int32Array.of(1, 2, 3, 1, 2, -1), members: new Int32Array(6).fill(-1) }],
  members: [],
  racks: new Map<number, string>(),
  agents: new Map([
    [1, 'agent-a'],
    [3, 'agent-a'],
  ]),
}
const grid = {
  from: 0,
  step: 60_000,
  columns: 1,
  rows: [0, 1, 2, 3, 4, 5].map((partition) => ({ topic: 'orders', partition, values: Float64Array.of(partition * 10) })),
}
const ownerOf = ({ topic, partition }: { topic: string; partition: number }) => {
  const { leader, agent } = ownersOf(ownership)(topic, partition)
  return { leader, agent, member: null }
}

describe('Rows of the heat map by agent', () => {
  it('what brokers of one agent lead stands together, what is on no known agent comes last', () => {
    const rows = binned(grid, ownerOf, 'agent', 100)
    expect(rows.map(({ partition, agent }) => [partition, agent])).toEqual([
      [0, 'agent-a'],
      [2, 'agent-a'],
      [3, 'agent-a'],
      [1, null],
      [4, null],
      [5, null],
    ])
  })
  it('binned rows share an agent, not a leader, and show their worst', () => {
    const rows = binned(grid, ownerOf, 'agent', 2)
    expect(rows.map(({ agent, leader, values }) => [agent, leader, values[0]])).toEqual([
      ['agent-a', null, 30],
      [null, null, 50],
    ])
  })
})
