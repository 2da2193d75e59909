import type { ClusterState, TopicFact, TopicOffsetsFact } from '../../../../shared/domain/cluster-state.ts'
import { configKey } from '../../../../shared/domain/cluster-state.ts'
import { NO_LEADER } from '../../../../shared/domain/ids.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import type { OffsetsObservation } from '../../../../shared/domain/observation.ts'
import { leaderOf } from '../../../../shared/domain/partitions.ts'
import { advanceAt, newRateColumns, rateAt, type Rate, type RateColumns } from '../../../../shared/domain/rates.ts'

/** What verdicts need to know of partitions whoever reads them: traffic, log starts, who leads. Shared by all groups. */
export interface TopicFacts {
  /** Ends were read: a step of the rate in. */
  readEnds(seen: OffsetsObservation, intervalOf: (topic: string) => number): Generator<undefined, void>
  readStarts(starts: ReadonlyMap<string, TopicOffsetsFact>, names: Iterable<string>, t: number): Generator<undefined, void>
  /** Metadata, or word of brokers that are gone. */
  readLayout(state: ClusterState, t: number, isMetadata: boolean): Generator<undefined, void>
  rateIn(topic: string, partition: number): Rate
  /** The same by partition; undefined: no end was read yet. */
  ratesIn(topic: string): RateColumns | undefined
  leaderless(topic: string, partition: number): boolean
  isGone(topic: string): boolean
  /** Partitions of the topic without a leader, by the second since when; undefined: none. */
  leaderlessIn(topic: string): ReadonlyMap<number, number> | undefined
  /** How the log starts of the topic moved; undefined: none was read. */
  startsIn(topic: string): StartsSeen | undefined
  retention(state: ClusterState, topic: string, partition: number, t: number): Retention
  /** The wall clock jumped: no rate across it. */
  breakRates(): void
}

export interface Retention {
  readonly deletes: boolean
  readonly seconds: number | null
  readonly logStartRate: number | null
  readonly trimming: boolean
}

/** Columns by partition: how the log start moved. */
export interface StartsSeen {
  readonly since: Float64Array
  readonly first: Float64Array
  readonly newest: Float64Array
  readonly newestAt: Float64Array
  readonly advances: Uint16Array
  readonly roseAt: Float64Array
  /** One of them rose at some time. */
  anyRose: boolean
}

const DAY = 86_400
/** A leader is missed when metadata says so twice, this far apart. */
const LEADER_RECHECK_S = 2
const TOPIC_RECHECK_S = 10
const TOPICS_A_STEP = 100

export function createTopicFacts(settings: LagSettings): TopicFacts {
  const rates = new Map<string, RateColumns>()
  const starts = new Map<string, StartsSeen>()
  /** Seconds since when metadata names no leader, by partition. */
  let leaderless = new Map<string, Map<number, number>>()
  const missing = new Map<string, number>()
  let layout: { topics: ClusterState['topics']; gone: ClusterState['gone'] } | null = null
  let layoutAt = Number.NaN
  let metadataAt = Number.NaN

  return {
    *readEnds(seen, intervalOf) {
      let n = 0
      for (const { topic, partitions, offsets, at, errors } of seen) {
        const columns = widened(rates.get(topic), partitions)
        rates.set(topic, columns)
        const interval = intervalOf(topic)
        const clean = errors.size === 0
        for (let i = 0; i < partitions.length; i += 1) {
          const offset = offsets[i] ?? Number.NaN
          if (Number.isNaN(offset) || (!clean && errors.has(i))) continue
          advanceAt(columns, partitions[i] ?? 0, (at[i] ?? 0) / 1_000, offset, interval, settings)
        }
        n += 1
        if (n % TOPICS_A_STEP === 0) yield
      }
    },
    *readStarts(now, names, t) {
      let n = 0
      for (const topic of names) {
        const fact = now.get(topic)
        if (fact) starts.set(topic, startsAfter(starts.get(topic), fact, t))
        n += 1
        if (n % TOPICS_A_STEP === 0) yield
      }
    },
    *readLayout(state, t, isMetadata) {
      layoutAt = t
      if (isMetadata) metadataAt = t
      if (layout?.topics === state.topics && layout.gone === state.gone) return
      const before = layout?.topics
      layout = { topics: state.topics, gone: state.gone }
      for (const name of before?.keys() ?? []) {
        if (state.topics.has(name)) missing.delete(name)
        else if (!missing.has(name)) {
          missing.set(name, t)
          rates.delete(name)
          starts.delete(name)
        }
      }
      const next = new Map<string, Map<number, number>>()
      let n = 0
      for (const topic of state.topics.values()) {
        missing.delete(topic.name)
        const without = withoutLeader(topic, state, leaderless.get(topic.name), t)
        if (without) next.set(topic.name, without)
        n += 1
        if (n % TOPICS_A_STEP === 0) yield
      }
      leaderless = next
    },
    rateIn: (topic, partition) => {
      const columns = rates.get(topic)
      return columns ? rateAt(columns, partition) : { short: null, long: null }
    },
    ratesIn: (topic) => rates.get(topic),
    leaderless: (topic, partition) => {
      const since = leaderless.get(topic)?.get(partition)
      return since !== undefined && layoutAt - since >= LEADER_RECHECK_S
    },
    isGone(topic) {
      if (!layout || layout.topics.has(topic)) return false
      const since = missing.get(topic)
      if (since === undefined) missing.set(topic, metadataAt)
      return since !== undefined && metadataAt - since >= TOPIC_RECHECK_S
    },
    retention: (state, topic, partition, t) => retentionOf(state, topic, partition, t, starts.get(topic), settings),
    leaderlessIn: (topic) => leaderless.get(topic),
    startsIn: (topic) => starts.get(topic),
    breakRates: () => rates.clear(),
  }
}

