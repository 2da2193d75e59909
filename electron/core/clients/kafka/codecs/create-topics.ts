import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'
import type { NamedResult } from './change-results.ts'

export interface TopicToCreate {
  readonly name: string
  /** −1 with an assignment, or to take the broker's default (v4+). */
  readonly partitions: number
  readonly replication: number
  /** Replicas by partition number; empty: the brokers choose. */
  readonly assignment: readonly (readonly number[])[]
  readonly configs: readonly { readonly name: string; readonly value: string | null }[]
}

export interface CreateTopicsRequest {
  readonly topics: readonly TopicToCreate[]
  readonly timeoutMs: number
}

export interface CreateTopicsResponse extends Throttled {
  readonly topics: readonly NamedResult[]
}

function readTopic(r: Reader, version: number): NamedResult {
  const name = r.string()
  if (version >= 7) r.uuid()
  const error = r.int16()
  const message = version >= 1 ? r.nullableString() : null
  if (version >= 5) {
    r.int32() // partitions
    r.int16() // replication
    r.array(5, (c) => {
      c.string()
      c.nullableString()
      c.bool()
      c.int8()
      c.bool()
      c.tags()
    })
  }
  r.tags()
  return { name, error, message }
}

/** CreateTopics (KIP-4; Kafka 0.10.1). Never sent with `validate only`: what is sent is meant. */
export const createTopics = defineApi<CreateTopicsRequest, CreateTopicsResponse>({
  key: 19,
  name: 'CreateTopics',
  min: 0,
  max: 7,
  flexibleFrom: 5,
  write(to, version, { topics, timeoutMs }) {
    to.array(topics, (topic) => {
      to.string(topic.name).int32(topic.partitions).int16(topic.replication)
      to.array([...topic.assignment.entries()], ([partition, replicas]) => to.int32(partition).int32s(replicas).tags())
      to.array(topic.configs, (config) => to.string(config.name).nullableString(config.value).tags())
      to.tags()
    })
    to.int32(timeoutMs)
    if (version >= 1) to.bool(false)
  },
  *read(from, version) {
    const throttleMs = version >= 2 ? from.int32() : 0
    const topics = yield* arraySteps(from, 4, (r) => readTopic(r, version))
    from.tags()
    return { throttleMs, topics }
  },
})
