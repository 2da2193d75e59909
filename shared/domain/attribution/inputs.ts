import type { LagSettings } from '../lag-defaults.ts'

/** One reading of a partition in the last hour. Seconds and messages. Null: not known. */
export interface AttributionSample {
  readonly t: number
  readonly committed: number | null
  readonly end: number | null
  readonly owed: number | null
  readonly lag: number | null
  /** Records behind an open transaction, when the last stable offset was read. */
  readonly blocked: number | null
}

/** Things that a set of partitions can have in common. */
export type Dimension = 'partition' | 'member' | 'host' | 'leader' | 'agent' | 'rack'

export interface AttributionPartition {
  readonly id: string
  /** In order of time. */
  readonly samples: readonly AttributionSample[]
  readonly member: string | null
  readonly host: string | null
  /** Leader, agent and rack as of now, and as of two minutes before the lag began to grow. */
  readonly now: Place
  readonly before: Place
}

export interface Place {
  readonly leader: string | null
  readonly agent: string | null
  readonly rack: string | null
}

export type EventKind = 'agent' | 'broker' | 'replication'

/** Something that happened to an agent, or to a broker (its task, its leaders, its replicas). */
export interface AttributionEvent {
  readonly t: number
  readonly kind: EventKind
  readonly subject: string
  /** Times in the last seven days that the same kind of event hit the same thing without growth within ten minutes. */
  readonly harmlessBefore: number
}

export interface AttributionInputs {
  readonly now: number
  readonly partitions: readonly AttributionPartition[]
  readonly group: {
    /** Seconds that the state has been Empty or Dead; 0: it is not. */
    readonly emptyFor: number
    /** In the last ten minutes. */
    readonly rebalances: number
    /** Part of the time since the onset spent in a rebalance state, 0 to 1. */
    readonly rebalancingShare: number
    readonly resetByUs: boolean
    /** A quota of the group's client is in force. Null: not known. */
    readonly throttled: boolean | null
  }
  readonly events: readonly AttributionEvent[]
  /** Brokers whose request handlers idle below 30 %, or that spend over 5 % of the time in collection. Null: no metrics. */
  readonly saturated: ReadonlySet<string> | null
  /** Brokers with a replication throttle in force. Null: not known. */
  readonly throttledBrokers: ReadonlySet<string> | null
  readonly settings: LagSettings
}

export type Cause =
  | 'nobodyConsuming'
  | 'offsetsMoved'
  | 'openTransaction'
  | 'agentTrouble'
  | 'brokerRestarted'
  | 'replicationTrouble'
  | 'brokerSaturated'
  | 'throttled'
  | 'rebalancing'
  | 'hotPartition'
  | 'hostSlow'
  | 'consumerSlow'
  | 'producersSpedUp'
  | 'consumersSlowed'

export interface RankedCause {
  readonly cause: Cause
  /** What it is about: a broker, an agent, a member, a host, a partition; empty: the whole group. */
  readonly subject: string
  /** 0 to 1. */
  readonly confidence: number
}

export interface Attribution {
  /** When the lag began to grow; null: it does not grow. */
  readonly onset: number | null
  readonly growth: number
  readonly causes: readonly RankedCause[]
  /** 0 to 1. */
  readonly notExplained: number
  /** Partitions left out because they lack a reading at the onset or now. */
  readonly leftOut: number
  /** Causes that could not be tested for want of an input. */
  readonly notTested: readonly Cause[]
}
