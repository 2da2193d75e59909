import { FIGURES, grainOf, REPLICAS } from '../../../electron/core/history/moments/tables.ts'
import type { Tier } from '../../../electron/core/history/tiers.ts'
import type { GroupLagFigures } from '../../../electron/core/state/lag/figures.ts'
import {
  emptyState,
  type BrokerFact,
  type ClusterState,
  type DescriptionFact,
  type GroupFact,
  type LogDirsFact,
  type ReplicaSizes,
  type TopicFact,
} from '../../../shared/domain/cluster-state.ts'

/** A very large cluster as a recorder sees it, made up: what moves how often is what readings of a real one show. */
export interface MomentsSize {
  readonly brokers: number
  readonly topics: number
  readonly partitionsPerTopic: number
  readonly groups: number
  readonly topicsPerGroup: number
}

export const xlMoments: MomentsSize = { brokers: 200, topics: 10_000, partitionsPerTopic: 10, groups: 5_000, topicsPerGroup: 4 }

export const topicName = (t: number): string => `orders.events.${String(t).padStart(5, '0')}`
export const groupName = (g: number): string => `consumer-${String(g).padStart(4, '0')}`
/** The topics that a group reads. */
export const topicsOf = ({ topics, topicsPerGroup }: MomentsSize, g: number): readonly number[] =>
  Array.from({ length: topicsPerGroup }, (_, n) => (g * topicsPerGroup + n) % topics)

const MINUTE = 60_000

function topicFact({ brokers, partitionsPerTopic }: MomentsSize, t: number, shrunk: boolean): TopicFact {
  return {
    name: topicName(t),
    topicId: null,
    internal: false,
    error: 0,
    partitions: Array.from({ length: partitionsPerTopic }, (_, partition) => {
      const replicas = [0, 1, 2].map((r) => (t * 7 + partition * 3 + r * 11) % brokers)
      return {
        partition,
        error: 0,
        leader: replicas[0] ?? 0,
        leaderEpoch: 4,
        replicas,
        isr: shrunk ? replicas.slice(0, 2) : replicas,
        offline: [],
      }
    }),
  }
}

function brokerFact(id: number, at: number): BrokerFact {
  const link = { state: 'up' as const, problem: null, release: '3.9', answeredAt: at, latencyMs: 2 + (id % 3) }
  return { id, host: `broker-${id}.kafka.example.org`, port: 9092, rack: `rack-${id % 3}`, inMetadata: true, link }
}

const groupFact = (size: MomentsSize, g: number, emptied: boolean): GroupFact => ({
  group: groupName(g),
  protocolType: 'consumer',
  state: emptied ? 'Empty' : 'Stable',
  type: 'classic',
  coordinator: g % size.brokers,
  missingSince: null,
})

function description(size: MomentsSize, g: number, at: number): DescriptionFact {
  const partitions = Array.from({ length: size.partitionsPerTopic }, (_, p) => p)
  const members = topicsOf(size, g).map((t, n) => ({
    member: `${groupName(g)}-${n}-0f6c1b9e-9f7e-4a7a-8f39-0c9c3a1d7f${n}${g % 10}`,
    instance: null,
    clientId: `${groupName(g)}-${n}`,
    host: `10.1.${g % 250}.${n}`,
    rack: null,
    assigned: [{ topic: topicName(t), partitions }],
  }))
  const told = {
    state: 'Stable',
    type: 'classic',
    protocolType: 'consumer',
    assignor: 'range',
    coordinator: g % size.brokers,
    members,
  } as const
  return { at, problem: null, description: told }
}

function logDirs(size: MomentsSize, at: number): ReadonlyMap<number, LogDirsFact> {
  const replicas = Array.from({ length: size.brokers }, () => new Map<string, { partitions: number[]; bytes: number[] }>())
  for (let t = 0; t < size.topics; t++)
    for (const { partition, replicas: on } of topicFact(size, t, false).partitions)
      for (const id of on) {
        const own = replicas[id]?.get(topicName(t)) ?? { partitions: [], bytes: [] }
        own.partitions.push(partition)
        own.bytes.push(1_000_000 + ((t * 977 + partition * 31 + at / 1_000) % 900_000))
        replicas[id]?.set(topicName(t), own)
      }
  const sizes = (own: { partitions: number[]; bytes: number[] }): ReplicaSizes => ({
    partitions: Int32Array.from(own.partitions),
    bytes: Float64Array.from(own.bytes),
    lag: new Float64Array(own.bytes.length),
  })
  return new Map(
    replicas.map((own, id) => [
      id,
      {
        ...{ at, problem: null, usedBytes: 4e11, totalBytes: 1e12, usableBytes: 6e11, dirs: 2, failedDirs: 0 },
        replicas: new Map([...own].map(([topic, each]) => [topic, sizes(each)])),
      },
    ]),
  )
}

