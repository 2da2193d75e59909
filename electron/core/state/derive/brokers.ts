import type { BrokerRow } from '../../../../shared/contract/brokers.ts'
import type { BrokerFact, ClusterState, PartitionFact } from '../../../../shared/domain/cluster-state.ts'
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

export interface DerivedBrokers {
  readonly from: readonly unknown[]
  readonly tallies: ReadonlyMap<BrokerId, Tally>
  readonly rows: ReadonlyMap<string, BrokerRow>
}

export const noBrokers: DerivedBrokers = { from: [], tallies: new Map(), rows: new Map() }

const TOPICS_A_STEP = 50

export function* deriveBrokers(before: DerivedBrokers, state: ClusterState): Generator<undefined, DerivedBrokers> {
  const from = [state.topics, state.gone, state.groups]
  const counted = from.every((input, i) => input === before.from[i])
  const tallies = counted ? before.tallies : yield* count(state)
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

function* count(state: ClusterState): Generator<undefined, ReadonlyMap<BrokerId, Tally>> {
  const tallies = new Map<BrokerId, Tally>()
  const of = (id: BrokerId): Tally => {
    const known = tallies.get(id) ?? newTally()
    tallies.set(id, known)
    return known
  }
  let n = 0
  for (const topic of state.topics.values()) {
    for (const partition of topic.partitions) countPartition(partition, state.gone, of)
    n += 1
    if (n % TOPICS_A_STEP === 0) yield
  }
  for (const group of state.groups.values()) of(group.coordinator).groups += 1
  return tallies
}

function countPartition(p: PartitionFact, gone: ReadonlySet<BrokerId>, of: (id: BrokerId) => Tally): void {
  const leader = leaderOf(p, gone)
  const preferred = preferredLeaderOf(p)
  if (leader !== NO_LEADER) {
    const tally = of(leader)
    tally.leaders += 1
    if (isUnderReplicated(p, gone)) tally.ledUnderReplicated += 1
  }
  if (preferred !== NO_LEADER) {
    const tally = of(preferred)
    tally.preferredOf += 1
    if (leader === preferred) tally.preferredLed += 1
  }
  for (const id of p.replicas) {
    const tally = of(id)
    tally.replicas += 1
    if (!p.isr.includes(id) || gone.has(id)) tally.outOfSync += 1
    if (leader === NO_LEADER) tally.offline += 1
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
