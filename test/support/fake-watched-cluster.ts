import type { GroupRow } from '../../shared/contract/groups.ts'
import type { SourceState } from '../../shared/domain/source-state.ts'
import { emptyState } from '../../shared/domain/cluster-state.ts'
import type { MadeGroup } from '../../electron/core/state/derive/made-group.ts'
import { KeyedList } from '../../electron/core/state/keyed-list.ts'
import { nothingDerived, type Derived } from '../../electron/core/state/derive/derive.ts'
import type { LiveCluster, Watched } from '../../electron/core/state/live-cluster.ts'
import type { Clock } from '../../electron/core/lib/clock.ts'
import { createChanges } from '../../electron/core/lib/changes.ts'
import { fakeGroups } from './fake-rows.ts'

/** A cluster whose groups a test writes down, as alerts look at it. */
export interface FakeWatchedCluster extends LiveCluster {
  setGroups(rows: readonly GroupRow[]): void
  setSource(source: SourceState): void
  readonly held: Set<string>
}

export function fakeGroup(now: number, change: Partial<GroupRow>): GroupRow {
  const [first] = fakeGroups(now)
  if (!first) throw new Error('There is no group')
  return { ...first, asOf: now, lag: 0, partial: false, dormant: false, timeLag: { kind: 'unknown' }, ...change }
}

/** What alerts look at of a group; the rest of it is not there. */
const madeGroup = (row: GroupRow): MadeGroup =>
  ({
    fact: { group: row.group },
    sample: { committedAt: row.asOf },
    figures: row,
    topics: [],
    sum: { lag: row.lag, partial: row.partial },
  }) as unknown as MadeGroup

export function createFakeWatchedCluster(id: string, clock: Clock): FakeWatchedCluster {
  const changes = createChanges()
  const readings = createChanges()
  const held = new Set<string>()
  let source: SourceState = { is: 'live', since: clock.wall() }
  let derived: Derived = nothingDerived
  const read = { ...emptyState.parts.groups, state: 'read' as const, readAt: clock.now(), asOf: clock.wall() }
  return {
    id,
    clock,
    held,
    store: {
      current: () => derived.state,
      derived: () => derived,
      watch: changes.listen,
    },
    reading: () => ({ source, lastReadAt: null, requestsPerSecond: 0, budget: 20, stretch: 1, jobs: [] }),
    systems: () => [],
    onReading: readings.listen,
    hold(what: Watched, signal) {
      const name = what.kind === 'group' ? what.group : what.kind
      held.add(name)
      signal.addEventListener('abort', () => held.delete(name))
    },
    setGroups(rows) {
      derived = {
        ...derived,
        groups: KeyedList.of(
          rows.map(({ group }) => group),
          rows.map(madeGroup),
        ),
        state: { ...emptyState, parts: { ...emptyState.parts, groups: read, metadata: { ...read, readAt: clock.now() } } },
      }
      changes.tell()
    },
    setSource(next) {
      source = next
      readings.tell()
    },
  }
}
