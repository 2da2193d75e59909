import type { BrokerId } from '../../../../shared/domain/ids.ts'
import { spreadReplicas, type PlaceableBroker } from '../../../../shared/domain/placement/spread.ts'
import type { Impact } from '../../../../shared/contract/changes.ts'
import { sharedRacks } from '../../../../shared/domain/placement/spread.ts'
import type { FieldProblem } from '../refuse-input.ts'

export interface Wanted {
  readonly topic: string
  readonly from: number
  readonly partitions: number
  readonly replication: number
  /** Null: spread them. */
  readonly assignment: readonly (readonly BrokerId[])[] | null
}

/** What is wrong with an assignment that was given, by field. */
export function assignmentProblems({ partitions, replication, assignment }: Wanted, brokers: readonly PlaceableBroker[]): FieldProblem[] {
  if (assignment === null) {
    const message = `There are ${brokers.length} live brokers, so at most ${brokers.length} replicas.`
    return replication > brokers.length ? [{ path: 'replication', message }] : []
  }
  const problems: FieldProblem[] = []
  if (assignment.length !== partitions) {
    problems.push({ path: 'assignment', message: `It names replicas of ${assignment.length} partitions, and ${partitions} are asked for.` })
  }
  const alive = new Set(brokers.map((b) => b.id))
  for (const [i, replicas] of assignment.entries()) {
    const path = `assignment.${i}`
    if (new Set(replicas).size !== replicas.length) problems.push({ path, message: 'A broker is named twice.' })
    if (replicas.length !== assignment[0]?.length)
      problems.push({ path, message: 'All partitions must have as many replicas as the first.' })
    const gone = replicas.filter((id) => !alive.has(id))
    if (gone.length > 0) problems.push({ path, message: `There is no live broker ${gone.join(', ')}.` })
  }
  return problems
}

/** The assignment that will be sent. */
export const assigned = ({ topic, from, partitions, replication, assignment }: Wanted, brokers: readonly PlaceableBroker[]): BrokerId[][] =>
  assignment?.map((replicas) => [...replicas]) ?? spreadReplicas(brokers, { from, partitions, replication, seed: topic })

/** What the place of replicas means for safety. */
export function placementImpact(assignment: readonly (readonly BrokerId[])[], brokers: readonly PlaceableBroker[]): Impact[] {
  const replication = Math.min(...assignment.map((r) => r.length))
  const racks = new Set(brokers.flatMap((b) => b.rack ?? [])).size
  const shared = sharedRacks(assignment, brokers)
  const impact: Impact[] = []
  const say = (severity: Impact['severity'], text: string): void => void impact.push({ severity, text, path: null })
  if (replication === 1) say('warn', 'One replica: when its broker is away, so are its partitions, and a lost disk loses them.')
  if (shared > 0) say('warn', `${shared} partitions have two replicas in one rack, although there are enough racks.`)
  if (racks > 0 && racks < replication) say('info', `There are ${racks} racks, so some replicas share one.`)
  return impact
}
