import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface DeleteRecordsRequest {
  readonly topics: readonly {
    readonly name: string
    /** Everything below the offset goes; −1: everything up to the high watermark. */
    readonly partitions: readonly { readonly partition: number; readonly before: number }[]
  }[]
  readonly timeoutMs: number
}

export interface DeleteRecordsResponse extends Throttled {
  readonly topics: readonly {
    readonly topic: string
    readonly partitions: readonly {
      readonly partition: number
      /** The log start on all replicas afterwards; −1 with an error. */
      readonly lowWatermark: number
      readonly error: number
    }[]
  }[]
}

/** DeleteRecords (KIP-107; Kafka 0.11), to the leaders. */
export const deleteRecords = defineApi<DeleteRecordsRequest, DeleteRecordsResponse>({
  key: 21,
  name: 'DeleteRecords',
  min: 0,
  max: 2,
  flexibleFrom: 2,
  write(to, _version, { topics, timeoutMs }) {
    to.array(topics, (topic) => {
      to.string(topic.name)
      to.array(topic.partitions, (p) => to.int32(p.partition).int64(p.before).tags())
      to.tags()
    })
    to.int32(timeoutMs)
  },
  *read(from) {
    const throttleMs = from.int32()
    const topics = yield* arraySteps(from, from.flexible ? 3 : 6, (r) => {
      const topic = r.string()
      const partitions = r.array(14, (p) => {
        const result = { partition: p.int32(), lowWatermark: p.int64(), error: p.int16() }
        p.tags()
        return result
      })
      r.tags()
      return { topic, partitions }
    })
    from.tags()
    return { throttleMs, topics }
  },
})
