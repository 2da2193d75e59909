import { expect, it } from 'vitest'
import { parseRebalanceState } from '../../../../shared/domain/scheduler/rebalance-state.ts'

it('reads where each partition goes, and leaves out lines of no known form', () => {
  const text = 'orders\n  0: 0,1 -> 1,2 - running\n  1: 1,0 -> 2,0 - done\n  2: ? -> 1 - running\naudit\r\n  0:  -> 2 - error\n'
  expect(parseRebalanceState(text)).toEqual([
    { topic: 'orders', partition: 0, from: [0, 1], to: [1, 2], state: 'running' },
    { topic: 'orders', partition: 1, from: [1, 0], to: [2, 0], state: 'done' },
    { topic: 'audit', partition: 0, from: [], to: [2], state: 'error' },
  ])
  expect(parseRebalanceState('')).toEqual([])
  expect(parseRebalanceState('  0: 0 -> 1 - done')).toEqual([])
})
