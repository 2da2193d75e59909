import { arraySteps, defineApi, type Throttled } from './api.ts'
import type { NamedResult } from './change-results.ts'

export interface CreatePartitionsRequest {
  readonly topics: readonly {
    readonly name: string
    /** How many the topic shall have in all. */
    readonly count: number
    /** Replicas of the new partitions, in their order; null: the brokers choose. */
    readonly assignment: readonly (readonly number[])[] | null
  }[]
  readonly timeoutMs: number
}

export interface CreatePartitionsResponse extends Throttled {
  readonly topics: readonly NamedResult[]
}

/** CreatePartitions (KIP-195; Kafka 1.0). */
export const createPartitions = defineApi<CreatePartitionsRequest, CreatePartitionsResponse>({
  key: 37,
  name: 'CreatePartitions',
  min: 0,
  max: 3,
  flexibleFrom: 2,
  write(to, _version, { topics, timeoutMs }) {
    to.array(topics, (topic) => {
      to.string(topic.name).int32(topic.count)
      to.array(topic.assignment, (replicas) => to.int32s(replicas).tags())
      to.tags()
    })
    to.int32(timeoutMs).bool(false) // not only to validate
  },
  *read(from) {
    const throttleMs = from.int32()
    const topics = yield* arraySteps(from, 4, (r) => {
      const result = { name: r.string(), error: r.int16(), message: r.nullableString() }
      r.tags()
      return result
    })
    from.tags()
    return { throttleMs, topics }
  },
})
