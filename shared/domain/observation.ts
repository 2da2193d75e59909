import type { BrokerLink, ConfigEntryFact, GroupDescriptionFact, GroupType, PartitionFact } from './cluster-state.ts'
import type { MesosMaintenance, MesosSnapshot, MesosTask } from './mesos.ts'
import type { SchedulerBroker, SchedulerRelease } from './scheduler/model.ts'
import type { BrokerId } from './ids.ts'
import type { ProbeFact } from './time-lag/facts.ts'
import type { PartName, PartStatus, Problem } from './part-status.ts'

/** Wall clock ms to show, monotonic ms to reckon with. */
export interface Moment {
  readonly at: number
  readonly now: number
}

export type Result<T> = { readonly broker: BrokerId } & (
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }
)

/** Something that was read of a cluster. */
export type Observation =
  | MetadataObserved
  | { readonly kind: 'links'; readonly links: readonly Link[] }
  | (Moment & {
      readonly kind: 'groups'
      readonly results: readonly Result<readonly Listing[]>[]
      /** Names of groups that keep their offsets in ZooKeeper: nobody lists those. */
      readonly inZooKeeper?: readonly string[]
      /** Of the first reading, and others have not told yet: what is listed is there, and nothing more is known. */
      readonly more?: true
    })
  | (Moment & { readonly kind: 'descriptions'; readonly groups: ReadonlyMap<string, GroupDescriptionFact | Problem> })
  | OffsetsObserved
  | (Moment & { readonly kind: 'stables'; readonly stables: OffsetsObservation })
  | (Moment & { readonly kind: 'probes'; readonly probes: readonly ProbesObserved[] })
  | (Moment & { readonly kind: 'starts'; readonly starts: OffsetsObservation; readonly problems: readonly Problem[] })
  | (Moment & { readonly kind: 'logDirs'; readonly results: readonly Result<readonly DirObserved[]>[] })
  | (Moment & {
      readonly kind: 'config'
      readonly key: string
      readonly problem: Problem | null
      readonly entries: readonly ConfigEntryFact[]
    })
  | MesosObserved
  | (Moment & { readonly kind: 'causes'; readonly epoch: number; readonly tasks: readonly MesosTask[] })
  | (Moment & { readonly kind: 'maintenance'; readonly epoch: number; readonly maintenance: MesosMaintenance })
  | (Moment & {
      readonly kind: 'scheduler'
      readonly address: string
      readonly release: SchedulerRelease
      readonly brokers: readonly SchedulerBroker[]
    })
  | { readonly kind: 'part'; readonly part: PartName; readonly change: Partial<PartStatus> }

/** The summary, and the framework that is read in full: both of one leader. */
export interface MesosObserved extends Moment {
  readonly kind: 'mesos'
  readonly leader: string
  readonly epoch: number
  readonly summary: MesosSnapshot
  /** Null: no framework was found to be the scheduler's. */
  readonly framework: MesosSnapshot | null
  readonly chosen: string | null
}

export interface Link extends BrokerLink {
  readonly id: BrokerId
  readonly host: string
  readonly port: number
  readonly rack: string | null
}

export interface MetadataObserved extends Moment {
  readonly kind: 'metadata'
  readonly clusterId: string | null
  readonly controllerId: BrokerId | null
  readonly brokers: readonly { readonly id: BrokerId; readonly host: string; readonly port: number; readonly rack: string | null }[]
  readonly topics: readonly {
    readonly name: string
    readonly topicId: string | null
    readonly internal: boolean
    readonly error: number
    readonly partitions: readonly PartitionFact[]
  }[]
}

export interface Listing {
  readonly group: string
  readonly protocolType: string
  readonly state: string
  readonly type: GroupType
}

/** Commits of the groups that were due, and the ends that were asked for after they had arrived. */
export interface OffsetsObserved extends Moment {
  readonly kind: 'offsets'
  readonly commits: readonly CommitsObserved[]
  readonly ends: OffsetsObservation
  readonly problems: readonly Problem[]
}

export interface CommitsObserved {
  readonly group: string
  readonly at: number
  /** Planned ms between two readings of the group; absent: not told. */
  readonly interval?: number
  readonly problem: Problem | null
  readonly topics: readonly {
    readonly topic: string
    readonly partitions: Int32Array
    readonly offsets: Float64Array
    readonly metadata: ReadonlyMap<number, string>
    readonly errors: ReadonlyMap<number, number>
  }[]
}

export type OffsetsObservation = readonly {
  readonly topic: string
  readonly partitions: Int32Array
  readonly offsets: Float64Array
  readonly at: Float64Array
  readonly errors: ReadonlyMap<number, number>
}[]

export interface DirObserved {
  readonly error: number
  readonly totalBytes: number | null
  readonly usableBytes: number | null
  readonly replicas: readonly {
    readonly topic: string
    readonly partition: number
    readonly sizeBytes: number
    readonly offsetLag: number
    readonly isFuture: boolean
  }[]
}

/** What asking for offsets by time told of a partition. */
export interface ProbesObserved {
  readonly topic: string
  readonly partition: number
  readonly facts: readonly ProbeFact[]
}
