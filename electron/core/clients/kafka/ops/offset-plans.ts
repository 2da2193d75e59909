import type { TopicMetadata } from '../kafka-client.ts'
import type { Steps } from '../slices.ts'
import { batchesOf, everything, isByTime, makeRoom, topicsOf, type Batch, type Leaders, type Question, type Topic } from './offset-plan.ts'

/** How a question is asked: which partitions of which leaders, in which requests. */
export interface OffsetPlan {
  readonly question: Question
  readonly topics: readonly Topic[]
  readonly batches: readonly Batch[]
  /** Of each topic, as it was when this was planned. Null: it is not kept. */
  readonly layout: readonly TopicMetadata[] | null
}

/**
 * The same is asked again and again, and where nobody's leader changed it is planned and encoded already. A plan holds the room of the
 * answer that is being read, so while it is in use it is nobody else's.
 */
export interface OffsetPlans {
  planFor(asked: ReadonlyMap<string, ArrayLike<number>>, question: Question, context: Leaders): Steps<OffsetPlan>
  /** It went well: it may be used again. */
  keep(plan: OffsetPlan): void
}

/** Groups nobody looks at are read in turns: as many plans as there are turns, and one of everything. */
const MOST = 8
/** Smaller ones are planned in no time. */
const WORTH_KEEPING = 1_000

export function createOffsetPlans(): OffsetPlans {
  let kept: OffsetPlan[] = []
  return {
    *planFor(asked, question, context) {
      for (const plan of kept) {
        if (plan.question.timestamp !== question.timestamp || plan.question.isolation !== question.isolation) continue
        if (question.times !== null || plan.topics.length !== asked.size || !(yield* fits(plan, asked, context))) continue
        // Somebody may have taken it meanwhile.
        if (!kept.includes(plan)) continue
        kept = kept.filter((one) => one !== plan)
        yield* makeRoom(plan.topics, isByTime(question))
        return plan
      }
      const topics = yield* topicsOf(asked, question)
      yield* makeRoom(topics, isByTime(question))
      const batches = yield* batchesOf(yield* everything(topics), context)
      const layout = question.times === null && isWorthKeeping(topics) ? layoutOf(topics, context) : null
      return { question, topics, batches, layout }
    },
    keep(plan) {
      if (plan.layout === null) return
      kept = [plan, ...kept].slice(0, MOST)
    },
  }
}

function* fits({ topics, layout }: OffsetPlan, asked: ReadonlyMap<string, ArrayLike<number>>, { topology }: Leaders) {
  for (const [i, { name, partitions }] of topics.entries()) {
    const own = asked.get(name)
    if (own?.length !== partitions.length || layout?.[i] !== topology.topic(name)) return false
    for (let place = 0; place < partitions.length; place += 1) if (partitions[place] !== own[place]) return false
    yield
  }
  return true
}

function isWorthKeeping(topics: readonly Topic[]): boolean {
  let partitions = 0
  for (const topic of topics) {
    // Whom nobody leads is told anew each time.
    if (topic.errors !== null) return false
    partitions += topic.partitions.length
  }
  return partitions >= WORTH_KEEPING
}

function layoutOf(topics: readonly Topic[], { topology }: Leaders): TopicMetadata[] | null {
  const layout: TopicMetadata[] = []
  for (const { name } of topics) {
    const known = topology.topic(name)
    if (known === undefined) return null
    layout.push(known)
  }
  return layout
}
