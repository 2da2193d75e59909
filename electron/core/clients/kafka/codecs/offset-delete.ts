import { arraySteps, defineApi, type Throttled } from './api.ts'
import { readPartitionResults, type TopicResults } from './change-results.ts'

export interface OffsetDeleteRequest {
  readonly group: string
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[]
}

export interface OffsetDeleteResponse extends Throttled {
  /** Of the whole request; then there are no topics. */
  readonly error: number
  readonly topics: readonly TopicResults[]
}

/** OffsetDelete (KIP-496; Kafka 2.4). 86 of a partition: the group still subscribes to its topic. */
export const offsetDelete = defineApi<OffsetDeleteRequest, OffsetDeleteResponse>({
  key: 47,
  name: 'OffsetDelete',
  min: 0,
  max: 0,
  flexibleFrom: Infinity,
  write(to, _version, { group, topics }) {
    to.string(group)
    to.array(topics, ({ topic, partitions }) => to.string(topic).int32s(partitions))
  },
  *read(from) {
    const error = from.int16()
    const throttleMs = from.int32()
    const topics = yield* arraySteps(from, 6, readPartitionResults)
    return { throttleMs, error, topics }
  },
})
