import { decodeRecords } from '../../../../electron/core/records/decode.ts'
import type { LogRecord } from '../../../../electron/core/records/record.ts'
import type { Call } from '../call.ts'
import { codes } from '../codes.ts'

interface Answer {
  readonly partition: number
  readonly code: number
  readonly base: number
  readonly message: string | null
}

const DEFAULT_MAX_BYTES = 1_048_588

/** What a leader says to a batch, and what becomes of it: written as a whole, or not at all. */
function append(call: Call, name: string, partition: number, batch: Buffer | null): Answer {
  const { world } = call
  const refuse = (code: number, message: string | null = null): Answer => ({ partition, code, base: -1, message })
  const struck = call.code({ topic: name, partition })
  if (struck !== 0) return refuse(struck)
  const topic = world.topics.get(name)
  if (!topic || partition >= topic.partitions) return refuse(codes.unknownTopicOrPartition)
  if (topic.leaders[partition] !== call.broker) return refuse(codes.notLeader)
  if (batch === null || batch.length > Number(topic.configs.get('max.message.bytes') ?? DEFAULT_MAX_BYTES))
    return refuse(codes.messageTooLarge)
  const records: LogRecord[] = []
  for (const entry of decodeRecords(batch, { from: 0, aborted: null }).entries) {
    if (entry.is === 'unreadable') return refuse(codes.corruptMessage)
    records.push(entry.record)
  }
  if (topic.configs.get('cleanup.policy')?.includes('compact') === true && records.some((r) => r.key === null))
    return refuse(codes.invalidRecord, 'Compacted topic cannot accept message without key in topic partition.')
  const base = topic.end(partition, world.now())
  topic.write(
    partition,
    records.map(({ key, value, headers }) => ({ key, value, headers })),
    world.now(),
  )
  return { partition, code: 0, base, message: null }
}

/** Produce (0) v3–9, by the leader. */
export function produce(call: Call): void {
  const { request, reply, version } = call
  request.nullableString()
  request.int16()
  request.int32()
  const topics = request.array(6, () => {
    const topic = request.string()
    const answers = request.array(8, () => {
      const [partition, batch] = [request.int32(), request.nullableBytes()]
      request.tags()
      return append(call, topic, partition, batch)
    })
    request.tags()
    return { topic, answers }
  })
  reply.array(topics, ({ topic, answers }, to) => {
    to.string(topic)
    to.array(answers, ({ partition, code, base, message }) => {
      to.int32(partition).int16(code).int64(base).int64(-1)
      if (version >= 5) to.int64(0)
      if (version >= 8) to.array([], () => undefined).nullableString(message)
      to.tags()
    })
    to.tags()
  })
  reply.int32(call.throttleMs)
}
