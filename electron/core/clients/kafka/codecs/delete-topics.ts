import { arraySteps, defineApi, type Throttled } from './api.ts'
import type { NamedResult } from './change-results.ts'

export interface DeleteTopicsRequest {
  readonly names: readonly string[]
  readonly timeoutMs: number
}

export interface DeleteTopicsResponse extends Throttled {
  readonly topics: readonly NamedResult[]
}

/** DeleteTopics by name (Kafka 0.10.1; by id is possible since v6 and not used). The answer comes before the topic is gone. */
export const deleteTopics = defineApi<DeleteTopicsRequest, DeleteTopicsResponse>({
  key: 20,
  name: 'DeleteTopics',
  min: 0,
  max: 6,
  flexibleFrom: 4,
  write(to, version, { names, timeoutMs }) {
    if (version >= 6) to.array(names, (name) => to.string(name).uuid(null).tags())
    else to.strings(names)
    to.int32(timeoutMs)
  },
  *read(from, version) {
    const throttleMs = version >= 1 ? from.int32() : 0
    const topics = yield* arraySteps(from, 3, (r) => {
      const name = r.string()
      if (version >= 6) r.uuid()
      const error = r.int16()
      const message = version >= 5 ? r.nullableString() : null
      r.tags()
      return { name, error, message }
    })
    from.tags()
    return { throttleMs, topics }
  },
})
