import type { ClusterState, GroupFact } from '../../../shared/domain/cluster-state.ts'
import { slotOf } from './needs.ts'
import type { WatchSet } from './watch-set.ts'

/** Up to this many groups a coordinator answers all of them at once, so an open list is as fresh as an open group. */
const FEW_GROUPS = 500

const isFew = (state: ClusterState, watching: WatchSet): boolean =>
  watching.any() && state.groups.size <= FEW_GROUPS && (watching.has('groups') || watching.has('overview'))

const isIdle = ({ samples }: ClusterState, { group, state }: GroupFact): boolean =>
  state === 'Empty' || state === 'Dead' || samples.get(group)?.problem?.code === 'kafka.forbidden'

/** Between two readings of offsets: with nothing open, what nobody looks at sets the pace. */
export const tickOf = (watching: WatchSet): number => (watching.any() ? watching.intervals().open : watching.intervals().others)

const GROUPS_A_STEP = 2_000

/** Whose turn it is to be read. Groups nobody looks at are spread evenly over the ticks of their interval, by their name. */
export function* dueGroups(state: ClusterState, watching: WatchSet, tick: number): Generator<undefined, readonly GroupFact[]> {
  const held = watching.groups()
  const topics = watching.topics()
  const { open, others, empty: idle } = watching.intervals()
  const tickMs = tickOf(watching)
  const few = isFew(state, watching)
  const isDue = (fact: GroupFact): boolean => {
    const sample = state.samples.get(fact.group)
    if (held.has(fact.group) || sample === undefined) return true
    if (readsOneOf(topics, sample.topics)) return true
    const empty = isIdle(state, fact)
    if (few && !empty) return true
    const slots = Math.max(1, Math.round((empty && !few ? idle : Math.max(others, open)) / tickMs))
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
  const { open, others, empty } = watching.intervals()
  if (!watching.any()) return isIdle(state, fact) ? empty : others
  const read = state.samples.get(fact.group)?.topics
  if (watching.groups().has(fact.group) || readsOneOf(watching.topics(), read)) return open
  if (isFew(state, watching)) return isIdle(state, fact) ? others : open
  return isIdle(state, fact) ? empty : others
}

/** Topics whose log ends are wanted although no group due reads them. */
export function dueTopics(state: ClusterState, watching: WatchSet, tick: number): readonly string[] {
  const wanted = new Set(watching.topics())
  if (watching.has('topics')) {
    const { open, others } = watching.intervals()
    const slots = Math.max(1, Math.round(others / open))
    for (const name of state.topics.keys()) if (!state.ends.has(name) || slotOf(name, slots) === tick % slots) wanted.add(name)
  }
  return [...wanted]
}
