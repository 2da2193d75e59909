import type { Clock } from '../../../lib/clock.ts'
import type { Cluster } from '../cluster.ts'
import type { Slicer } from '../slices.ts'
import { toAppError, type Grantee } from '../translate.ts'
import type { AppError } from '../../../../../shared/errors/error.ts'
import type { OffsetPlans } from './offset-plans.ts'
import type { Topology } from './topology.ts'

/** What every operation works with. */
export interface Context {
  readonly cluster: Cluster
  readonly topology: Topology
  readonly clock: Clock
  readonly slicer: Slicer
  readonly grantee: Grantee
  readonly plans: OffsetPlans
}

/** The catalogue error of a failed question, unless the caller gave up, which ends everything. */
export function failureOf(error: unknown, signal: AbortSignal): AppError {
  if (signal.aborted) throw error
  return toAppError(error, 'the Kafka client')
}
