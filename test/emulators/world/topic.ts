import { createHash } from 'node:crypto'
import { elapsedFor, feltTime, timeOf, valueAt, type Segment, type Tide } from './flow.ts'

export interface TopicSpec {
  readonly name: string
  readonly partitions: number
  readonly replication: number
  readonly internal?: boolean
  /** Broker ids by partition; absent: spread over all. */
  readonly assignment?: readonly (readonly number[])[]
  /** Records a second of the whole topic. */
  readonly perSecond?: number
  /** Share of each partition in the traffic; absent: equal. */
  readonly weights?: readonly number[]
  /** Records a partition holds when the world begins. */
  readonly history?: number
  readonly retentionMs?: number
  readonly recordBytes?: number
  readonly tide?: Tide
  readonly configs?: Readonly<Record<string, string>>
  /** What stands in its records; absent: what a face makes up. */
  readonly contents?: Contents
}

export type Contents = (partition: number, offset: number) => WorldRecord

export interface WorldRecord {
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers?: readonly { readonly name: string; readonly value: Uint8Array | null }[]
}

/** A topic with the state of its partitions, by partition number. */
export interface WorldTopic {
  readonly name: string
  /** 16 bytes, base64url. */
  readonly id: string
  readonly internal: boolean
  /** Grows by `grow`, and with it the arrays below. */
  partitions: number
  readonly replication: number
  /** Broker ids, `replication` places a partition; the first is preferred. */
  replicas: Int32Array
  /** Replicas of partitions that were reassigned: they win over `replicas`. */
  readonly moved: Map<number, readonly number[]>
  replicasOf(partition: number): readonly number[]
  /** −1: none. */
  leaders: Int32Array
  /** Who led last, also while nobody leads. */
  lastLeaders: Int32Array
  epochs: Int32Array
  /** Wall clock of the latest change of leader. */
  electedAt: Float64Array
  /** Lowest log start set by hand (DeleteRecords); retention may be above it. */
  starts: Float64Array
  readonly retentionMs: number
  readonly recordBytes: number
  readonly configs: Map<string, string>
  readonly contents: Contents | null
  /** Records that were written by `partition@offset`; they win over `contents`. */
  readonly written: Map<string, WorldRecord>
  /** Offset of the oldest open transaction, by partition. */
  readonly transactions: Map<number, number>
  end(partition: number, time: number): number
  start(partition: number, time: number): number
  /** Last stable offset. */
  stable(partition: number, time: number): number
  /** When the record was appended; null: not yet. */
  appendedAt(partition: number, offset: number, time: number): number | null
  /** First offset appended at or after `since`, and when; null: none. */
  firstSince(partition: number, since: number, time: number): { readonly offset: number; readonly at: number } | null
  setRate(partition: number, perSecond: number, time: number): void
  append(partition: number, records: number, time: number): void
  /** Appends these very records. */
  write(partition: number, records: readonly WorldRecord[], time: number): void
  /** More partitions, empty and without leaders; replicas of the new ones in their order. */
  grow(assignment: readonly (readonly number[])[]): void
  /** The log loses its newest records (unclean election). */
  truncate(partition: number, end: number, time: number): void
}

