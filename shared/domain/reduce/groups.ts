import type { ClusterState, GroupFact } from '../cluster-state.ts'
import type { Listing, Observation } from '../observation.ts'
import { distinctProblems, type Problem } from '../part-status.ts'
import { zooKeeperKey } from '../zookeeper-groups.ts'
import { copied } from './copied.ts'
import { keptMap } from './kept.ts'
import { readPart, withPart, type Steps } from './parts.ts'

type GroupsObserved = Extract<Observation, { kind: 'groups' }>

const GROUPS_A_STEP = 500
/** How long a group stays in the list after the broker that listed it went away and no other lists it. */
export const KEEP_MISSING_MS = 10 * 60_000

export function* reduceGroups(state: ClusterState, seen: GroupsObserved): Steps<ClusterState> {
  if (seen.more) return { ...state, groups: yield* withListed(state, seen) }
  return (yield* areAsBefore(state, seen)) ? readPart(state, 'groups', seen) : yield* reduceOthers(state, seen)
}

/** Every broker answered, and lists what it listed before: so it mostly is, and then there is nothing to be made. */
function* areAsBefore({ groups }: ClusterState, { results, inZooKeeper }: GroupsObserved): Steps<boolean> {
  if ((inZooKeeper?.length ?? 0) > 0) return false
  let n = 0
  for (const result of results) {
    if (!result.ok) return false
    for (const listing of result.value) {
      const before = groups.get(listing.group)
      if (before === undefined || groupFact(before, listing, result.broker) !== before) return false
      n += 1
      if (n % GROUPS_A_STEP === 0) yield
    }
  }
  return n === groups.size
}

/** The list is not read before all have answered: that it is not whole is what the unread part says. */
function* withListed({ groups: before }: ClusterState, { results }: GroupsObserved): Steps<ClusterState['groups']> {
  const groups = yield* copied(before)
  let n = 0
  for (const result of results) {
    for (const listing of result.ok ? result.value : []) {
      groups.set(listing.group, groupFact(before.get(listing.group), listing, result.broker))
      n += 1
      if (n % GROUPS_A_STEP === 0) yield
    }
  }
  return groups
}

function* reduceOthers(state: ClusterState, seen: GroupsObserved): Steps<ClusterState> {
  const groups = new Map<string, GroupFact>()
  const answered = new Set<number>()
  const problems: Problem[] = []
  for (const result of seen.results) {
    if (!result.ok) {
      problems.push(result.problem)
      continue
    }
    answered.add(result.broker)
    for (const listing of result.value) {
      groups.set(listing.group, groupFact(state.groups.get(listing.group), listing, result.broker))
      if (groups.size % GROUPS_A_STEP === 0) yield
    }
  }
  for (const name of seen.inZooKeeper ?? []) addZooKeeperGroup(groups, state.groups, zooKeeperKey(name))
  // A group is gone when its coordinator answers and does not list it; while the coordinator is away nobody knows.
  let n = 0
  for (const before of state.groups.values()) {
    n += 1
    if (n % (4 * GROUPS_A_STEP) === 0) yield
    if (groups.has(before.group) || answered.has(before.coordinator) || before.offsetsIn === 'zookeeper') continue
    const since = before.missingSince ?? seen.now
    if (seen.now - since < KEEP_MISSING_MS)
      groups.set(before.group, before.missingSince === null ? { ...before, missingSince: since } : before)
  }
  yield
  const kept = keptMap(state.groups, groups)
  yield
  let next = state
  if (kept !== state.groups) {
    const descriptions = onlyListed(state.descriptions, kept)
    yield
    next = { ...state, groups: kept, descriptions, samples: onlyListed(state.samples, kept) }
  }
  const named = (seen.inZooKeeper?.length ?? 0) > 0
  if (answered.size === 0 && problems.length > 0 && !named)
    return withPart(next, 'groups', { state: 'failed', problems: distinctProblems(problems) })
  return readPart(next, 'groups', seen, distinctProblems(problems))
}

function groupFact(before: GroupFact | undefined, listing: Listing, coordinator: number): GroupFact {
  const { group, protocolType, state, type } = listing
  const same =
    before !== undefined &&
    before.missingSince === null &&
    before.coordinator === coordinator &&
    before.protocolType === protocolType &&
    before.state === state &&
    before.type === type
  return same ? before : { group, protocolType, state, type, coordinator, missingSince: null }
}

/** What a broker lists under that name is what it says. */
function addZooKeeperGroup(groups: Map<string, GroupFact>, before: ReadonlyMap<string, GroupFact>, group: string): void {
  if (groups.has(group)) return
  const known = before.get(group)
  const fact: GroupFact = {
    group,
    protocolType: '',
    state: '',
    type: 'unknown',
    coordinator: -1,
    missingSince: null,
    offsetsIn: 'zookeeper',
  }
  groups.set(group, known?.offsetsIn === 'zookeeper' ? known : fact)
}

function onlyListed<T>(facts: ReadonlyMap<string, T>, groups: ReadonlyMap<string, GroupFact>): ReadonlyMap<string, T> {
  let all = true
  for (const group of facts.keys()) all &&= groups.has(group)
  return all ? facts : new Map([...facts].filter(([group]) => groups.has(group)))
}
