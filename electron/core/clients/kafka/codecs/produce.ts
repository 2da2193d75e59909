import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface ProduceRequest {
  readonly timeoutMs: number
  readonly topics: readonly {
    readonly topic: string
    /** One batch each, as `wire/record-batch.ts` makes it. */
    readonly partitions: readonly { readonly partition: number; readonly batch: Buffer }[]
  }[]
}

export interface ProducedPartition {
  readonly partition: number
  readonly error: number
  /** Of the first record; −1 with an error. */
  readonly baseOffset: number
  /** The broker's own words (v8+); of a single record before those of the batch. */
  readonly message: string | null
}

export interface ProduceResponse extends Throttled {
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly ProducedPartition[] }[]
}

/** All in-sync replicas have it before the leader answers. */
const ALL = -1

/** Produce (Kafka 0.11: v3, the first with batches of magic 2), to the leader. Without a producer id: sent once, so never twice. */
export const produce = defineApi<ProduceRequest, ProduceResponse>({
  key: 0,
  name: 'Produce',
  min: 3,
  max: 9,
  flexibleFrom: 9,
  write(to, _version, { timeoutMs, topics }) {
    to.nullableString(null).int16(ALL).int32(timeoutMs)
    to.array(topics, ({ topic, partitions }) => {
      to.string(topic)
      to.array(partitions, ({ partition, batch }) => to.int32(partition).nullableBytes(batch).tags())
      to.tags()
    })
  },
  *read(from, version) {
    const topics = yield* arraySteps(from, from.flexible ? 3 : 6, (r) => {
      const topic = r.string()
      const partitions = r.array(22, (p): ProducedPartition => {
        const [partition, error, baseOffset] = [p.int32(), p.int16(), p.int64()]
        p.int64() // when it was appended
        if (version >= 5) p.int64() // log start
        let message: string | null = null
        if (version >= 8) {
          p.array(6, (record) => {
            record.int32()
            const words = record.nullableString()
            message ??= words
            record.tags()
          })
          const whole = p.nullableString()
          message ??= whole
        }
        p.tags()
        return { partition, error, baseOffset, message }
      })
      r.tags()
      return { topic, partitions }
    })
    const throttleMs = from.int32()
    from.tags()
    return { throttleMs, topics }
  },
})
