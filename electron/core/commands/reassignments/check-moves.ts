import type { BrokerId } from '../../../../shared/domain/ids.ts'
import { partitionKey, type Move, type PlacedPartition } from '../../../../shared/domain/reassignment/types.ts'
import type { FieldProblem } from '../refuse-input.ts'
import { sameList } from './look.ts'

export interface GivenMove {
  readonly topic: string
  readonly partition: number
  readonly replicas: readonly BrokerId[]
}

export interface CheckNeeds {
  readonly placed: ReadonlyMap<string, PlacedPartition>
  readonly live: ReadonlySet<BrokerId>
  /** On their way already. */
  readonly underWay: ReadonlySet<string>
}

/** What is asked for as moves, or what is wrong with it, by field. */
export function checkMoves(
  given: readonly GivenMove[],
  needs: CheckNeeds,
): { readonly moves: readonly Move[]; readonly problems: readonly FieldProblem[] } {
  const seen = new Set<string>()
  const problems: FieldProblem[] = []
  const moves = given.flatMap((one, i): Move[] => {
    const message = problemOf(one, needs, seen)
    seen.add(partitionKey(one))
    if (message === null)
      return [{ topic: one.topic, partition: one.partition, from: needs.placed.get(partitionKey(one))?.replicas ?? [], to: one.replicas }]
    problems.push({ path: `moves.${i}`, message: `${partitionKey(one)}: ${message}` })
    return []
  })
  return { moves, problems }
}

function problemOf(one: GivenMove, { placed, live, underWay }: CheckNeeds, seen: ReadonlySet<string>): string | null {
  const key = partitionKey(one)
  const now = placed.get(key)
  if (now === undefined) return 'there is no such partition now.'
  if (seen.has(key)) return 'it is there twice.'
  if (new Set(one.replicas).size !== one.replicas.length) return 'a broker is named twice.'
  const away = one.replicas.filter((id) => !live.has(id) && !now.replicas.includes(id))
  if (away.length > 0) return `there is no live broker ${away.join(', ')}.`
  if (!one.replicas.some((id) => live.has(id))) return 'none of the brokers named is alive.'
  if (underWay.has(key)) return 'it is being reassigned already.'
  return sameList(now.replicas, one.replicas) ? 'it is there already.' : null
}
