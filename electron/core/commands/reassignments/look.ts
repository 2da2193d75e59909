import type { RunRecord } from '../../../../shared/contract/reassignment-run.ts'
import type { BrokerId } from '../../../../shared/domain/ids.ts'
import { addingOf } from '../../../../shared/domain/reassignment/effect.ts'
import { progressOf, withSample, type Copying, type Progress, type Sample } from '../../../../shared/domain/reassignment/progress.ts'
import { partitionKey } from '../../../../shared/domain/reassignment/types.ts'
import type { KafkaClient, MetadataReading, OngoingReassignment } from '../../clients/kafka/kafka-client.ts'
import type { Clock } from '../../lib/clock.ts'
import { byTopic, leadersIn, readDisks } from './placed.ts'

/**
 * The controller's list runs ahead of the metadata that a broker tells: a partition that is on its way no more and not where it shall be
 * yet is believed to be elsewhere only when that is so for this long.
 */
const METADATA_LAGS_MS = 3_000

/** What is known of the reassignments of one cluster. */
export interface Seen {
  /** Wall clock ms of the list. */
  readonly at: number
  /** The open run that was looked at; null: there was none. What is said of a run is said of this one. */
  readonly run: string | null
  readonly ongoing: readonly OngoingReassignment[]
  /** Of the leader's replica, by `topic-partition`; kept after the end. */
  readonly sizes: ReadonlyMap<string, number>
  /** Bytes that new replicas have, by `topic-partition`. */
  readonly copied: ReadonlyMap<string, ReadonlyMap<BrokerId, number>>
  /** Since when (monotonic ms) a partition has got no further. */
  readonly still: ReadonlyMap<string, { readonly bytes: number; readonly since: number }>
  /** Partitions of the open run that are on their way no more: whether they are where they shall be. */
  readonly ended: ReadonlyMap<string, boolean>
  /** On their way no more, and not seen where they shall be: since when (monotonic ms). Not among `ended`. */
  readonly unsettled: ReadonlyMap<string, number>
  readonly samples: readonly Sample[]
  /** Brokers that metadata names. */
  readonly live: ReadonlySet<BrokerId>
}

const NOTHING: Omit<Seen, 'at'> = {
  run: null,
  ongoing: [],
  sizes: new Map(),
  copied: new Map(),
  still: new Map(),
  ended: new Map(),
  unsettled: new Map(),
  samples: [],
  live: new Set(),
}

/** Reads once. `seenBefore`: what was seen last. */
export async function look(
  { client, clock, run }: { readonly client: KafkaClient; readonly clock: Clock; readonly run: RunRecord | null },
  seenBefore: Seen | null,
  signal: AbortSignal,
): Promise<Seen> {
  const before = seenBefore === null || seenBefore.run === (run?.id ?? null) ? seenBefore : ofOthers(seenBefore)
  const { at, ongoing } = await client.listReassignments(signal)
  if (run === null && ongoing.length === 0) return { ...NOTHING, at }
  const underWay = new Set(ongoing.map(partitionKey))
  const metadata = await client.metadata(signal)
  const { ended, unsettled } = endsOf(run, metadata, { underWay, before, now: clock.now() })
  const brokers = [...new Set(ongoing.flatMap((o) => o.replicas))].filter((id) => metadata.brokers.some((b) => b.id === id))
  const only = byTopic(ongoing)
  const disks = ongoing.length === 0 ? null : await readDisks(client, { brokers, leaderOf: leadersIn(metadata), only }, signal)
  const sizes = new Map([...(before?.sizes ?? []), ...(disks?.sizes ?? [])])
  const copied = new Map<string, ReadonlyMap<BrokerId, number>>()
  for (const o of ongoing) {
    const told = disks?.replicas.get(partitionKey(o))
    copied.set(partitionKey(o), new Map(o.adding.map((id) => [id, told?.get(id) ?? before?.copied.get(partitionKey(o))?.get(id) ?? 0])))
  }
  for (const key of unsettled.keys()) copied.set(key, before?.copied.get(key) ?? new Map())
  const next: Seen = {
    at,
    run: run?.id ?? null,
    ongoing,
    sizes,
    copied,
    still: stillOf(copied, before, clock.now()),
    ended,
    unsettled,
    samples: [],
    live: new Set(metadata.brokers.filter((b) => !metadata.fenced.includes(b.id)).map((b) => b.id)),
  }
  const sample = { at: clock.now(), copied: run === null ? 0 : progressOfRun(run, next).copied }
  return { ...next, samples: withSample(before?.samples ?? [], sample) }
}

/** A run that follows on another has the same partitions, often enough: what ended then is no end of it. */
const ofOthers = (seen: Seen): Seen => ({ ...seen, ended: NOTHING.ended, unsettled: NOTHING.unsettled, samples: [] })

interface Before {
  readonly underWay: ReadonlySet<string>
  readonly before: Seen | null
  /** Monotonic ms. */
  readonly now: number
}

/** How it ended for what is on its way no more. */
function endsOf(run: RunRecord | null, metadata: MetadataReading, { underWay, before, now }: Before): Pick<Seen, 'ended' | 'unsettled'> {
  const replicasOf = new Map(
    metadata.topics.flatMap((t) => t.partitions.map((p) => [partitionKey({ topic: t.name, partition: p.partition }), p.replicas] as const)),
  )
  const ended = new Map<string, boolean>()
  const unsettled = new Map<string, number>()
  for (const move of run?.moves ?? []) {
    const key = partitionKey(move)
    if (underWay.has(key)) continue
    // Another broker may know less than the one that told it before.
    const there = before?.ended.get(key) === true || sameList(replicasOf.get(key) ?? [], move.to)
    const since = before?.unsettled.get(key) ?? now
    const known = there || run?.sentAt === null || before?.ended.has(key) === true || now - since >= METADATA_LAGS_MS
    if (known) ended.set(key, there)
    else unsettled.set(key, since)
  }
  return { ended, unsettled }
}

export const sameList = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((id, i) => id === b[i])

function stillOf(copied: Seen['copied'], before: Seen | null, now: number): Seen['still'] {
  const still = new Map<string, { bytes: number; since: number }>()
  for (const [key, byBroker] of copied) {
    const bytes = [...byBroker.values()].reduce((sum, b) => sum + b, 0)
    const was = before?.still.get(key)
    still.set(key, was?.bytes === bytes ? was : { bytes, since: now })
  }
  return still
}

/** Bytes of the whole run: those that are there count whole, those that went back count as not copied. */
export function progressOfRun(run: RunRecord, seen: Seen): Progress {
  const copyings = run.moves.flatMap((move): Copying[] => {
    const key = partitionKey(move)
    const total = seen.sizes.get(key) ?? move.bytes
    const there = seen.ended.get(key) === true
    return addingOf(move).map((id) => ({ total, copied: there ? (total ?? 0) : (seen.copied.get(key)?.get(id) ?? 0) }))
  })
  return progressOf(copyings)
}
