import type { LogStrip } from '../../../../shared/contract/lag.ts'
import { quietSince, startAfter, timePoints } from '../../../../shared/domain/log-edge.ts'
import type { ClusterState, PartitionFact } from '../../../../shared/domain/cluster-state.ts'
import { lagOf, lostOf } from '../../../../shared/domain/lag.ts'
import { leaderOf } from '../../../../shared/domain/partitions.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import type { Derived } from '../derive/derive.ts'
import type { Retention } from '../lag/topic-facts.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { clusterView } from './view.ts'

const GROUPS_A_STRIP = 40
/** Positions whose time is worked out at once; of very wide topics only the groups that lag most. */
const TIMED = 2_000
const HOUR_S = 3_600
const NO_TIME: Standing['timeLag'] = { kind: 'unknown' }

const groupsTimed = (partitions: number): number => Math.max(1, Math.min(GROUPS_A_STRIP, Math.floor(TIMED / Math.max(1, partitions))))

type Standing = LogStrip['groups'][number]

/** The log of each partition of a topic, and where groups stand in it. */
export function logStrips(cluster: LiveCluster, topic: string, times: boolean): ViewSource<LogStrip> {
  let from: readonly unknown[] = []
  let rows: ReadonlyMap<string, LogStrip> = new Map()
  return clusterView(cluster, {
    watched: { kind: 'topic', topic, times },
    needs: ['metadata', 'offsets'],
    figures: 'offsets',
    adds: ['groups', 'starts'],
    rows(derived) {
      const { state } = derived
      const { groupsOfTopics } = derived.later.value()
      const inputs = [
        state.topics.get(topic),
        state.gone,
        state.ends.get(topic),
        state.starts.get(topic),
        groupsOfTopics.get(topic),
        times ? derived.lag : null,
        times ? state.probes.get(topic) : null,
      ]
      if (inputs.length === from.length && inputs.every((input, i) => input === from[i])) return rows
      from = inputs
      rows = stripsOf(derived, topic, times, rows)
      return rows
    },
  })
}

function stripsOf(derived: Derived, topic: string, times: boolean, before: ReadonlyMap<string, LogStrip>): ReadonlyMap<string, LogStrip> {
  const { state } = derived
  const standings = standingsOf(derived, topic)
  const timed = times ? groupsTimed(state.topics.get(topic)?.partitions.length ?? 0) : 0
  const next = new Map<string, LogStrip>()
  for (const fact of state.topics.get(topic)?.partitions ?? []) {
    const strip = stripOf(derived, topic, fact, standings.get(fact.partition) ?? [], timed)
    const known = before.get(strip.key)
    next.set(strip.key, known && alike(known, strip) ? known : strip)
  }
  return next
}

/** By partition, each group that committed there. */
function standingsOf({ state, lag: figures, later }: Derived, topic: string): ReadonlyMap<number, Standing[]> {
  const found = new Map<number, Standing[]>()
  const starts = state.starts.get(topic)?.offsets
  for (const { group } of later.value().groupsOfTopics.get(topic) ?? []) {
    const read = state.samples.get(group)?.topics.get(topic)
    if (!read) continue
    for (let i = 0; i < read.partitions.length; i += 1) {
      const p = read.partitions[i] ?? 0
      const committed = read.committed[i] ?? Number.NaN
      if (!(committed >= 0)) continue
      const start = starts?.[p] ?? Number.NaN
      const standing = {
        group,
        committed: String(committed),
        lag: number(lagOf(committed, start, read.ends[i] ?? Number.NaN)),
        lost: number(lostOf(committed, start)),
        edge: figures.edge(group, topic, p),
        timeLag: NO_TIME,
      }
      const list = found.get(p)
      if (list) list.push(standing)
      else found.set(p, [standing])
    }
  }
  return found
}

function stripOf({ state, lag }: Derived, topic: string, fact: PartitionFact, standings: Standing[], timed: number): LogStrip {
  const { partition } = fact
  const ends = state.ends.get(topic)
  const groups = standings.sort((a, b) => (b.lag ?? -1) - (a.lag ?? -1) || (a.group < b.group ? -1 : 1))
  return {
    key: String(partition),
    partition,
    leader: leaderOf(fact, state.gone),
    replicas: fact.replicas.map((broker) => ({ broker, inSync: fact.isr.includes(broker) && !state.gone.has(broker) })),
    start: text(state.starts.get(topic)?.offsets[partition]),
    end: text(ends?.offsets[partition]),
    in: lag.rateIn(topic, partition),
    groups: groups.slice(0, GROUPS_A_STRIP).map((one, at) => {
      const figures = at < timed ? lag.partition(one.group, topic, partition) : null
      return figures ? { ...one, timeLag: figures.timeLag } : one
    }),
    moreGroups: Math.max(0, groups.length - GROUPS_A_STRIP),
    ...edgeAndTimes(state, lag.retention(topic, partition), topic, partition, timed > 0),
    asOf: number(ends?.at[partition] ?? Number.NaN),
  }
}

function edgeAndTimes(
  state: ClusterState,
  retention: Retention | null,
  topic: string,
  partition: number,
  timed: boolean,
): Pick<LogStrip, 'startInHour' | 'times'> {
  const ends = state.ends.get(topic)
  const start = state.starts.get(topic)?.offsets[partition] ?? Number.NaN
  const end = ends?.offsets[partition] ?? Number.NaN
  if (Number.isNaN(start) || Number.isNaN(end)) return { startInHour: null, times: null }
  const facts = state.probes.get(topic)?.get(partition) ?? []
  const points = timePoints(facts, end)
  const now = (ends?.at[partition] ?? Number.NaN) / 1_000
  const rate = retention?.trimming === true ? retention.logStartRate : null
  const expected = retention?.deletes
    ? startAfter(HOUR_S, { start, end, now, startRate: rate, retention: retention.seconds, points })
    : null
  const quiet = quietSince(facts, end)
  return {
    startInHour: expected === null ? null : String(expected),
    times: timed
      ? {
          points: points.map(({ offset, t }) => ({ offset: String(offset), t: t * 1_000 })),
          quietSince: quiet === null ? null : quiet * 1_000,
          retention: retention?.seconds ?? null,
        }
      : null,
  }
}

const sameTimes = (a: LogStrip['times'], b: LogStrip['times']): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Compared field by field: thousands of strips are looked at four times a second. */
function alike(a: LogStrip, b: LogStrip): boolean {
  return (
    a.end === b.end &&
    a.start === b.start &&
    a.asOf === b.asOf &&
    a.in === b.in &&
    a.leader === b.leader &&
    a.startInHour === b.startInHour &&
    sameTimes(a.times, b.times) &&
    a.moreGroups === b.moreGroups &&
    a.replicas.length === b.replicas.length &&
    a.replicas.every((replica, i) => replica.broker === b.replicas[i]?.broker && replica.inSync === b.replicas[i].inSync) &&
    a.groups.length === b.groups.length &&
    a.groups.every((one, i) => {
      const other = b.groups[i]
      return (
        other?.group === one.group &&
        other.committed === one.committed &&
        other.lag === one.lag &&
        other.lost === one.lost &&
        JSON.stringify([one.edge, one.timeLag]) === JSON.stringify([other.edge, other.timeLag])
      )
    })
  )
}

const text = (offset: number | undefined): string | null => (offset === undefined || Number.isNaN(offset) ? null : String(offset))
const number = (value: number): number | null => (Number.isNaN(value) ? null : value)
