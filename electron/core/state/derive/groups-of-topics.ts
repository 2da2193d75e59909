import type { MadeGroups } from './made-group.ts'
import type { TopicLag } from './group-lag.ts'
import { sortFew } from './sort-few.ts'

export interface GroupInTopic {
  readonly group: string
  readonly lag: TopicLag
}

/** Which groups have to do with a topic, worst first. A topic whose groups did not change keeps its list. */
export type GroupsOfTopics = ReadonlyMap<string, readonly GroupInTopic[]>

const GROUPS_A_STEP = 200

export function* deriveGroupsOfTopics(before: GroupsOfTopics, groups: MadeGroups): Generator<undefined, GroupsOfTopics> {
  const found = new Map<string, GroupInTopic[]>()
  let n = 0
  for (const { fact, topics } of groups.values()) {
    const { group } = fact
    for (const lag of topics) {
      const list = found.get(lag.topic)
      if (list) list.push({ group, lag })
      else found.set(lag.topic, [{ group, lag }])
    }
    n += 1
    if (n % GROUPS_A_STEP === 0) yield
  }
  const kept: Map<string, readonly GroupInTopic[]> = found
  let sorted = 0
  for (const [topic, list] of found) {
    sortFew(list, byWorst)
    const known = before.get(topic)
    if (known !== undefined && sameGroups(known, list)) kept.set(topic, known)
    sorted += list.length
    if (sorted < GROUPS_A_STEP) continue
    sorted = 0
    yield
  }
  return kept
}

const byWorst = (a: GroupInTopic, b: GroupInTopic): number => (b.lag.sum.lag ?? -1) - (a.lag.sum.lag ?? -1) || (a.group < b.group ? -1 : 1)

const sameGroups = (a: readonly GroupInTopic[], b: readonly GroupInTopic[]): boolean =>
  a.length === b.length && a.every((entry, i) => entry.group === b[i]?.group && entry.lag === b[i].lag)
