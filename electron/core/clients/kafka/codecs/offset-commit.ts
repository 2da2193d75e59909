import { arraySteps, defineApi, type Throttled } from './api.ts'
import { readPartitionResults, type TopicResults } from './change-results.ts'

export interface OffsetCommitRequest {
  readonly group: string
  readonly topics: readonly {
    readonly topic: string
    readonly partitions: readonly { readonly partition: number; readonly offset: number; readonly metadata: string | null }[]
  }[]
}

export interface OffsetCommitResponse extends Throttled {
  readonly topics: readonly TopicResults[]
}

/** What a commit by someone who is not a member carries: brokers take it only from a group without members. */
const NO_GENERATION = -1
const NO_MEMBER = ''
const KEEP_AS_CONFIGURED = -1
const NO_EPOCH = -1

/**
 * OffsetCommit from outside, without joining: a group that has members answers 25 UNKNOWN_MEMBER_ID (68 or 82 from newer brokers). v2 is
 * the first that stores in Kafka and leaves retention to the broker; v10, which names topics by id, is not spoken.
 */
export const offsetCommit = defineApi<OffsetCommitRequest, OffsetCommitResponse>({
  key: 8,
  name: 'OffsetCommit',
  min: 2,
  max: 9,
  flexibleFrom: 8,
  write(to, version, { group, topics }) {
    to.string(group).int32(NO_GENERATION).string(NO_MEMBER)
    if (version >= 7) to.nullableString(null) // not a static member
    if (version <= 4) to.int64(KEEP_AS_CONFIGURED)
    to.array(topics, ({ topic, partitions }) => {
      to.string(topic)
      to.array(partitions, ({ partition, offset, metadata }) => {
        to.int32(partition).int64(offset)
        if (version >= 6) to.int32(NO_EPOCH)
        to.nullableString(metadata).tags()
      })
      to.tags()
    })
  },
  *read(from, version) {
    const throttleMs = version >= 3 ? from.int32() : 0
    const topics = yield* arraySteps(from, from.flexible ? 3 : 6, readPartitionResults)
    from.tags()
    return { throttleMs, topics }
  },
})
