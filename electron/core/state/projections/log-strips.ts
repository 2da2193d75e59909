import type { LogStrip } from '../../../../shared/contract/lag.ts'
import type { PartitionFact } from '../../../../shared/domain/cluster-state.ts'
import { lagOf, lostOf } from '../../../../shared/domain/lag.ts'
import { leaderOf } from '../../../../shared/domain/partitions.ts'
import type { ViewSource } from '../../../../shared/rpc/define.ts'
import type { Derived } from '../derive/derive.ts'
import type { LiveCluster } from '../live-cluster.ts'
import { clusterView } from './view.ts'

const GROUPS_A_STRIP = 40

type Standing = LogStrip['groups'][number]

/** The log of each partition of a topic, and where groups stand in it. */
export function logStrips(cluster: LiveCluster, topic: string): ViewSource<LogStrip> {
  let from: readonly unknown[] = []
  let rows: ReadonlyMap<string, LogStrip> = new Map()
  return clusterView(cluster, {
    watched: { kind: 'topic', topic },
    needs: ['metadata', 'offsets'],
    adds: ['groups', 'starts'],
    rows(derived) {
      const { state, groupsOfTopics } = derived
      const inputs = [state.topics.get(topic), state.gone, state.ends.get(topic), state.starts.get(topic), groupsOfTopics.get(topic)]
      if (inputs.length === from.length && inputs.every((input, i) => input === from[i])) return rows
      from = inputs
      rows = stripsOf(derived, topic, rows)
      return rows
    },
  })
}

function stripsOf(derived: Derived, topic: string, before: ReadonlyMap<string, LogStrip>): ReadonlyMap<string, LogStrip> {
  const { state } = derived
  const standings = standingsOf(derived, topic)
  const next = new Map<string, LogStrip>()
  for (const fact of state.topics.get(topic)?.partitions ?? []) {
    const strip = stripOf(derived, topic, fact, standings.get(fact.partition) ?? [])
    const known = before.get(strip.key)
    next.set(strip.key, known && alike(known, strip) ? known : strip)
  }
  return next
}

/** By partition, each group that committed there. */
function standingsOf({ state, groupsOfTopics }: Derived, topic: string): ReadonlyMap<number, Standing[]> {
  const found = new Map<number, Standing[]>()
  const starts = state.starts.get(topic)?.offsets
  for (const { group } of groupsOfTopics.get(topic) ?? []) {
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
      }
      const list = found.get(p)
      if (list) list.push(standing)
      else found.set(p, [standing])
    }
  }
  return found
}

function stripOf({ state, lag }: Derived, topic: string, fact: PartitionFact, standings: Standing[]): LogStrip {
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
    groups: groups.slice(0, GROUPS_A_STRIP),
    moreGroups: Math.max(0, groups.length - GROUPS_A_STRIP),
    asOf: number(ends?.at[partition] ?? Number.NaN),
  }
}

/** Compared field by field: thousands of strips are looked at four times a second. */
function alike(a: LogStrip, b: LogStrip): boolean {
  return (
    a.end === b.end &&
    a.start === b.start &&
    a.asOf === b.asOf &&
    a.in === b.in &&
    a.leader === b.leader &&
    a.moreGroups === b.moreGroups &&
    a.replicas.length === b.replicas.length &&
    a.replicas.every((replica, i) => replica.broker === b.replicas[i]?.broker && replica.inSync === b.replicas[i].inSync) &&
    a.groups.length === b.groups.length &&
    a.groups.every((one, i) => {
      const other = b.groups[i]
      return other?.group === one.group && other.committed === one.committed && other.lag === one.lag && other.lost === one.lost
    })
  )
}

const text = (offset: number | undefined): string | null => (offset === undefined || Number.isNaN(offset) ? null : String(offset))
const number = (value: number): number | null => (Number.isNaN(value) ? null : value)
