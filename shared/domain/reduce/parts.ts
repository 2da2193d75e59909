import type { ClusterState } from '../cluster-state.ts'
import type { PartName, PartStatus, Problem } from '../part-status.ts'

/** Yields between small pieces of work: whoever drives it may let other things happen meanwhile. The last value is the new state. */
export type Steps<T> = Generator<undefined, T>

export function withPart(state: ClusterState, part: PartName, change: Partial<PartStatus>): ClusterState {
  return { ...state, parts: { ...state.parts, [part]: { ...state.parts[part], ...change } } }
}

/** Marks the part as read now. With all sources failed it keeps the time of what it holds. */
export function readPart(
  state: ClusterState,
  part: PartName,
  moment: { readonly at: number; readonly now: number },
  problems: readonly Problem[] = [],
): ClusterState {
  return withPart(state, part, { state: 'read', asOf: moment.at, readAt: moment.now, problems, progress: null })
}