function widened(columns: RateColumns | undefined, partitions: Int32Array): RateColumns {
  let places = 0
  for (const p of partitions) if (p >= places) places = p + 1
  if (columns && columns.t.length >= places) return columns
  const next = newRateColumns(places)
  if (columns) for (const key of ['t', 'offset', 'short', 'long'] as const) next[key].set(columns[key])
  return next
}

function withoutLeader(
  topic: TopicFact,
  { gone }: ClusterState,
  before: ReadonlyMap<number, number> | undefined,
  t: number,
): Map<number, number> | null {
  let found: Map<number, number> | null = null
  for (const fact of topic.partitions) {
    if (leaderOf(fact, gone) !== NO_LEADER) continue
    found ??= new Map()
    found.set(fact.partition, before?.get(fact.partition) ?? t)
  }
  return found
}

function newStarts(places: number): StartsSeen {
  const empty = (): Float64Array => new Float64Array(places).fill(Number.NaN)
  return {
    since: empty(),
    first: empty(),
    newest: empty(),
    newestAt: empty(),
    advances: new Uint16Array(places),
    roseAt: empty(),
    anyRose: false,
  }
}

function startsAfter(known: StartsSeen | undefined, { offsets }: TopicOffsetsFact, t: number): StartsSeen {
  const seen = known && known.since.length >= offsets.length ? known : newStarts(offsets.length)
  for (let p = 0; p < offsets.length; p += 1) {
    const start = offsets[p] ?? Number.NaN
    if (Number.isNaN(start)) continue
    const before = seen.newest[p] ?? Number.NaN
    // A day is remembered; a log made anew begins anew.
    if (Number.isNaN(before) || start < before || t - (seen.since[p] ?? t) > DAY) {
      seen.since[p] = t
      seen.first[p] = start
      seen.advances[p] = 0
    } else if (start > before) {
      seen.advances[p] = (seen.advances[p] ?? 0) + 1
      seen.roseAt[p] = t
      seen.anyRose = true
    }
    seen.newest[p] = start
    seen.newestAt[p] = t
  }
  return seen
}

/** Whether something is known of when records of the partition will be deleted: that its log start moves, or moved of late. */
export function startMoves(seen: StartsSeen | undefined, p: number, t: number, { trimSpan }: LagSettings): boolean {
  if (seen === undefined) return false
  return t - (seen.roseAt[p] ?? Number.NaN) <= DAY || isKnownLong(seen, p, trimSpan)
}

const isKnownLong = ({ newestAt, since, advances }: StartsSeen, p: number, trimSpan: number): boolean =>
  (newestAt[p] ?? Number.NaN) - (since[p] ?? Number.NaN) >= trimSpan && (advances[p] ?? 0) >= 2

function retentionOf(
  state: ClusterState,
  topic: string,
  p: number,
  t: number,
  seen: StartsSeen | undefined,
  { trimSpan }: LagSettings,
): Retention {
  const entries = state.configs.get(configKey('topic', topic))?.entries
  const valueOf = (name: string): string | null => entries?.find((entry) => entry.name === name)?.value ?? null
  const roseAt = seen?.roseAt[p] ?? Number.NaN
  const trimming = t - roseAt <= DAY
  const policy = valueOf('cleanup.policy')
  // Where the policy was not read, a log start that rose tells that records are deleted.
  const deletes = policy === null ? trimming || (seen?.newest[p] ?? 0) > 0 : policy.includes('delete')
  const ms = Number(valueOf('retention.ms') ?? Number.NaN)
  const span = (seen?.newestAt[p] ?? Number.NaN) - (seen?.since[p] ?? Number.NaN)
  const known = seen !== undefined && isKnownLong(seen, p, trimSpan)
  return {
    deletes,
    seconds: deletes && ms > 0 ? ms / 1_000 : null,
    logStartRate: known ? ((seen?.newest[p] ?? 0) - (seen?.first[p] ?? 0)) / span : null,
    trimming,
  }
}
