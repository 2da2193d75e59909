import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { Verdict } from '../../../shared/domain/verdict/inputs.ts'

/** Partitions that are asked for at most: each costs its broker up to 289 look-ups, of which the old ones may touch its disk. */
export const MOST_PARTITIONS = 500
export const MOST_TOPICS = 100

/** Groups with one of these are looked at by somebody soon. */
const TROUBLE: ReadonlySet<Verdict> = new Set([
  'DATA_LOST',
  'LOSS_RISK',
  'STOPPED',
  'STALLED',
  'FALLING_BEHIND',
  'BEHIND',
  'REWIND',
  'AHEAD',
])

export interface Wanted {
  /** Groups with a star. */
  readonly watched: readonly string[]
  /** Groups and topics that a page has open. */
  readonly open: { readonly groups: Iterable<string>; readonly topics: Iterable<string> }
  /** With the verdict of each; null: none yet. */
  readonly groups: Iterable<{ readonly group: string; readonly verdict: Verdict | null }>
}

export interface Targets {
  readonly topics: ReadonlyMap<string, readonly number[]>
  /** Topics that there is no room for. */
  readonly leftOut: number
}

const GROUPS_A_STEP = 1_000

/**
 * Whose past is worth its requests: topics of groups with a star, then what is open, then topics of groups in trouble. Within bounds, and a
 * topic whole or not at all.
 */
export function* targetsOf(state: ClusterState, { watched, open, groups }: Wanted): Generator<undefined, Targets> {
  const names = new Set<string>()
  const addGroup = (group: string): void => {
    for (const topic of state.samples.get(group)?.topics.keys() ?? []) names.add(topic)
  }
  for (const group of watched) addGroup(group)
  for (const group of open.groups) addGroup(group)
  for (const topic of open.topics) names.add(topic)
  let looked = 0
  for (const { group, verdict } of groups) {
    if (verdict !== null && TROUBLE.has(verdict)) addGroup(group)
    looked += 1
    if (looked % GROUPS_A_STEP === 0) yield
  }
  const topics = new Map<string, readonly number[]>()
  let partitions = 0
  let leftOut = 0
  for (const name of names) {
    const topic = state.topics.get(name)
    if (topic === undefined || topic.error !== 0) continue
    const own = topic.partitions.filter(({ leader }) => leader >= 0).map(({ partition }) => partition)
    if (own.length === 0) continue
    if (partitions + own.length > MOST_PARTITIONS || topics.size >= MOST_TOPICS) {
      leftOut += 1
      continue
    }
    partitions += own.length
    topics.set(name, own)
  }
  return { topics, leftOut }
}
