import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface AlterPartitionReassignmentsRequest {
  readonly topics: readonly {
    readonly name: string
    /** `replicas` null: what is under way is taken back. */
    readonly partitions: readonly { readonly partition: number; readonly replicas: readonly number[] | null }[]
  }[]
  readonly timeoutMs: number
}

interface PartitionMessage {
  readonly partition: number
  readonly error: number
  readonly message: string | null
}

export interface TopicMessages {
  readonly topic: string
  readonly partitions: readonly PartitionMessage[]
}

export interface AlterPartitionReassignmentsResponse extends Throttled {
  /** Of the request as a whole. */
  readonly error: number
  readonly message: string | null
  readonly topics: readonly TopicMessages[]
}

/** Topics with an error code and the broker's words a partition. */
export const readPartitionMessages = (r: Reader): TopicMessages => {
  const topic = r.string()
  const partitions = r.array(6, (p) => {
    const result = { partition: p.int32(), error: p.int16(), message: p.nullableString() }
    p.tags()
    return result
  })
  r.tags()
  return { topic, partitions }
}

/** AlterPartitionReassignments (KIP-455; Kafka 2.4). v1 (KIP-860) asks whether the number of replicas may change: it may. */
export const alterPartitionReassignments = defineApi<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse>({
  key: 45,
  name: 'AlterPartitionReassignments',
  min: 0,
  max: 1,
  flexibleFrom: 0,
  write(to, version, { topics, timeoutMs }) {
    to.int32(timeoutMs)
    if (version >= 1) to.bool(true)
    to.array(topics, ({ name, partitions }) => {
      to.string(name)
      to.array(partitions, ({ partition, replicas }) => {
        to.int32(partition)
        to.int32s(replicas)
        to.tags()
      })
      to.tags()
    })
  },
  *read(from, version) {
    const throttleMs = from.int32()
    if (version >= 1) from.bool()
    const error = from.int16()
    const message = from.nullableString()
    const topics = yield* arraySteps(from, 3, readPartitionMessages)
    from.tags()
    return { throttleMs, error, message, topics }
  },
})

export interface ListPartitionReassignmentsResponse extends Throttled {
  readonly error: number
  readonly message: string | null
  readonly topics: readonly {
    readonly topic: string
    readonly partitions: readonly {
      readonly partition: number
      readonly replicas: readonly number[]
      readonly adding: readonly number[]
      readonly removing: readonly number[]
    }[]
  }[]
}

/** ListPartitionReassignments of all topics (KIP-455; Kafka 2.4). */
export const listPartitionReassignments = defineApi<{ readonly timeoutMs: number }, ListPartitionReassignmentsResponse>({
  key: 46,
  name: 'ListPartitionReassignments',
  min: 0,
  max: 0,
  flexibleFrom: 0,
  write(to, _version, { timeoutMs }) {
    to.int32(timeoutMs).array(null, () => undefined)
  },
  *read(from) {
    const throttleMs = from.int32()
    const error = from.int16()
    const message = from.nullableString()
    const topics = yield* arraySteps(from, 3, (r) => {
      const topic = r.string()
      const partitions = r.array(8, (p) => {
        const moving = { partition: p.int32(), replicas: p.int32s(), adding: p.int32s(), removing: p.int32s() }
        p.tags()
        return moving
      })
      r.tags()
      return { topic, partitions }
    })
    from.tags()
    return { throttleMs, error, message, topics }
  },
})
