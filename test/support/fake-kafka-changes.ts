import type { GroupReadiness, ResetPreview, ResetRow } from '../../shared/contract/group-changes.ts'
import type { SamsaHandlers } from '../../shared/contract/index.ts'
import { resetEffect } from '../../shared/domain/offsets/reset-effect.ts'
import { loadOf, spreadReplicas } from '../../shared/domain/placement/spread.ts'
import type { FakeChanges } from './fake-changes.ts'

const brokers = ['a', 'b', 'c'].map((rack, i) => ({ id: i + 1, rack }))

/** A group that is empty, unless its name says `running`. */
export function fakeReadiness(group: string, now: number): GroupReadiness {
  const runs = group.includes('running')
  const member = { member: 'consumer-billing-1-4f6a', instance: null, clientId: 'consumer-billing-1', host: '10.4.1.17' }
  return { is: runs ? 'running' : 'ready', state: runs ? 'Stable' : 'Empty', members: runs ? [member] : [], asOf: now, why: null }
}

/** Positions of three partitions, of which one was lost to retention and one has no leader. */
export function fakeReset(group: string, now: number): ResetPreview {
  const row = (partition: number, committed: number | null, start: number, end: number, next: number): ResetRow => ({
    topic: 'orders.events',
    partition,
    now: committed === null ? null : String(committed),
    next: String(next),
    start: String(start),
    end: String(end),
    clamped: next === start ? 'start' : null,
    problem: null,
    ...resetOnly(committed, start, next),
    timeNow: committed === null ? null : now - 3_600_000,
    timeNext: now - 60_000,
  })
  const rows = [
    row(0, 12_408_331, 9_000_000, 12_590_375, 12_500_000),
    row(1, 8_000_000, 8_400_112, 12_590_375, 12_410_000),
    row(2, null, 0, 311, 311),
  ]
  const left: ResetRow = {
    ...row(3, 77, 0, 100, 77),
    next: null,
    start: null,
    end: null,
    clamped: null,
    problem: 'unreadable',
    skip: null,
    replay: null,
  }
  return {
    asOf: now,
    readiness: fakeReadiness(group, now),
    rows: [...rows, left],
    totals: { changed: 3, skip: 4_101_557, replay: 0 },
    warnings: ['The log of 1 partition cannot be read now, so it is left as it is.'],
  }
}

function resetOnly(committed: number | null, start: number, next: number): Pick<ResetRow, 'skip' | 'replay'> {
  const { skip, replay } = resetEffect({ committed, start }, next)
  return { skip, replay }
}

type Changes<S extends 'topics' | 'groups', M extends keyof SamsaHandlers[S]> = Pick<SamsaHandlers[S], M>

export const fakeTopicChanges = (
  changes: FakeChanges,
): Changes<'topics', 'previewAssignment' | 'create' | 'configure' | 'addPartitions' | 'deleteRecords' | 'remove'> => ({
  previewAssignment({ topic, from, partitions, replication }) {
    const assignment = spreadReplicas(brokers, { seed: topic, from, partitions, replication })
    return { assignment, brokers: loadOf(assignment, brokers), sameRack: 0, racks: 3 }
  },
  create: changes.change,
  configure: changes.change,
  addPartitions: changes.change,
  deleteRecords: changes.change,
  remove: changes.change,
})

export const fakeGroupChanges = (
  changes: FakeChanges,
  now: number,
): Changes<'groups', 'readiness' | 'previewReset' | 'exportOffsets' | 'resetOffsets' | 'deleteOffsets' | 'remove' | 'removeMembers'> => ({
  readiness: ({ group }) => fakeReadiness(group, now),
  previewReset: ({ group }) => fakeReset(group, now),
  exportOffsets: () => ({ text: 'orders.events,0,12408331\n', lines: 1 }),
  resetOffsets: changes.change,
  deleteOffsets: changes.change,
  remove: changes.change,
  removeMembers: changes.change,
})
