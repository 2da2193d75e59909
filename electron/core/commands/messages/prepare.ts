import { partitionOfKey } from '../../../../shared/domain/messages/partition-of-key.ts'
import { hexDigits, payloadProblem, type WrittenPayload } from '../../../../shared/domain/messages/payload-text.ts'
import type { WrittenRecord } from '../../../../shared/domain/messages/json-lines.ts'
import type { TopicMetadata } from '../../clients/kafka/kafka-client.ts'
import type { FieldProblem } from '../refuse-input.ts'

export interface TopicLimits {
  readonly compacted: boolean
  /** Null: not told. */
  readonly maxBytes: number | null
}

export interface PreparedRecord {
  readonly partition: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: readonly { readonly name: string; readonly value: Buffer | null }[]
  /** Key, value and headers. */
  readonly size: number
}

export function bytesOf({ as, text }: WrittenPayload): Buffer {
  if (as === 'hex') return Buffer.from(hexDigits(text), 'hex')
  return Buffer.from(text, as === 'base64' ? 'base64' : 'utf8')
}

/** A key decides; else what it is, so that the same record planned twice goes to the same place. */
function partitionFor(asked: number | null, key: Buffer | null, value: Buffer | null, partitions: number): number {
  return asked ?? partitionOfKey(key ?? value ?? Buffer.alloc(0), partitions)
}

function payloadProblems({ key, value, headers }: WrittenRecord, path: string): FieldProblem[] {
  const all = [
    { at: 'key', payload: key },
    { at: 'value', payload: value },
    ...headers.map((header, i) => ({ at: `headers.${i}.value`, payload: header.value })),
  ]
  return all.flatMap(({ at, payload }) => {
    const message = payload && payloadProblem(payload)
    return message === null ? [] : [{ path: `${path}.${at}`, message }]
  })
}

/** Records as bytes with their partitions, and what is wrong, by field. */
export function prepareRecords(
  written: readonly WrittenRecord[],
  topic: TopicMetadata,
  { compacted, maxBytes }: TopicLimits,
): { readonly records: readonly PreparedRecord[]; readonly problems: readonly FieldProblem[] } {
  const records: PreparedRecord[] = []
  const problems: FieldProblem[] = []
  for (const [i, each] of written.entries()) {
    const path = `records.${i}`
    const wrong = payloadProblems(each, path)
    problems.push(...wrong)
    if (wrong.length > 0) continue
    const [key, value] = [each.key && bytesOf(each.key), each.value && bytesOf(each.value)]
    const headers = each.headers.map((header) => ({ name: header.name, value: header.value && bytesOf(header.value) }))
    const size = headers.reduce(
      (sum, h) => sum + Buffer.byteLength(h.name) + (h.value?.length ?? 0),
      (key?.length ?? 0) + (value?.length ?? 0),
    )
    const partition = partitionFor(each.partition, key, value, topic.partitions.length)
    const found = topic.partitions.find((p) => p.partition === partition)
    if (found === undefined)
      problems.push({
        path: `${path}.partition`,
        message: `There is no partition ${partition}: ${topic.name} has ${topic.partitions.length}.`,
      })
    else if (found.leader < 0) problems.push({ path: `${path}.partition`, message: `Partition ${partition} has no leader now.` })
    if (compacted && key === null)
      problems.push({ path: `${path}.key`, message: 'The topic is compacted: Kafka takes no record without a key.' })
    if (maxBytes !== null && size > maxBytes)
      problems.push({ path: `${path}.value`, message: `It has ${size} bytes, and the topic takes ${maxBytes} (max.message.bytes).` })
    records.push({ partition, key, value, headers, size })
  }
  return { records, problems: problems.length > 0 ? problems : tooMuch(records, maxBytes) }
}

/** What lies around each record in a batch, at most. */
const AROUND = 40
const AROUND_BATCH = 61

/** A partition takes all of its records as one batch. */
function tooMuch(records: readonly PreparedRecord[], maxBytes: number | null): FieldProblem[] {
  if (maxBytes === null) return []
  const sums = new Map<number, number>()
  for (const { partition, size } of records) sums.set(partition, (sums.get(partition) ?? AROUND_BATCH) + size + AROUND)
  return [...sums].flatMap(([partition, bytes]) =>
    bytes <= maxBytes
      ? []
      : [
          {
            path: 'records',
            message: `About ${bytes} bytes go to partition ${partition}, which takes ${maxBytes} at once (max.message.bytes).`,
          },
        ],
  )
}
