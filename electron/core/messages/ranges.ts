import type { BrowseFrom } from '../../../shared/contract/messages.ts'
import type { KafkaClient } from '../clients/kafka/kafka-client.ts'
import { AppError } from '../../../shared/errors/error.ts'
import { committedOf } from '../commands/kafka/readers-of.ts'
import { logRanges, offsetsOf } from '../commands/kafka/log-ranges.ts'

export interface Range {
  readonly partition: number
  readonly start: number
  /** Last stable offset where only committed records are looked at. */
  readonly end: number
  /** First offset that is read. */
  readonly from: number
  /** First offset that is not read any more. */
  readonly before: number
}

export interface Wanted {
  readonly topic: string
  readonly partitions: readonly number[] | null
  readonly from: BrowseFrom
  readonly until: number | null
  readonly committedOnly: boolean
}

/** Partitions that were asked for and are there; fails where the topic is not. */
async function partitionsOf({ topic, partitions }: Wanted, client: KafkaClient, signal: AbortSignal): Promise<readonly number[]> {
  const { topics } = await client.metadata(signal)
  const found = topics.find((t) => t.name === topic)
  if (!found) throw new AppError('kafka.error', { code: 3, name: 'UNKNOWN_TOPIC_OR_PARTITION', what: `the topic ${topic}` })
  const all = found.partitions.map((p) => p.partition)
  return partitions === null ? all : all.filter((p) => partitions.includes(p))
}

async function begins(
  wanted: Wanted,
  partitions: readonly number[],
  client: KafkaClient,
  signal: AbortSignal,
): Promise<(range: { partition: number; start: number; end: number }) => number | null> {
  const { from, topic } = wanted
  switch (from.at) {
    case 'earliest':
      return ({ start }) => start
    case 'end':
      return ({ end }) => end
    case 'offset':
      return ({ start, end }) => Math.min(Math.max(start, Number(from.offset)), end)
    case 'newest': {
      // Which partition has the newest is seen only afterwards: of several each gives more than its share.
      const each =
        partitions.length === 1 ? from.count : Math.min(from.count, Math.max(50, Math.ceil((2 * from.count) / partitions.length)))
      return ({ start, end }) => Math.max(start, end - each)
    }
    case 'time': {
      const found = await since(topic, partitions, from.time, client, signal)
      return ({ partition, end }) => found.get(partition) ?? end
    }
    case 'group': {
      let committed = new Map<number, number>()
      await client.fetchCommits(
        [{ group: from.group, coordinator: null }],
        ({ groups }) => {
          for (const { error, topics } of groups) {
            if (error) throw error
            for (const one of topics) if (one.topic === topic) committed = committedOf(one)
          }
        },
        signal,
      )
      return ({ partition, start }) => {
        const offset = committed.get(partition)
        return offset === undefined ? null : Math.max(start, offset)
      }
    }
  }
}

async function since(
  topic: string,
  partitions: readonly number[],
  time: number,
  client: KafkaClient,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, number>> {
  const { topics } = await client.listOffsets(new Map([[topic, partitions]]), time, 'uncommitted', signal)
  const found = topics.find((t) => t.topic === topic)
  return found ? offsetsOf(found) : new Map()
}

/** Where reading begins and ends in each partition that can be read. */
export async function rangesOf(wanted: Wanted, client: KafkaClient, signal: AbortSignal): Promise<readonly Range[]> {
  const { topic, until, committedOnly } = wanted
  const partitions = await partitionsOf(wanted, client, signal)
  const asked = new Map([[topic, [...partitions]]])
  const [ranges, stable, stop, begin] = await Promise.all([
    logRanges(client, asked, signal),
    committedOnly ? client.listOffsets(asked, 'latest', 'committed', signal) : null,
    until === null ? null : since(topic, partitions, until, client, signal),
    begins(wanted, partitions, client, signal),
  ])
  const ends = stable?.topics[0] ? offsetsOf(stable.topics[0]) : null
  return partitions.flatMap((partition) => {
    const range = ranges.get(topic)?.get(partition)
    if (range === undefined) return []
    const end = ends?.get(partition) ?? range.end
    const from = begin({ partition, start: range.start, end })
    if (from === null) return []
    return [{ partition, start: range.start, end, from, before: Math.min(end, stop?.get(partition) ?? end) }]
  })
}
