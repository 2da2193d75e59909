import type { ClusterState } from '../../../../shared/domain/cluster-state.ts'
import { NO_LEADER } from '../../../../shared/domain/ids.ts'
import { leaderOf } from '../../../../shared/domain/partitions.ts'

export type HappeningKind =
  'brokerDown' | 'brokerUp' | 'controller' | 'topicAdded' | 'topicRemoved' | 'groupAdded' | 'groupRemoved' | 'groupEmpty' | 'offline'

export interface Happening {
  /** Wall clock ms. */
  readonly at: number
  readonly kind: HappeningKind
  readonly subject: string
}

/** Of a kind at once; more say no more. */
const MOST = 20
const GROUPS_A_STEP = 2_000

/** What happened between two states that were both read. What was read for the first time did not happen just now. */
export function* happeningsBetween(before: ClusterState, now: ClusterState, at: number): Generator<undefined, readonly Happening[]> {
  const found: Happening[] = []
  let looked = 0
  const add = (kind: HappeningKind, subjects: readonly (string | number)[]): void => {
    for (const subject of subjects.slice(0, MOST)) found.push({ at, kind, subject: String(subject).slice(0, 400) })
  }
  if (before.brokers.size > 0) {
    const runs = ({ brokers, gone }: ClusterState, id: number): boolean => brokers.get(id)?.inMetadata === true && !gone.has(id)
    const ids = [...now.brokers.keys()]
    const known = ids.filter((id) => before.brokers.has(id))
    add(
      'brokerDown',
      known.filter((id) => runs(before, id) && !runs(now, id)),
    )
    add(
      'brokerUp',
      known.filter((id) => !runs(before, id) && runs(now, id)),
    )
  }
  if (before.controllerId !== null && now.controllerId !== null && before.controllerId !== now.controllerId)
    add('controller', [now.controllerId])
  yield
  if (before.topics.size > 0 && before.topics !== now.topics) {
    add(
      'topicAdded',
      [...now.topics.keys()].filter((name) => !before.topics.has(name)),
    )
    add(
      'topicRemoved',
      [...before.topics.keys()].filter((name) => !now.topics.has(name)),
    )
  }
  if (before.topics !== now.topics || before.gone !== now.gone) {
    const offline = yield* newlyOffline(before, now)
    if (offline > 0) add('offline', [offline])
  }
  yield
  // While the first list comes in broker by broker, none of them is new.
  if (before.parts.groups.readAt !== null && before.groups.size > 0 && before.groups !== now.groups) {
    const added: string[] = []
    const emptied: string[] = []
    for (const [name, { state }] of now.groups) {
      looked += 1
      if (looked % GROUPS_A_STEP === 0) yield
      const was = before.groups.get(name)
      if (was === undefined) added.push(name)
      else if (state === 'Empty' && was.state === 'Stable') emptied.push(name)
    }
    const removed: string[] = []
    for (const name of before.groups.keys()) {
      looked += 1
      if (looked % GROUPS_A_STEP === 0) yield
      if (!now.groups.has(name)) removed.push(name)
    }
    add('groupAdded', added)
    add('groupRemoved', removed)
    add('groupEmpty', emptied)
  }
  return found
}

/** Partitions that lost their leader. */
function* newlyOffline(before: ClusterState, now: ClusterState): Generator<undefined, number> {
  let count = 0
  let looked = 0
  for (const [name, topic] of now.topics) {
    const was = before.topics.get(name)
    looked += 1
    if (looked % 200 === 0) yield
    if (was === undefined || (was === topic && before.gone === now.gone)) continue
    for (const partition of topic.partitions) {
      const then = was.partitions[partition.partition]
      if (then !== undefined && leaderOf(then, before.gone) !== NO_LEADER && leaderOf(partition, now.gone) === NO_LEADER) count += 1
    }
  }
  return count
}
