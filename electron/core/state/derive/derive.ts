import { emptyState, type ClusterState } from '../../../../shared/domain/cluster-state.ts'
import { noLag, type LagFigures } from '../lag/tracker.ts'
import { deriveBrokers, noBrokers, type DerivedBrokers } from './brokers.ts'
import { deriveGroups, type MadeGroups } from './groups.ts'
import { deriveGroupsOfTopics, type GroupsOfTopics } from './groups-of-topics.ts'
import { findLedTopics, type LedTopics } from './led-topics.ts'
import { deriveTopics, type MadeTopics } from './topics.ts'
import { deriveTopicSizes, noSizes, type TopicSizes } from './topic-sizes.ts'
import { deriveTotals, noTotals, type Totals } from './totals.ts'

/** A state with what follows from it and is long to work out; views read it off. */
export interface Derived {
  readonly state: ClusterState
  readonly lag: LagFigures
  readonly led: LedTopics
  readonly groups: MadeGroups
  readonly groupsOfTopics: GroupsOfTopics
  readonly sizes: TopicSizes
  readonly topics: MadeTopics
  readonly brokers: DerivedBrokers
  readonly totals: Totals
}

export const nothingDerived: Derived = {
  state: emptyState,
  lag: noLag,
  led: new Set(),
  groups: new Map(),
  groupsOfTopics: new Map(),
  sizes: noSizes,
  topics: new Map(),
  brokers: noBrokers,
  totals: noTotals,
}

/** Only what hangs on something that changed is worked out again. */
export function* derive(before: Derived, state: ClusterState, lag: LagFigures): Generator<undefined, Derived> {
  const was = before.state
  const same = (...parts: readonly (keyof ClusterState)[]): boolean => parts.every((part) => was[part] === state[part])
  const led = same('topics', 'gone') ? before.led : yield* findLedTopics(state)
  const groups =
    before.lag === lag && same('groups', 'descriptions', 'samples', 'topics', 'starts', 'gone')
      ? before.groups
      : yield* deriveGroups(before.groups, was, state, lag, led)
  const groupsOfTopics = groups === before.groups ? before.groupsOfTopics : yield* deriveGroupsOfTopics(before.groupsOfTopics, groups)
  const sizes = yield* deriveTopicSizes(before.sizes, state)
  const topics =
    groupsOfTopics === before.groupsOfTopics && same('topics', 'ends', 'starts', 'logDirs', 'gone')
      ? before.topics
      : yield* deriveTopics(before.topics, state, groupsOfTopics, sizes)
  const brokers = same('brokers', 'topics', 'groups', 'gone', 'logDirs', 'controllerId', 'mesos', 'scheduler')
    ? before.brokers
    : yield* deriveBrokers(before.brokers, state)
  const totals = yield* deriveTotals(before.totals, groups, topics)
  return { state, lag, led, groups, groupsOfTopics, sizes, topics, brokers, totals }
}
