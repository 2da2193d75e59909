/**
 * Where a reset of a group's offsets leads, partition by partition, by the rules of Kafka's own tool (kafka-consumer-groups
 * --reset-offsets), so that what the preview says is what that tool would do.
 */
export type ResetTarget =
  | { readonly to: 'earliest' }
  | { readonly to: 'latest' }
  /** First record at or after the moment; where there is none, the end. `atTime` of the facts says it. */
  | { readonly to: 'time' }
  | { readonly to: 'offset'; readonly offset: number }
  /** Forward when positive. Needs a committed offset. */
  | { readonly to: 'shift'; readonly by: number }
  /** Where it stands; without a commit, the end. */
  | { readonly to: 'current' }
  /** What a file, another group or a recorded moment says; `given` of the facts says it. */
  | { readonly to: 'given' }

export interface PartitionFacts {
  readonly topic: string
  readonly partition: number
  /** Null: no commit, which a negative one is too. */
  readonly committed: number | null
  /** Log start and end; null: not known (no leader, or not read). */
  readonly start: number | null
  readonly end: number | null
  /** Offset of the first record since the moment asked; null: none, or not asked. */
  readonly atTime: number | null
  /** Offset that a file, another group or a recorded moment gives; null: none. */
  readonly given: number | null
}

export type ResetProblem =
  /** Nothing to shift. */
  | 'noCommit'
  /** Start and end cannot be read, so nothing can be checked. */
  | 'unreadable'
  /** The file, group or moment says nothing about it. */
  | 'notGiven'

export type Resolved =
  | { readonly is: 'offset'; readonly offset: number; readonly clamped: 'start' | 'end' | null }
  | { readonly is: 'problem'; readonly problem: ResetProblem }

const problem = (kind: ResetProblem): Resolved => ({ is: 'problem', problem: kind })

/** Within [start, end], as the tool does with a warning. */
function within(offset: number, start: number, end: number): Resolved {
  if (offset < start) return { is: 'offset', offset: start, clamped: 'start' }
  if (offset > end) return { is: 'offset', offset: end, clamped: 'end' }
  return { is: 'offset', offset, clamped: null }
}

export function resolveTarget(target: ResetTarget, { committed, start, end, atTime, given }: PartitionFacts): Resolved {
  if (start === null || end === null) return problem('unreadable')
  switch (target.to) {
    case 'earliest':
      return within(start, start, end)
    case 'latest':
      return within(end, start, end)
    case 'time':
      return within(atTime ?? end, start, end)
    case 'offset':
      return within(target.offset, start, end)
    case 'shift':
      return committed === null ? problem('noCommit') : within(committed + target.by, start, end)
    case 'current':
      // The tool writes a commit back as it stands, also where records below it are gone by now.
      return committed === null ? within(end, start, end) : { is: 'offset', offset: committed, clamped: null }
    case 'given':
      return given === null ? problem('notGiven') : within(given, start, end)
  }
}
