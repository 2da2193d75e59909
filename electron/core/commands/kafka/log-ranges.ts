import type { KafkaClient } from '../../clients/kafka/kafka-client.ts'

export interface LogRange {
  readonly start: number
  readonly end: number
}

/** Log start and end by `topic-partition`; those that cannot be read are absent. */
export async function logRanges(
  client: KafkaClient,
  partitions: ReadonlyMap<string, readonly number[]>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<number, LogRange>>> {
  const [starts, ends] = await Promise.all([
    client.listOffsets(partitions, 'earliest', 'uncommitted', signal),
    client.listOffsets(partitions, 'latest', 'uncommitted', signal),
  ])
  const endOf = new Map(ends.topics.map((t) => [t.topic, offsetsOf(t)]))
  return new Map(
    starts.topics.map((t) => {
      const ranges = new Map<number, LogRange>()
      for (const [partition, start] of offsetsOf(t)) {
        const end = endOf.get(t.topic)?.get(partition)
        // Read a moment apart: a log that was cut in between has no end below its start.
        if (end !== undefined) ranges.set(partition, { start, end: Math.max(start, end) })
      }
      return [t.topic, ranges]
    }),
  )
}

/** Offsets that were read and are there, by partition. */
export function offsetsOf(topic: { readonly partitions: Int32Array; readonly offsets: Float64Array }): Map<number, number> {
  const found = new Map<number, number>()
  topic.partitions.forEach((partition, i) => {
    const offset = topic.offsets[i] ?? Number.NaN
    if (offset >= 0) found.set(partition, offset)
  })
  return found
}
