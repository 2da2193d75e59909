import { arraySteps, defineApi, type Throttled } from './api.ts'
import { readPartitionMessages, type TopicMessages } from './partition-reassignments.ts'

export interface ElectLeadersRequest {
  readonly topics: readonly { readonly name: string; readonly partitions: readonly number[] }[]
  readonly timeoutMs: number
}

export interface ElectLeadersResponse extends Throttled {
  /** v1+, of the request as a whole. */
  readonly error: number
  readonly topics: readonly TopicMessages[]
}

/** Preferred leaders, never unclean ones: those lose records. */
const PREFERRED = 0

/** ElectLeaders (KIP-183, KIP-460; Kafka 2.2). */
export const electLeaders = defineApi<ElectLeadersRequest, ElectLeadersResponse>({
  key: 43,
  name: 'ElectLeaders',
  min: 0,
  max: 2,
  flexibleFrom: 2,
  write(to, version, { topics, timeoutMs }) {
    if (version >= 1) to.int8(PREFERRED)
    to.array(topics, ({ name, partitions }) => to.string(name).int32s(partitions).tags())
    to.int32(timeoutMs)
  },
  *read(from, version) {
    const throttleMs = from.int32()
    const error = version >= 1 ? from.int16() : 0
    const topics = yield* arraySteps(from, 3, readPartitionMessages)
    from.tags()
    return { throttleMs, error, topics }
  },
})