const figuresOf = (g: number, at: number): GroupLagFigures => {
  const n = Math.floor(at / 20_000)
  const lag = 1_000 + ((g * 7_919 + n * 13) % 5_000)
  return {
    t: at / 1_000,
    lag,
    verdict: { verdict: g % 9 === 0 ? 'FALLING_BEHIND' : 'OK', urgent: false, notice: false, since: at - (at % (30 * MINUTE)), also: [] },
    representative: { topic: topicName(g % 10_000), partition: g % 10 },
    counts: [{ verdict: 'OK', n: 40 }],
    complete: 1,
    atLeast: false,
    dormant: false,
    timeLag: { kind: 'value', seconds: 3 + (lag % 40), error: 1, method: 'interp', atLeast: false, at },
    in: 100 + (lag % 100) / 10,
    out: 100 + (lag % 90) / 10,
    slope: (lag % 17) / 3,
    skew: { peakToMean: 1 + (lag % 13) / 13, cv: (lag % 7) / 7 },
    eta: { kind: 'unknown' },
    edge: { kind: 'unknown' },
    // The oldest first; the present minute's moves with every reading.
    trend: Array.from({ length: 30 }, (_, i) => (i === 29 ? lag : 1_000 + ((g * 7_919 + (Math.floor(at / MINUTE) - 29 + i) * 39) % 5_000))),
  }
}

export interface MomentsWorld {
  /** The state at a later moment; what did not change is the same object. */
  at(time: number, tier: Tier): { readonly state: ClusterState; readonly figures: ReadonlyMap<string, unknown> }
}

export function createMomentsWorld(size: MomentsSize): MomentsWorld {
  let state: ClusterState = emptyState
  let figures: ReadonlyMap<string, unknown> = new Map()
  const done = new Map<string, number>()
  /** When that is due again: when it was due since it was last looked at, however rarely that is done. */
  const every = (what: string, ms: number, time: number): number | null => {
    const turn = Math.floor(time / ms)
    if (done.get(what) === turn) return null
    done.set(what, turn)
    return turn * ms
  }
  /** The same of a table that its tier holds only now and then: just before that is due. */
  const everyHeld = (table: string, ms: number, time: number, tier: Tier): number | null => {
    if (tier === 10) return every(table, ms, time)
    const before = done.get(`${table} ${tier}`)
    const turn = Math.floor((time + tier * 1_000) / grainOf(table, tier))
    if (before === turn) return null
    done.set(`${table} ${tier}`, turn)
    return Math.floor(time / ms) * ms
  }
  let shrunkIn = Number.NaN
  const all = <T>(count: number, make: (n: number) => readonly [string, T]): Map<string, T> =>
    new Map(Array.from({ length: count }, (_, n) => make(n)))
  return {
    at(time, tier) {
      if (state.topics.size === 0) {
        const topics = all(size.topics, (t) => [topicName(t), topicFact(size, t, false)] as const)
        const groups = all(size.groups, (g) => [groupName(g), groupFact(size, g, false)] as const)
        state = { ...state, clusterId: 'xl', controllerId: 1, topics, groups }
      }
      const due = every('minute', MINUTE, time)
      if (due !== null) {
        const minute = due / MINUTE
        const topics = new Map(state.topics)
        // Followers fall out, and come back a minute later.
        const shrink = (at: number, shrunk: boolean): void => {
          for (let n = 0; n < 50; n++)
            topics.set(topicName((at * 50 + n) % size.topics), topicFact(size, (at * 50 + n) % size.topics, shrunk))
        }
        if (!Number.isNaN(shrunkIn)) shrink(shrunkIn, false)
        shrink(minute, true)
        const groups = new Map(state.groups)
        for (let at = Number.isNaN(shrunkIn) ? minute : shrunkIn + 1; at <= minute; at++)
          groups.set(groupName(at % size.groups), groupFact(size, at % size.groups, at % 2 === 0))
        shrunkIn = minute
        state = { ...state, topics, groups }
      }
      const brokersAt = every('brokers', 30_000, time)
      if (brokersAt !== null) {
        const brokers = new Map(Array.from({ length: size.brokers }, (_, id) => [id, brokerFact(id, brokersAt)]))
        const part = { ...emptyState.parts.metadata, readAt: brokersAt, state: 'read' as const }
        state = { ...state, brokers, parts: { ...state.parts, metadata: part, groups: part, offsets: part } }
      }
      const describedAt = every('descriptions', 5 * MINUTE, time)
      if (describedAt !== null)
        state = { ...state, descriptions: all(size.groups, (g) => [groupName(g), description(size, g, describedAt)] as const) }
      const dirsAt = everyHeld(REPLICAS, 10 * MINUTE, time, tier)
      if (dirsAt !== null) state = { ...state, logDirs: logDirs(size, dirsAt) }
      const figuresAt = everyHeld(FIGURES, 20_000, time, tier)
      if (figuresAt !== null) figures = all(size.groups, (g) => [groupName(g), figuresOf(g, figuresAt)] as const)
      return { state, figures }
    },
  }
}
