import type { BrokerRow } from '../../../../shared/contract/brokers.ts'
import {
  emptyState,
  type BrokerFact,
  type ClusterState,
  type PartitionFact,
  type TopicFact,
} from '../../../../shared/domain/cluster-state.ts'
import { NO_LEADER, type BrokerId } from '../../../../shared/domain/ids.ts'
import { isUnderReplicated, leaderOf, preferredLeaderOf } from '../../../../shared/domain/partitions.ts'
import { keptIfAlike } from './memo.ts'
import { onMesos, tasksByBroker } from './on-mesos.ts'

interface Tally {
  leaders: number
  replicas: number
  ledUnderReplicated: number
  preferredLed: number
  preferredOf: number
  outOfSync: number
  offline: number
  groups: number
}

/** What is counted. */
type Counted = Pick<ClusterState, 'topics' | 'gone' | 'groups'>

export interface DerivedBrokers {
  readonly from: Counted
  readonly tallies: ReadonlyMap<BrokerId, Tally>
  readonly rows: ReadonlyMap<string, BrokerRow>
}

export const noBrokers: DerivedBrokers = { from: emptyState, tallies: new Map(), rows: new Map() }

const WORK_A_STEP = 1_000
/** Beside looking at it. */
const TOPIC_COUNTED = 19

export function* deriveBrokers(before: DerivedBrokers, state: ClusterState): Generator<undefined, DerivedBrokers> {
  const { topics, gone, groups } = state
  const from = { topics, gone, groups }
  const counted = topics === before.from.topics && gone === before.from.gone && groups === before.from.groups
  const tallies = counted ? before.tallies : yield* count(before, state)
  const rows = new Map<string, BrokerRow>()
  const tasks = tasksByBroker(state)
  const scheduled = [...(state.scheduler?.brokers.keys() ?? [])].filter((id) => !state.brokers.has(id))
  let same = before.rows.size === state.brokers.size + scheduled.length
  const add = (fact: BrokerFact, known: BrokerFact | null): void => {
    const was = before.rows.get(String(fact.id))
    const told = { ...rowOf(state, fact, tallies.get(fact.id) ?? newTally()), ...onMesos(state, fact.id, known, tasks.get(fact.id) ?? []) }
    const row = keptIfAlike(was, known === null ? { ...told, state: 'absent' as const } : told)
    if (row !== was) same = false
    rows.set(row.key, row)
  }
  for (const fact of state.brokers.values()) add(fact, fact)
  for (const id of scheduled) add({ id, host: '', port: 0, rack: null, inMetadata: false, link: null }, null)
  return { from, tallies, rows: same ? before.rows : rows }
}

const newTally = (): Tally => ({
  leaders: 0,
  replicas: 0,
  ledUnderReplicated: 0,
  preferredLed: 0,
  preferredOf: 0,
  outOfSync: 0,
  offline: 0,
  groups: 0,
})

/** Of a hundred thousand partitions mostly a few hundred are others than before: the older ones are taken out, the newer ones put in. */
function* count(
  { from, tallies: counted }: DerivedBrokers,
  { topics, gone, groups }: Counted,
): Generator<undefined, DerivedBrokers['tallies']> {
  const isGoneSame = gone === from.gone
  const before = isGoneSame ? from.topics : emptyState.topics
  const tallies = new Map<BrokerId, Tally>()
  if (isGoneSame) for (const [id, tally] of counted) tallies.set(id, { ...tally, groups: 0 })
  const of = (id: BrokerId): Tally => {
    const known = tallies.get(id) ?? newTally()
    tallies.set(id, known)
    return known
  }
  const add = ({ partitions }: TopicFact, sign: 1 | -1): void => {
    for (const partition of partitions) countPartition(partition, gone, of, sign)
  }
  let work = 0
  for (const topic of topics.values()) {
    const was = before.get(topic.name)
    work += 1
    if (was !== topic) {
      if (was !== undefined) add(was, -1)
      add(topic, 1)
      work += TOPIC_COUNTED
    }
    if (work < WORK_A_STEP) continue
    work = 0
    yield
  }
  for (const was of before.values()) if (!topics.has(was.name)) add(was, -1)
  for (const group of groups.values()) of(group.coordinator).groups += 1
  return tallies
}

function countPartition(p: PartitionFact, gone: ReadonlySet<BrokerId>, of: (id: BrokerId) => Tally, sign: 1 | -1): void {
  const leader = leaderOf(p, gone)
  const preferred = preferredLeaderOf(p)
  if (leader !== NO_LEADER) {
    const tally = of(leader)
    tally.leaders += sign
    if (isUnderReplicated(p, gone)) tally.ledUnderReplicated += sign
  }
  if (preferred !== NO_LEADER) {
    const tally = of(preferred)
    tally.preferredOf += sign
    if (leader === preferred) tally.preferredLed += sign
  }
  for (const id of p.replicas) {
    const tally = of(id)
    tally.replicas += sign
    if (!p.isr.includes(id) || gone.has(id)) tally.outOfSync += sign
    if (leader === NO_LEADER) tally.offline += sign
  }
}

function stateOf(state: ClusterState, { inMetadata, link, id }: BrokerFact): BrokerRow['state'] {
  if (!inMetadata || state.gone.has(id)) return 'down'
  if (link === null || link.state === 'unknown') return 'connecting'
  return link.state
}

function rowOf(state: ClusterState, fact: BrokerFact, tally: Tally): BrokerRow {
  const { id, host, port, rack, link } = fact
  const dirs = state.logDirs.get(id)
  const is = stateOf(state, fact)
  return {
    key: String(id),
    id,
    host,
    port,
    rack,
    state: is,
    controller: state.controllerId === id,
    release: link?.release ?? null,
    leaders: tally.leaders,
    replicas: tally.replicas,
    ledUnderReplicated: tally.ledUnderReplicated,
    preferred: { led: tally.preferredLed, of: tally.preferredOf },
    outOfSync: tally.outOfSync,
    offline: tally.offline,
    groups: tally.groups,
    // What was read before it went away, or before a reading failed, is not how it is now.
    disk:
      dirs && dirs.problem === null && is !== 'down' && is !== 'unreachable'
        ? {
            usedBytes: dirs.usedBytes,
            totalBytes: dirs.totalBytes,
            usableBytes: dirs.usableBytes,
            dirs: dirs.dirs,
            failedDirs: dirs.failedDirs,
          }
        : null,
    answeredAt: link?.answeredAt ?? null,
    latencyMs: is === 'up' ? (link?.latencyMs ?? null) : null,
    error: link?.problem ?? dirs?.problem ?? null,
    scheduler: null,
    mesos: null,
    agreement: null,
  }
}
