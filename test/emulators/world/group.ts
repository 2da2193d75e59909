import type { WorldTopic } from './topic.ts'

export interface WorldMember {
  readonly id: string
  readonly instance: string | null
  readonly clientId: string
  readonly host: string
  readonly rack: string | null
  /** Partitions by topic. */
  readonly assigned: ReadonlyMap<string, readonly number[]>
}

/** Up to which moment of the log a consumer has read, as a function of the time now. */
export type Position = (time: number) => number

/** Reads records `behindMs` after they were written. */
export const following =
  (behindMs: number): Position =>
  (time) =>
    time - behindMs

/** Read up to `moment`, and no further. */
export const stoppedAt =
  (moment: number): Position =>
  (time) =>
    Math.min(time, moment)

/** Was `behindMs` behind at `since` and reads `speed` times as fast as records are written; ends close to the end of the log. */
export const reading =
  (since: number, behindMs: number, speed: number, closestMs = 500): Position =>
  (time) =>
    Math.min(time - closestMs, since - behindMs + speed * (time - since))

/** Falls up to `mostMs` behind in the first two thirds of each period, and catches up in the last. */
export const wave =
  (periodMs: number, mostMs: number, phaseMs = 0, closestMs = 1000): Position =>
  (time) => {
    const place = ((((time + phaseMs) % periodMs) + periodMs) % periodMs) / periodMs
    const behind = place < 2 / 3 ? (place * 3) / 2 : (1 - place) * 3
    return time - closestMs - behind * mostMs
  }

export interface TopicProgress {
  readonly topic: string
  readonly partitions: readonly number[]
  readonly position: Position
  /** Other positions of single partitions. */
  readonly exceptions?: ReadonlyMap<number, Position>
}

export interface GroupSpec {
  readonly name: string
  readonly type?: 'classic' | 'consumer' | 'share'
  readonly protocolType?: string
  /** Absent: Stable with members, Empty without. */
  readonly state?: string
  readonly assignor?: string
  readonly members?: readonly WorldMember[]
  readonly progress?: readonly TopicProgress[]
  readonly commitEveryMs?: number
  /** Commits by hand: topic → partition → offset; −1 is a commit of "none" as old tools wrote it. */
  readonly commits?: Readonly<Record<string, Readonly<Record<number, number>>>>
  /** True: offsets are kept in ZooKeeper, so only OffsetFetch v0 tells them. */
  readonly inZooKeeper?: boolean
  /** True: we may list it, but not describe it or read its offsets. */
  readonly forbidden?: boolean
}

export interface WorldGroup {
  readonly name: string
  readonly type: 'classic' | 'consumer' | 'share'
  readonly protocolType: string
  readonly assignor: string
  readonly inZooKeeper: boolean
  readonly forbidden: boolean
  members: readonly WorldMember[]
  /** Null: follows from the members. */
  state: string | null
  progress: readonly TopicProgress[]
  readonly commitEveryMs: number
  /** By hand; wins over progress. */
  readonly commits: Map<string, Map<number, number>>
}

export function createGroup(spec: GroupSpec): WorldGroup {
  const commits = new Map<string, Map<number, number>>()
  for (const [topic, offsets] of Object.entries(spec.commits ?? {})) {
    commits.set(topic, new Map(Object.entries(offsets).map(([p, offset]) => [Number(p), offset])))
  }
  return {
    name: spec.name,
    type: spec.type ?? 'classic',
    protocolType: spec.protocolType ?? 'consumer',
    assignor: spec.assignor ?? (spec.type === 'consumer' ? 'uniform' : 'range'),
    inZooKeeper: spec.inZooKeeper ?? false,
    forbidden: spec.forbidden ?? false,
    members: spec.members ?? [],
    state: spec.state ?? null,
    progress: spec.progress ?? [],
    commitEveryMs: spec.commitEveryMs ?? 1000,
    commits,
  }
}

export const stateOf = (group: WorldGroup): string => group.state ?? (group.members.length > 0 ? 'Stable' : 'Empty')

/** Committed offset at that time; null: never committed. */
export function committedOffset(group: WorldGroup, topic: WorldTopic, partition: number, time: number): number | null {
  const byHand = group.commits.get(topic.name)?.get(partition)
  if (byHand !== undefined) return byHand
  for (const progress of group.progress) {
    if (progress.topic !== topic.name || !progress.partitions.includes(partition)) continue
    return offsetOf(progress, topic, partition, commitMoment(group, time))
  }
  return null
}

/** Calls `each` for every partition of the topic that has a commit, in order of what was configured. */
export function eachCommit(group: WorldGroup, topic: WorldTopic, time: number, each: (partition: number, offset: number) => void): void {
  const byHand = group.commits.get(topic.name)
  const moment = commitMoment(group, time)
  for (const progress of group.progress) {
    if (progress.topic !== topic.name) continue
    for (const p of progress.partitions) if (!byHand?.has(p) && p < topic.partitions) each(p, offsetOf(progress, topic, p, moment))
  }
  byHand?.forEach((offset, p) => each(p, offset))
}

/** Names of the topics that the group has commits for. */
export const committedTopics = (group: WorldGroup): string[] => [
  ...new Set([...group.progress.map((p) => p.topic), ...group.commits.keys()]),
]

/** Commits happen at intervals, each group at its own moments. */
function commitMoment(group: WorldGroup, time: number): number {
  const phase = (group.name.length * 137) % group.commitEveryMs
  return Math.floor((time - phase) / group.commitEveryMs) * group.commitEveryMs + phase
}

function offsetOf(progress: TopicProgress, topic: WorldTopic, partition: number, moment: number): number {
  const position = progress.exceptions?.get(partition) ?? progress.position
  return topic.end(partition, Math.min(moment, position(moment)))
}
