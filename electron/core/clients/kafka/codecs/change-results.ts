import type { Reader } from '../wire/reader.ts'

/** One item of the answer to a change: 0 is done. `message` are the broker's own words, where its version sends any. */
export interface NamedResult {
  readonly name: string
  readonly error: number
  readonly message: string | null
}

export interface PartitionResult {
  readonly partition: number
  readonly error: number
}

export interface TopicResults {
  readonly topic: string
  readonly partitions: readonly PartitionResult[]
}

/** Topics with an error code a partition, as OffsetCommit and OffsetDelete answer. */
export const readPartitionResults = (from: Reader): TopicResults => {
  const topic = from.string()
  const partitions = from.array(6, (r) => {
    const result = { partition: r.int32(), error: r.int16() }
    r.tags()
    return result
  })
  from.tags()
  return { topic, partitions }
}
