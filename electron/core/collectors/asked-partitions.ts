import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { TopicCommits, TopicOffsets } from '../clients/kafka/kafka-client.ts'

export type Asked = ReadonlyMap<string, readonly number[]>

/** Those that somebody can be asked about: the topic is there, may be read, and the partition has a leader in metadata. */
export function* askable(state: ClusterState, wanted: ReadonlyMap<string, ReadonlySet<number>>): Generator<undefined, Asked> {
  const asked = new Map<string, readonly number[]>()
  for (const [name, partitions] of wanted) {
    const topic = state.topics.get(name)
    yield
    if (topic === undefined || topic.error !== 0) continue
    const led = [...partitions].filter((p) => (topic.partitions[p]?.leader ?? -1) >= 0)
    if (led.length > 0) asked.set(name, led)
  }
  return asked
}

/** A mark a partition, and how many are not marked yet. */
interface Marks {
  readonly of: Uint8Array
  left: number
}

/** Partitions that are wanted, gathered from groups by the hundred thousand: a mark a partition, no set. */
export function createWanted(state: ClusterState) {
  const wanted = new Map<string, Marks>()
  /** Undefined: nobody can be asked about the topic. */
  const marksOf = (topic: string): Marks | undefined => {
    const known = wanted.get(topic)
    if (known) return known
    const fact = state.topics.get(topic)
    if (fact === undefined || fact.error !== 0) return undefined
    const marks = { of: new Uint8Array(fact.partitions.length), left: fact.partitions.length }
    wanted.set(topic, marks)
    return marks
  }
  const mark = (marks: Marks, partition: number): void => {
    // What lies behind the last partition is no place.
    if (marks.of[partition] !== 0) return
    marks.of[partition] = 1
    marks.left -= 1
  }
  return {
    add(topic: string, partitions: readonly number[]): void {
      const marks = marksOf(topic)
      for (const p of partitions) if (marks) mark(marks, p)
    },
    /** Of all partitions of the topic, or of those with a commit. Most topics are read by several groups: soon all of it is marked. */
    addCommits({ topic, partitions, offsets }: Pick<TopicCommits, 'topic' | 'partitions' | 'offsets'>, all: boolean): void {
      const marks = marksOf(topic)
      if (marks === undefined || marks.left === 0) return
      for (let i = 0; i < partitions.length; i += 1) if (all || (offsets[i] ?? -1) >= 0) mark(marks, partitions[i] ?? 0)
    },
    addWhole(topic: string): void {
      const marks = marksOf(topic)
      if (marks === undefined) return
      marks.of.fill(1)
      marks.left = 0
    },
    /** Those with a leader in metadata. */
    *askable(): Generator<undefined, Asked> {
      const asked = new Map<string, readonly number[]>()
      for (const [name, { of: marks }] of wanted) {
        const facts = state.topics.get(name)?.partitions ?? []
        const led: number[] = []
        for (let p = 0; p < marks.length; p += 1) if (marks[p] === 1 && (facts[p]?.leader ?? -1) >= 0) led.push(p)
        if (led.length > 0) asked.set(name, led)
        yield
      }
      return asked
    },
  }
}

/** Unknown topic or partition, leader elsewhere, epoch fenced or unknown: what we know of leaders is old. */
const ASKS_FOR_METADATA: ReadonlySet<number> = new Set([-2, 3, 5, 6, 74, 75])

export const needsMetadata = (topics: readonly TopicOffsets[]): boolean =>
  topics.some(({ errors }) => errors.size > 0 && [...errors.values()].some((code) => ASKS_FOR_METADATA.has(code)))
