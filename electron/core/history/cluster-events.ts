import type { ClusterState, PartitionFact, TopicFact } from '../../../shared/domain/cluster-state.ts'
import { NO_LEADER, type BrokerId } from '../../../shared/domain/ids.ts'
import { leaderOf } from '../../../shared/domain/partitions.ts'
import type { Circumstances, LeaderMove } from './why.ts'

/** What happened to a cluster in the last hour or so, told from one state to the next. In memory: it begins with the connection. */
export interface ClusterEvents {
  see(before: ClusterState, state: ClusterState, at: number): Generator<undefined, void>
  /** What may have to do with a group. */
  of(group: string): Pick<Circumstances, 'events' | 'states'>
  /** Wall clock ms since when it is looked at. */
  since(): number
  /** Of those topics. */
  leaderMoves(topics: ReadonlySet<string>): readonly LeaderMove[]
  replicaMoves(topic: string): readonly ReplicaMove[]
}

/** Partitions of a topic of which a replica fell out of sync, or got in sync. */
export interface ReplicaMove {
  readonly at: number
  readonly topic: string
  readonly kind: 'outOfSync' | 'inSync'
  readonly partitions: number
}

type Event = Circumstances['events'][number]
type GroupStates = { at: number; state: string }[]

const KEEP_MS = 2 * 3_600_000
const MOVES_MAX = 50_000
const EVENTS_MAX = 5_000
const STATES_MAX = 200
/** Topics or groups that are looked at without a pause. */
const LOOKED_A_STEP = 500

export function createClusterEvents(): ClusterEvents {
  let events: Event[] = []
  let moves: LeaderMove[] = []
  let replicas: ReplicaMove[] = []
  const states = new Map<string, GroupStates>()
  let first: number | null = null

  return {
    *see(before, state, at) {
      first ??= at
      const found = createFindings(at)
      if (state.gone !== before.gone || state.brokers !== before.brokers) brokersChanged(found, before, state)
      if (state.topics !== before.topics || state.gone !== before.gone) yield* topicsChanged(found, before, state)
      if (state.groups !== before.groups) yield* groupsChanged(states, before, state, at)
      if (found.events.length === 0 && found.moves.length === 0 && found.replicas.length === 0) return
      events = [...events.filter((e) => e.at > at - KEEP_MS), ...found.events].slice(-EVENTS_MAX)
      moves = [...moves.filter((m) => m.at > at - KEEP_MS), ...found.moves].slice(-MOVES_MAX)
      replicas = [...replicas.filter((m) => m.at > at - KEEP_MS), ...found.replicas].slice(-MOVES_MAX)
    },
    since: () => first ?? 0,
    of: (group) => ({ events, states: states.get(group) ?? [] }),
    leaderMoves: (topics) => moves.filter((m) => topics.has(m.topic)),
    replicaMoves: (topic) => replicas.filter((m) => m.topic === topic),
  }
}

interface Findings {
  readonly events: Event[]
  readonly moves: LeaderMove[]
  readonly replicas: ReplicaMove[]
  /** Once a state and subject, however many partitions it touches. */
  note(kind: Event['kind'], broker: BrokerId): void
  moved(topic: string, partition: number, from: BrokerId, to: BrokerId): void
  /** Of how many partitions of a topic. */
  resynced(topic: string, kind: ReplicaMove['kind'], partitions: number): void
}

function createFindings(at: number): Findings {
  const events: Event[] = []
  const moves: LeaderMove[] = []
  const replicas: ReplicaMove[] = []
  const noted = new Set<string>()
  const note: Findings['note'] = (kind, broker) => {
    const key = `${kind} ${broker}`
    if (broker < 0 || noted.has(key)) return
    noted.add(key)
    events.push({ at, kind, subject: String(broker) })
  }
  return {
    ...{ events, moves, replicas, note },
    resynced(topic, kind, partitions) {
      if (partitions > 0) replicas.push({ at, topic, kind, partitions })
    },
    moved(topic, partition, from, to) {
      moves.push({ at, topic, partition, from, to })
      note('broker', from)
      note('broker', to)
    },
  }
}

/** Brokers that left or came back. Those of the first reading did neither. */
function brokersChanged({ note }: Findings, before: ClusterState, state: ClusterState): void {
  if (before.brokers.size === 0) return
  const runs = ({ brokers, gone }: ClusterState, id: BrokerId): boolean => brokers.get(id)?.inMetadata === true && !gone.has(id)
  for (const id of state.brokers.keys()) if (runs(before, id) !== runs(state, id)) note('broker', id)
}

function* topicsChanged(found: Findings, before: ClusterState, state: ClusterState): Generator<undefined, void> {
  const sameBrokers = state.gone === before.gone
  let looked = 0
  for (const [name, topic] of state.topics) {
    looked += 1
    if (looked % LOOKED_A_STEP === 0) yield
    const last = before.topics.get(name)
    if (last === undefined || (sameBrokers && last === topic)) continue
    partitionsChanged(found, last, topic, before, state)
  }
}

function partitionsChanged(found: Findings, last: TopicFact, topic: TopicFact, before: ClusterState, state: ClusterState): void {
  let [out, back] = [0, 0]
  for (const partition of topic.partitions) {
    const was = last.partitions[partition.partition]
    if (was === undefined) continue
    const from = leaderOf(was, before.gone)
    const to = leaderOf(partition, state.gone)
    if (from !== to) found.moved(topic.name, partition.partition, from, to)
    if (lacks(was, partition)) {
      out += 1
      found.note('replication', to === NO_LEADER ? from : to)
    }
    if (lacks(partition, was)) back += 1
  }
  found.resynced(topic.name, 'outOfSync', out)
  found.resynced(topic.name, 'inSync', back)
}

/** A replica that is in sync in the one is not in the other. */
const lacks = (one: PartitionFact, other: PartitionFact): boolean => one.isr !== other.isr && one.isr.some((id) => !other.isr.includes(id))

function* groupsChanged(
  states: Map<string, GroupStates>,
  before: ClusterState,
  state: ClusterState,
  at: number,
): Generator<undefined, void> {
  let looked = 0
  for (const [group, fact] of state.groups) {
    looked += 1
    if (looked % LOOKED_A_STEP === 0) yield
    const last = before.groups.get(group)
    if (fact === last) continue
    const known = states.get(group) ?? []
    states.set(group, known)
    if (known.at(-1)?.state === fact.state) continue
    known.push({ at, state: fact.state })
    if (known.length > STATES_MAX) known.shift()
  }
  for (const group of before.groups.keys()) {
    looked += 1
    if (looked % LOOKED_A_STEP === 0) yield
    if (!state.groups.has(group)) states.delete(group)
  }
}
