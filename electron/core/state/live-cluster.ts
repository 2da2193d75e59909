import type { Problem } from '../../../shared/domain/part-status.ts'
import type { SourceState } from '../../../shared/domain/source-state.ts'
import type { SystemFacts } from '../../../shared/domain/system-facts.ts'
import type { Clock } from '../lib/clock.ts'
import type { ClusterStore } from './store.ts'

/** What a view looks at: it is polled more often while somebody does. */
export type Watched =
  | { readonly kind: 'overview' | 'reading' | 'brokers' | 'topics' | 'groups' | 'mesos' }
  | { readonly kind: 'broker'; readonly broker: number }
  | { readonly kind: 'topic'; readonly topic: string; readonly times?: boolean }
  | { readonly kind: 'group'; readonly group: string }

/** How the reading goes. The same object while nothing changed. */
export interface ReadingFacts {
  readonly source: SourceState
  /** Wall clock ms of the newest good reading of anything. */
  readonly lastReadAt: number | null
  readonly requestsPerSecond: number
  readonly budget: number
  readonly stretch: number
  /** What is being read right now. */
  readonly jobs: readonly string[]
}

/** How a recorded moment is there. */
export type RecordedState = { readonly is: 'loading' } | { readonly is: 'there' } | { readonly is: 'missing'; readonly problem: Problem }

/** A cluster as views see it: as it is now, connected or not, or at a recorded moment. */
export interface LiveCluster {
  readonly id: string
  /** At a recorded moment it shows that moment. */
  readonly clock: Clock
  readonly store: Pick<ClusterStore, 'current' | 'derived' | 'watch'>
  /** Absent: this is the present. */
  readonly recorded?: () => RecordedState
  reading(): ReadingFacts
  /** How Mesos, Marathon and the scheduler answer; empty where the profile names none, or nothing is connected. */
  systems(): readonly SystemFacts[]
  onReading(changed: () => void, signal: AbortSignal): void
  /** Reads what is looked at more often, until the signal aborts. */
  hold(what: Watched, signal: AbortSignal): void
}