export function createTopic(spec: TopicSpec, brokers: readonly number[], place: number, began: number): WorldTopic {
  const { partitions, replication } = spec
  const replicas = placeReplicas(spec, brokers, place)
  const bases = new Float64Array(partitions).fill(spec.history ?? 0)
  const perMs = ratesOf(spec)
  const starts = new Float64Array(partitions)
  const changed = new Map<number, Segment[]>()
  const tide = spec.tide ?? null
  const retentionMs = spec.retentionMs ?? Infinity
  const felt = (time: number): number => feltTime(time - began, tide)
  const segmentsOf = (p: number): Segment[] => changed.get(p) ?? [{ at: 0, value: bases[p] ?? 0, perMs: perMs[p] ?? 0 }]
  const change = (p: number, segment: Segment): void => void changed.set(p, [...segmentsOf(p), segment])
  const rateNow = (p: number): number => segmentsOf(p).at(-1)?.perMs ?? 0
  const first = Int32Array.from({ length: partitions }, (_, p) => replicas[p * replication] ?? -1)

  const topic: WorldTopic = {
    name: spec.name,
    id: createHash('md5').update(spec.name).digest('base64url'),
    internal: spec.internal ?? false,
    partitions,
    replication,
    replicas,
    moved: new Map(),
    replicasOf: (p) => topic.moved.get(p) ?? Array.from(topic.replicas.subarray(p * replication, (p + 1) * replication)),
    leaders: first.slice(),
    lastLeaders: first,
    epochs: new Int32Array(partitions),
    electedAt: new Float64Array(partitions),
    starts,
    retentionMs,
    recordBytes: spec.recordBytes ?? 300,
    configs: new Map(Object.entries(spec.configs ?? {})),
    contents: spec.contents ?? null,
    written: new Map(),
    transactions: new Map(),
    end(p, time) {
      const segments = changed.get(p)
      if (segments) return valueAt(segments, felt(time))
      return Math.max(0, Math.floor((bases[p] ?? 0) + (perMs[p] ?? 0) * felt(time)))
    },
    start(p, time) {
      const kept = retentionMs === Infinity ? 0 : topic.end(p, time - retentionMs)
      return Math.min(Math.max(topic.starts[p] ?? 0, kept), topic.end(p, time))
    },
    stable(p, time) {
      const end = topic.end(p, time)
      return Math.min(end, topic.transactions.get(p) ?? end)
    },
    appendedAt(p, offset, time) {
      if (offset >= topic.end(p, time)) return null
      const when = timeOf(segmentsOf(p), offset)
      return when === null ? began : began + elapsedFor(when, tide)
    },
    firstSince(p, since, time) {
      const end = topic.end(p, time)
      let offset = Math.max(topic.start(p, time), Math.min(end, topic.end(p, since - 1)))
      for (; offset < end; offset++) {
        const at = Math.floor(topic.appendedAt(p, offset, time) ?? time)
        if (at >= since) return { offset, at }
      }
      return null
    },
    setRate: (p, perSecond, time) => change(p, { at: felt(time), value: topic.end(p, time), perMs: perSecond / 1000 }),
    append: (p, records, time) => change(p, { at: felt(time), value: topic.end(p, time) + records, perMs: rateNow(p) }),
    write(p, records, time) {
      const base = topic.end(p, time)
      for (const [i, record] of records.entries()) topic.written.set(`${p}@${base + i}`, record)
      topic.append(p, records.length, time)
    },
    grow(assignment) {
      const before = topic.partitions
      topic.partitions = before + assignment.length
      topic.replicas = Int32Array.from([...topic.replicas, ...assignment.flat()])
      const grown = <A extends Int32Array | Float64Array>(old: A, next: A): A => {
        next.set(old)
        return next
      }
      topic.leaders = grown(topic.leaders, new Int32Array(topic.partitions).fill(-1))
      topic.lastLeaders = grown(topic.lastLeaders, new Int32Array(topic.partitions).fill(-1))
      topic.epochs = grown(topic.epochs, new Int32Array(topic.partitions))
      topic.electedAt = grown(topic.electedAt, new Float64Array(topic.partitions))
      topic.starts = grown(topic.starts, new Float64Array(topic.partitions))
    },
    truncate: (p, end, time) => change(p, { at: felt(time), value: end, perMs: rateNow(p) }),
  }
  return topic
}

function ratesOf(spec: TopicSpec): Float64Array {
  const weights = Array.from({ length: spec.partitions }, (_, p) => spec.weights?.[p] ?? 1)
  const sum = weights.reduce((a, b) => a + b, 0)
  return Float64Array.from(weights, (weight) => ((spec.perSecond ?? 0) * weight) / (sum * 1000))
}

function placeReplicas(spec: TopicSpec, brokers: readonly number[], place: number): Int32Array {
  const replicas = new Int32Array(spec.partitions * spec.replication)
  for (let p = 0; p < spec.partitions; p++) {
    for (let r = 0; r < spec.replication; r++) {
      replicas[p * spec.replication + r] = spec.assignment?.[p]?.[r] ?? brokers[(place + p + r) % brokers.length] ?? -1
    }
  }
  return replicas
}
