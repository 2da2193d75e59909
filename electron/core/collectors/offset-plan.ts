import type { ClusterState, GroupFact } from '../../../shared/domain/cluster-state.ts'
import { slotOf } from './needs.ts'
import type { WatchSet } from './watch-set.ts'

export const VISIBLE_MS = 5_000
export const HIDDEN_MS = 30_000
export const MEMBERS_MS = 30_000
const EMPTY_MS = 600_000
/** Up to this many groups a coordinator answers all of them at once, so an open list is as fresh as an open group. */
const FEW_GROUPS = 500

const isFew = (state: ClusterState, watching: WatchSet): boolean =>
  watching.any() && state.groups.size <= FEW_GROUPS && (watching.has('groups') || watching.has('overview'))

const isIdle = ({ samples }: ClusterState, { group, state }: GroupFact): boolean =>
  state === 'Empty' || state === 'Dead' || samples.get(group)?.problem?.code === 'kafka.forbidden'

const GROUPS_A_STEP = 2_000

/** Whose turn it is to be read. Groups nobody looks at are spread evenly over the ticks of their interval, by their name. */
export function* dueGroups(state: ClusterState, watching: WatchSet, tick: number): Generator<undefined, readonly GroupFact[]> {
  const held = watching.groups()
  const topics = watching.topics()
  const tickMs = watching.any() ? VISIBLE_MS : HIDDEN_MS
  const few = isFew(state, watching)
  const isDue = (fact: GroupFact): boolean => {
    const sample = state.samples.get(fact.group)
    if (held.has(fact.group) || sample === undefined) return true
    if (readsOneOf(topics, sample.topics)) return true
    const empty = isIdle(state, fact)
    if (few && !empty) return true
    const slots = Math.max(1, Math.round((empty && !few ? EMPTY_MS : MEMBERS_MS) / tickMs))
    return slotOf(fact.group, slots) === tick % slots
  }
  const due: GroupFact[] = []
  let n = 0
  for (const fact of state.groups.values()) {
    if (isDue(fact)) due.push(fact)
    n += 1
    if (n % GROUPS_A_STEP === 0) yield
  }
  return due
}

function readsOneOf(topics: ReadonlySet<string>, read: ReadonlyMap<string, unknown> | undefined): boolean {
  for (const topic of topics) if (read?.has(topic)) return true
  return false
}

/** Planned ms between two readings of a group: what its tier is. */
export function intervalOf(state: ClusterState, watching: WatchSet, fact: GroupFact): number {
  if (!watching.any()) return isIdle(state, fact) ? EMPTY_MS : HIDDEN_MS
  const read = state.samples.get(fact.group)?.topics
  if (watching.groups().has(fact.group) || readsOneOf(watching.topics(), read)) return VISIBLE_MS
  if (isFew(state, watching)) return isIdle(state, fact) ? MEMBERS_MS : VISIBLE_MS
  return isIdle(state, fact) ? EMPTY_MS : MEMBERS_MS
}

/** Topics whose log ends are wanted although no group due reads them. */
export function dueTopics(state: ClusterState, watching: WatchSet, tick: number): readonly string[] {
  const wanted = new Set(watching.topics())
  if (watching.has('topics')) {
    const slots = Math.round(MEMBERS_MS / VISIBLE_MS)
    for (const name of state.topics.keys()) if (!state.ends.has(name) || slotOf(name, slots) === tick % slots) wanted.add(name)
  }
  return [...wanted]
}
