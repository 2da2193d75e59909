import type { PartitionFacts } from './reset-target.ts'

/** What moving a group means for its records in one partition. */
export interface ResetEffect {
  /** Records it has not read and would not read; null: it has no position to count from. */
  readonly skip: number | null
  /** Records it has read and would read again. */
  readonly replay: number | null
  /** Forward positive; null without a commit. */
  readonly delta: number | null
}

/** Offset distances, so compacted topics may hold fewer records than they say. */
export function resetEffect({ committed, start }: Pick<PartitionFacts, 'committed' | 'start'>, next: number): ResetEffect {
  if (committed === null) return { skip: null, replay: null, delta: null }
  // What is below the log start is lost already: nobody can skip or replay it.
  const from = Math.max(committed, start ?? committed)
  const to = Math.max(next, start ?? next)
  return { skip: Math.max(0, to - from), replay: Math.max(0, from - to), delta: next - committed }
}
