import { emptyState, type ClusterState } from '../../../../shared/domain/cluster-state.ts'
import { KeyedList } from '../keyed-list.ts'
import { noLag, type LagFigures } from '../lag/tracker.ts'
import { deriveBrokers, noBrokers, type DerivedBrokers } from './brokers.ts'
import { deriveGroups } from './groups.ts'
import type { MadeGroups } from './made-group.ts'
import { deriveGroupsOfTopics, type GroupsOfTopics } from './groups-of-topics.ts'
import { alreadyThere, createLater, type Later } from './later.ts'
import { deriveLayouts, type Layouts } from './layouts.ts'
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
  readonly layouts: Layouts
  readonly brokers: DerivedBrokers
  readonly totals: Totals
  /** What views of topics alone ask for: mostly nobody does, and nothing waits for it. */
  readonly later: LaterOfTopics
}

/** What is derived for views of topics. */
export interface OfTopics {
  readonly groupsOfTopics: GroupsOfTopics
  readonly sizes: TopicSizes
  readonly topics: MadeTopics
}

type LaterOfTopics = Later<OfTopics, Before>

const NO_TOPICS: OfTopics = { groupsOfTopics: new Map(), sizes: noSizes, topics: new Map() }

export const nothingDerived: Derived = {
  state: emptyState,
  lag: noLag,
  led: new Set(),
  groups: KeyedList.empty(),
  layouts: new Map(),
  brokers: noBrokers,
  totals: noTotals,
  later: alreadyThere(NO_TOPICS),
}

/** What no offset is needed for: of a moment that is played back it is worked out while offsets are still being read. */
export type DerivedOfFacts = Pick<Derived, 'led' | 'layouts' | 'brokers'>

type IsSame = (...parts: readonly (keyof ClusterState)[]) => boolean

const sameIn =
  (was: ClusterState, state: ClusterState): IsSame =>
  (...parts) =>
    parts.every((part) => was[part] === state[part])

export function* deriveOfFacts(before: Derived, state: ClusterState): Generator<undefined, DerivedOfFacts> {
  const same = sameIn(before.state, state)
  return {
    led: same('topics', 'gone') ? before.led : yield* findLedTopics(state),
    layouts: same('topics', 'gone') ? before.layouts : yield* deriveLayouts(before.layouts, before.state, state),
    brokers: same('brokers', 'topics', 'groups', 'gone', 'logDirs', 'controllerId', 'mesos', 'scheduler')
      ? before.brokers
      : yield* deriveBrokers(before.brokers, state),
  }
}

/**
 * Only what hangs on something that changed is worked out again.
 * @param ofFacts worked out of the same state, or of one that differs in offsets only
 */
export function* derive(before: Derived, state: ClusterState, lag: LagFigures, ofFacts?: DerivedOfFacts): Generator<undefined, Derived> {
  const was = before.state
  const same = sameIn(was, state)
  const { led, layouts, brokers } = ofFacts ?? (yield* deriveOfFacts(before, state))
  const known = { groups: before.groups, totals: before.totals.groups }
  const { groups, totals: ofGroups } =
    before.lag === lag && same('groups', 'descriptions', 'samples', 'topics', 'starts', 'gone')
      ? known
      : yield* deriveGroups(known, before, { state, lag }, led)
  const totals = yield* deriveTotals(before.totals, layouts, ofGroups)
  const now = { state, lag, led, groups, layouts, brokers, totals }
  if (groups === before.groups && same(...TOPICS_ARE_MADE_OF)) return { ...now, later: before.later }
  // So that no chain of what was never asked for grows: what nobody began is left out, and what was begun is worked out.
  const from = before.later.from() ?? { before: yield* before.later.steps(), were: before.groups, was }
  const ofTopics = deriveOfTopics(from, { state, groups, layouts })
  return { ...now, later: createLater(ofTopics, before.later.unasked() + 1, from) }
}

const TOPICS_ARE_MADE_OF = ['topics', 'ends', 'starts', 'logDirs', 'gone'] as const

interface Before {
  readonly before: OfTopics
  /** Groups and state that it was made of. */
  readonly were: MadeGroups
  readonly was: ClusterState
}

function* deriveOfTopics(
  { before, were, was }: Before,
  { state, groups, layouts }: Pick<Derived, 'state' | 'groups' | 'layouts'>,
): Generator<undefined, OfTopics> {
  const groupsOfTopics = groups === were ? before.groupsOfTopics : yield* deriveGroupsOfTopics(before.groupsOfTopics, groups)
  const sizes = yield* deriveTopicSizes(before.sizes, state)
  const isSame = TOPICS_ARE_MADE_OF.every((part) => was[part] === state[part])
  const topics =
    groupsOfTopics === before.groupsOfTopics && isSame
      ? before.topics
      : yield* deriveTopics(before.topics, state, { groups: groupsOfTopics, sizes, layouts })
  return { groupsOfTopics, sizes, topics }
}
