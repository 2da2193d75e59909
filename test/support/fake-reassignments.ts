import type { MovingRow, ProposedMove, Proposal, RunRow } from '../../shared/contract/reassignments.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { createCell } from './fake-cell.ts'
import type { FakeChanges } from './fake-changes.ts'

const GIB = 1024 ** 3

const move = (topic: string, partition: number, from: number[], to: number[], gib: number, warnings: string[] = []): ProposedMove => ({
  topic,
  partition,
  from,
  to,
  bytes: gib * GIB,
  warnings,
})

const broker = (
  id: number,
  rack: string,
  before: [number, number, number],
  after: [number, number, number],
): Proposal['brokers'][number] => ({
  broker: id,
  rack,
  agent: `agent-${10 + id}.example`,
  live: true,
  before: { replicas: before[0], leaders: before[1], bytes: before[2] * GIB },
  after: { replicas: after[0], leaders: after[1], bytes: after[2] * GIB },
  freeBytes: 400 * GIB,
})

/** A fourth broker that gets its share. */
export const fakeProposal = (now: number): Proposal => ({
  asOf: now - 900,
  moves: [
    move('orders.events', 0, [1, 2, 3], [4, 2, 3], 14.2),
    move('orders.events', 3, [2, 3, 1], [2, 4, 1], 13.9),
    move('orders.events', 7, [3, 1, 2], [3, 1, 4], 14.6, ['two replicas in one rack']),
    move('payments.ledger', 2, [3, 1, 2], [4, 1, 2], 41.8),
    move('payments.ledger', 5, [1, 3, 2], [1, 3, 4], 40.1, ['not all replicas are in sync']),
    move('audit.trail', 1, [2, 1], [4, 1], 3.4),
  ],
  more: 0,
  brokers: [
    broker(1, 'a', [42, 14, 310], [40, 13, 282]),
    broker(2, 'b', [41, 14, 298], [38, 13, 240]),
    broker(3, 'c', [41, 13, 305], [40, 12, 263]),
    broker(4, 'a', [0, 0, 0], [6, 3, 128]),
  ],
  bytes: 128 * GIB,
  seconds: 2_621,
  problems: [],
})

export const fakeRun = (now: number, change: Partial<RunRow> = {}): RunRow => ({
  id: 'run-1',
  startedAt: now - 640_000,
  state: 'running',
  outcome: null,
  partitions: { done: 2, total: 6 },
  bytes: { copied: 51.3 * GIB, total: 128 * GIB },
  speed: 49.4 * 1024 ** 2,
  secondsLeft: 1_590,
  throttle: 50 * 1024 ** 2,
  problem: null,
  ...change,
})

export const fakeMoving = (): MovingRow[] => {
  const row = (
    topic: string,
    partition: number,
    replicas: number[],
    removing: number[],
    copied: number,
    total: number,
    problem: string | null = null,
  ): MovingRow => ({
    key: `${topic}-${partition}`,
    topic,
    partition,
    replicas,
    adding: [4],
    removing,
    bytes: { copied: copied * GIB, total: total * GIB },
    run: 'run-1',
    problem,
  })
  return [
    row('orders.events', 7, [3, 1, 4, 2], [2], 9.1, 14.6),
    row('payments.ledger', 2, [4, 1, 2, 3], [3], 12.2, 41.8),
    row('payments.ledger', 5, [1, 3, 4, 2], [2], 4.4, 40.1, 'nothing was copied for 84 s'),
    row('audit.trail', 1, [4, 1, 2], [2], 0.2, 3.4),
  ]
}

export function createFakeReassignments(now: number) {
  const over = fakeRun(now, {
    id: 'run-0',
    startedAt: now - 86_400_000,
    state: 'over',
    outcome: 'moved',
    partitions: { done: 24, total: 24 },
    bytes: { copied: 310 * GIB, total: 310 * GIB },
    speed: null,
    secondsLeft: null,
  })
  return { runs: createCell('id', [over], now - 1_000), moving: createCell<MovingRow>('key', [], now - 1_000) }
}

export type FakeReassignments = ReturnType<typeof createFakeReassignments>

export const fakeReassignmentHandlers = (cells: FakeReassignments, changes: FakeChanges, now: number): SamsaHandlers['reassignments'] => ({
  path: () => ({ reassign: 'yes', elect: 'yes', needs: 'Kafka 2.4', scheduler: { brokers: [1, 2, 3], realign: true } }),
  propose: () => fakeProposal(now),
  runs: () => cells.runs.source,
  moving: () => cells.moving.source,
  leftovers: () => ({ asOf: now, leftovers: [] }),
  notPreferred: () => ({
    asOf: now,
    partitions: [
      { topic: 'orders.events', partition: 4, leader: 2, preferred: 1, inSync: true },
      { topic: 'orders.events', partition: 9, leader: 3, preferred: 2, inSync: true },
      { topic: 'payments.ledger', partition: 1, leader: 3, preferred: 2, inSync: false },
    ],
    more: 0,
  }),
  movesOf: () => fakeProposal(now).moves.map(({ topic, partition, from, to }) => ({ topic, partition, from, replicas: to })),
  start: changes.change,
  rebalance: changes.change,
  cancel: changes.change,
  throttle: changes.change,
  clearThrottles: changes.change,
  elect: changes.change,
})
