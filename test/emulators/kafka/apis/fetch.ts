import { encodeBatch, encodeMessage, gzip, type RecordSpec } from '../../../support/record-encoder.ts'
import type { WorldTopic } from '../../world/topic.ts'
import type { Call } from '../call.ts'
import { codes } from '../codes.ts'

const BATCH = 100

interface Asked {
  readonly topic: string
  readonly partitions: readonly { readonly partition: number; readonly offset: number; readonly maxBytes: number }[]
}

interface Answer {
  readonly partition: number
  readonly code: number
  readonly end: number
  readonly stable: number
  readonly start: number
  readonly records: Buffer
}

/** What stands at an offset, unless the topic says otherwise. */
const contentsOf = (topic: WorldTopic, partition: number, offset: number): RecordSpec =>
  topic.written.get(`${partition}@${offset}`) ??
  topic.contents?.(partition, offset) ?? {
    key: Buffer.from(`${topic.name}-${offset}`),
    value: Buffer.from(JSON.stringify({ topic: topic.name, partition, offset })),
  }

/** Whole batches from the one that holds `from`, as brokers send them: at least one, then as many as fit. */
function batches(call: Call, topic: WorldTopic, partition: number, from: number, before: number, maxBytes: number): Buffer {
  const { version, world } = call
  const now = world.now()
  const start = topic.start(partition, now)
  const made: Buffer[] = []
  let size = 0
  for (
    let base = Math.max(start, from - (from % BATCH));
    base < before && (made.length === 0 || size < maxBytes);
    base += BATCH - (base % BATCH)
  ) {
    const count = Math.min(before, base + BATCH - (base % BATCH)) - base
    const time = Math.floor(topic.appendedAt(partition, base, now) ?? now)
    const records = Array.from({ length: count }, (_, i) => ({
      ...contentsOf(topic, partition, base + i),
      timeDelta: Math.max(0, Math.floor(topic.appendedAt(partition, base + i, now) ?? now) - time),
    }))
    const bytes =
      version >= 4
        ? encodeBatch({ base, time, records, ...(topic.configs.get('compression.type') === 'gzip' ? { codec: gzip } : {}) })
        : Buffer.concat(records.map((record, i) => encodeMessage(base + i, version >= 2 ? 1 : 0, record, time)))
    if (made.length > 0 && size + bytes.length > maxBytes) break
    made.push(bytes)
    size += bytes.length
  }
  return Buffer.concat(made)
}

function answerOf(call: Call, name: string, { partition, offset, maxBytes }: Asked['partitions'][number], committed: boolean): Answer {
  const { world } = call
  const struck = call.code({ topic: name, partition })
  const topic = world.topics.get(name)
  const none = { partition, end: -1, stable: -1, start: -1, records: Buffer.alloc(0) }
  if (struck !== 0) return { ...none, code: struck }
  if (!topic || partition >= topic.partitions) return { ...none, code: codes.unknownTopicOrPartition }
  if (topic.leaders[partition] !== call.broker) return { ...none, code: codes.notLeader }
  const now = world.now()
  const [start, end, stable] = [topic.start(partition, now), topic.end(partition, now), topic.stable(partition, now)]
  const known = { ...none, end, stable, start }
  if (offset < start || offset > end) return { ...known, code: codes.offsetOutOfRange }
  return { ...known, code: 0, records: batches(call, topic, partition, offset, committed ? stable : end, maxBytes) }
}

/** Fetch (1) v0–11 of what the world says its logs hold. With nothing new it waits a little, as asked. */
export async function fetch(call: Call): Promise<void> {
  const { request, reply, version } = call
  request.int32()
  const waitMs = request.int32()
  request.int32()
  if (version >= 3) request.int32()
  const committed = version >= 4 && request.int8() === 1
  if (version >= 7) request.int32()
  if (version >= 7) request.int32()
  const asked = request.array(6, (): Asked => {
    const topic = request.string()
    const partitions = request.array(16, () => {
      const partition = request.int32()
      if (version >= 9) request.int32()
      const offset = request.int64()
      if (version >= 5) request.int64()
      return { partition, offset, maxBytes: request.int32() }
    })
    return { topic, partitions }
  })
  const look = () => asked.map(({ topic, partitions }) => ({ topic, answers: partitions.map((p) => answerOf(call, topic, p, committed)) }))
  let found = look()
  const isEmpty = found.every(({ answers }) => answers.every((a) => a.code === 0 && a.records.length === 0))
  if (isEmpty && waitMs > 0) {
    await new Promise<void>((resolve) => setTimeout(resolve, Math.min(waitMs, 50)))
    found = look()
  }
  if (version >= 1) reply.int32(call.throttleMs)
  if (version >= 7) reply.int16(0).int32(0)
  reply.array(found, ({ topic, answers }, to) => {
    to.string(topic)
    to.array(answers, (a) => {
      to.int32(a.partition).int16(a.code).int64(a.end)
      if (version >= 4) to.int64(a.stable)
      if (version >= 5) to.int64(a.start)
      if (version >= 4) to.array(committed ? [] : null, () => undefined)
      if (version >= 11) to.int32(-1)
      to.nullableBytes(a.records)
    })
  })
}
