import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { CommitsObserved } from '../../../shared/domain/observation.ts'
import type { AppError } from '../../../shared/errors/error.ts'
import type { GroupCommits } from '../clients/kafka/kafka-client.ts'
import { createInOrder } from '../lib/in-order.ts'
import { inSlices } from '../lib/slices.ts'
import { createWanted, type Asked } from './asked-partitions.ts'
import { toProblem, type Collecting } from './needs.ts'
import { intervalOf } from './offset-plan.ts'

/** Groups may read topics of thousands of partitions. */
const COMMITS_A_STEP = 16

/** Commits of one reading, taken answer by answer: what has to be done with them is done while coordinators are asked for others. */
export interface TakenCommits {
  /** In the order given; resolves when these are in. */
  take(commits: readonly GroupCommits[]): Promise<void>
  /** Each with the tier that its group is in. */
  readonly seen: readonly CommitsObserved[]
  readonly failures: readonly AppError[]
  /**
   * Partitions with a commit; all of the topics that are wanted anyway; and of open groups also those that a member owns or the
   * coordinator names without a commit: how far there is to read is shown beside “no commit”.
   */
  asked(topics: readonly string[]): Generator<undefined, Asked>
}

export function createTakenCommits(state: ClusterState, watching: Collecting['watching']): TakenCommits {
  const seen: CommitsObserved[] = []
  const failures: AppError[] = []
  const wanted = createWanted(state)
  const open = watching.groups()
  const inTurn = createInOrder()

  function* takeIn(commits: readonly GroupCommits[]): Generator<undefined, void> {
    let n = 0
    for (const { group, at, error, topics } of commits) {
      const fact = state.groups.get(group)
      const interval = fact ? intervalOf(state, watching, fact) : watching.intervals().others
      seen.push({ group, at, interval, problem: error && toProblem(error), topics })
      if (error) failures.push(error)
      const all = open.has(group)
      for (const topic of topics) wanted.addCommits(topic, all)
      n += 1
      if (n % COMMITS_A_STEP === 0) yield
    }
  }

  return {
    take: (commits) => inTurn(() => inSlices(takeIn(commits))),
    seen,
    failures,
    *asked(topics) {
      for (const group of open) {
        for (const member of state.descriptions.get(group)?.description?.members ?? []) {
          for (const { topic, partitions } of member.assigned ?? []) wanted.add(topic, partitions)
        }
        yield
      }
      for (const topic of topics) {
        wanted.addWhole(topic)
        yield
      }
      return yield* wanted.askable()
    },
  }
}
