import { askingOrder, createFilling, endAt, STEP_MS, withoutDeleted, type Filling, type LogNow } from '../../../shared/domain/backfill.ts'
import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { AppError } from '../../../shared/errors/error.ts'
import { WITHOUT_TIMES, type KafkaClient } from '../clients/kafka/kafka-client.ts'
import type { BackfilledEnds } from '../history/backfilled/store.ts'

/** Who is asked, and when it may be. */
export interface Asking {
  readonly client: Pick<KafkaClient, 'listOffsets' | 'capability'>
  readonly spareTurn: (cost: number, signal: AbortSignal) => Promise<() => void>
  /** A leader that did not answer. */
  readonly onFailed?: (error: AppError) => void
}

export type Partitions = ReadonlyMap<string, readonly number[]>

/** What is known of a partition beside its log ends of the past. */
export interface Log extends LogNow {
  /** False: its times say nothing, or it has none. */
  readonly timed: boolean
}

/** By topic and partition; log starts follow what is deleted meanwhile. */
export type Logs = ReadonlyMap<string, Map<number, Log>>

/** Brokers that lead some of the partitions: as many requests. */
function leadersOf(state: ClusterState, partitions: Partitions): number {
  const leaders = new Set<number>()
  for (const [topic, own] of partitions) for (const p of own) leaders.add(state.topics.get(topic)?.partitions[p]?.leader ?? -1)
  return Math.max(1, leaders.size)
}

interface Answer {
  readonly topic: string
  readonly partition: number
  /** Null: it was not answered. */
  readonly offset: number | null
  readonly timestamp: number
  readonly code: number
}

/** One question, in its turn. Fails with `kafka.unsupported` where brokers are too old. */
async function ask(
  { client, spareTurn, onFailed }: Asking,
  state: ClusterState,
  partitions: Partitions,
  at: 'earliest' | 'latest' | number,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const over = await spareTurn(leadersOf(state, partitions), signal)
  try {
    const { topics, failed } = await client.listOffsets(partitions, at, 'uncommitted', signal)
    const unsupported = failed.find(({ error }) => error.code === 'kafka.unsupported')
    if (unsupported) throw unsupported.error
    for (const { error } of failed) onFailed?.(error)
    return topics.flatMap((each) =>
      Array.from(each.partitions, (partition, i) => ({
        ...{ topic: each.topic, partition, code: each.errors.get(i) ?? 0, timestamp: each.timestamps[i] ?? -1 },
        offset: each.errors.has(i) ? null : (each.offsets[i] ?? null),
      })),
    )
  } finally {
    over()
  }
}

/**
 * The logs as they are now. One with a record of the time to come has clocks that are wrong: what its time index says of the past would be
 * wrong too, and is not asked for.
 */
export async function askLogs(
  asking: Asking,
  state: ClusterState,
  partitions: Partitions,
  now: number,
  signal: AbortSignal,
): Promise<Logs> {
  const logs = new Map<string, Map<number, Log>>()
  const starts = await ask(asking, state, partitions, 'earliest', signal)
  const ends = await ask(asking, state, partitions, 'latest', signal)
  const ahead = await ask(asking, state, partitions, now + STEP_MS, signal)
  const endsOf = byPlace(ends)
  const aheadOf = byPlace(ahead)
  for (const { topic, partition, offset } of starts) {
    const key = `${partition} ${topic}`
    const end = endsOf.get(key)?.offset ?? null
    const later = aheadOf.get(key)
    if (offset === null || end === null || later === undefined) continue
    const timed = later.offset !== null ? later.offset < 0 : false
    if (later.offset === null && !WITHOUT_TIMES.has(later.code)) continue
    const own = logs.get(topic) ?? new Map<number, Log>()
    logs.set(topic, own)
    own.set(partition, { start: offset, end, timed })
  }
  return logs
}

const byPlace = (answers: readonly Answer[]): ReadonlyMap<string, Answer> =>
  new Map(answers.map((answer) => [`${answer.partition} ${answer.topic}`, answer]))

/** Times of one hour that a topic lacks. */
export interface Lack {
  readonly topic: string
  readonly times: readonly number[]
}

interface TopicFilling {
  readonly lack: ReadonlySet<number>
  readonly of: ReadonlyMap<number, Filling>
  failed: boolean
}

/** Log ends at the times of an hour that topics lack. Topics of which something was not answered are left for another time. */
export async function askHour(
  asking: Asking,
  state: ClusterState,
  { logs, times, lacks }: { readonly logs: Logs; readonly times: readonly number[]; readonly lacks: readonly Lack[] },
  signal: AbortSignal,
): Promise<readonly BackfilledEnds[]> {
  const fillings = new Map<string, TopicFilling>()
  for (const { topic, times: own } of lacks) {
    const of = new Map([...(logs.get(topic) ?? [])].map(([partition, log]) => [partition, fillingOf(times.length, log)]))
    fillings.set(topic, { lack: new Set(own), of, failed: false })
  }
  for (const step of askingOrder(times.length)) {
    const time = times[step] ?? 0
    const wanted = new Map<string, readonly number[]>()
    for (const [topic, { lack, of, failed }] of fillings) {
      if (failed || !lack.has(time)) continue
      const own = [...of].filter(([, filling]) => filling.wants(step)).map(([partition]) => partition)
      if (own.length > 0) wanted.set(topic, own)
    }
    if (wanted.size === 0) continue
    for (const { topic, partition, offset } of await ask(asking, state, wanted, time, signal)) {
      const filling = fillings.get(topic)
      const log = logs.get(topic)?.get(partition)
      if (filling === undefined || log === undefined) continue
      if (offset === null) filling.failed = true
      else filling.of.get(partition)?.tell(step, endAt(offset, log))
    }
  }
  await followStarts(asking, state, logs, fillings, signal)
  return [...fillings].flatMap(([topic, filling]) => (filling.failed ? [] : [endsOf(topic, times, filling, logs)]))
}

/** Records are deleted while it is asked: only a start that is read after the answers tells which of them were the first of their log. */
async function followStarts(
  asking: Asking,
  state: ClusterState,
  logs: Logs,
  fillings: ReadonlyMap<string, TopicFilling>,
  signal: AbortSignal,
): Promise<void> {
  const wanted = new Map([...fillings].flatMap(([topic, { of, failed }]) => (failed || of.size === 0 ? [] : [[topic, [...of.keys()]]])))
  if (wanted.size === 0) return
  for (const { topic, partition, offset } of await ask(asking, state, wanted, 'earliest', signal)) {
    const log = logs.get(topic)?.get(partition)
    const filling = fillings.get(topic)
    if (offset === null && filling) filling.failed = true
    if (log !== undefined && offset !== null) logs.get(topic)?.set(partition, { ...log, start: offset })
  }
}

/** Without times there is nothing to ask. */
function fillingOf(steps: number, { timed }: Log): Filling {
  const filling = createFilling(steps)
  if (!timed) filling.tell(steps - 1, Number.NaN)
  return filling
}

function endsOf(topic: string, times: readonly number[], { lack, of }: TopicFilling, logs: Logs): BackfilledEnds {
  const partitions = [...of.keys()].sort((a, b) => a - b)
  const told = new Map([...of].map(([p, { ends }]) => [p, withoutDeleted(ends, logs.get(topic)?.get(p)?.start ?? 0)]))
  const places = times.flatMap((time, step) => (lack.has(time) ? [step] : []))
  const values = Float64Array.from(places.flatMap((step) => partitions.map((p) => told.get(p)?.[step] ?? Number.NaN)))
  return { topic, partitions, times: places.map((step) => times[step] ?? 0), values }
}
