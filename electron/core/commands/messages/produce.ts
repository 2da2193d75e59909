import type { Impact } from '../../../../shared/contract/changes.ts'
import type { WrittenRecord } from '../../../../shared/domain/messages/json-lines.ts'
import type { CommandDefinition, PlanDraft } from '../command.ts'
import { needs, plural, topicIn } from '../kafka/live-cluster.ts'
import { logRanges } from '../kafka/log-ranges.ts'
import { toolLine } from '../kafka/quote.ts'
import { sentOf } from '../kafka/sent.ts'
import { badInput } from '../refuse-input.ts'
import { bySchema, type BySchema, type WriteSchemas } from './by-schema.ts'
import { digested, recordDigest } from '../../lib/record-digest.ts'
import { prepareRecords, type PreparedRecord, type TopicLimits } from './prepare.ts'
import type { KeptRecord, MessagesWorld } from './world.ts'

const NAME = 'messages.produce'

interface Input {
  readonly topic: string
  readonly records: readonly WrittenRecord[]
  readonly schemas?: WriteSchemas | undefined
}

/** What is sent: bytes by partition, and where each log ended before. */
interface Exact {
  readonly topic: string
  readonly time: number
  readonly partitions: readonly { readonly partition: number; readonly from: number; readonly records: readonly KeptRecord[] }[]
}

const KEY_SHOWN = 60
const NO_SCHEMAS: WriteSchemas = { key: null, value: null }

async function limitsOf(
  topic: string,
  { client }: MessagesWorld,
  signal: AbortSignal,
): Promise<TopicLimits & { readonly appendTime: boolean }> {
  const keys = ['cleanup.policy', 'max.message.bytes', 'message.timestamp.type']
  // Who may write need not be allowed to read this; then Kafka judges alone.
  const [config] = await client.describeConfigs([{ kind: 'topic', name: topic, keys }], signal)
  const value = (key: string): string | null => config?.entries.find((e) => e.name === key)?.value ?? null
  const most = value('max.message.bytes')
  return {
    compacted: value('cleanup.policy')?.includes('compact') === true,
    maxBytes: most === null ? null : Number(most),
    appendTime: value('message.timestamp.type') === 'LogAppendTime',
  }
}

/** What is written is not repeated in the log of acts: its key, and how much it is. */
function shown(
  { key, value, headers }: PreparedRecord,
  written: WrittenRecord | undefined,
  named: BySchema['named'],
  mask: MessagesWorld['mask'],
): string {
  // Bytes of a schema are no text: as it was written.
  const keyText = written?.key?.as === 'schema' ? written.key.text : (key?.toString('utf8') ?? '')
  const by = (part: 'key' | 'value'): string => (written?.[part]?.as === 'schema' && named[part] !== null ? ` (${named[part]})` : '')
  const text = key === null ? 'no key' : `key “${mask(keyText).slice(0, KEY_SHOWN)}”${by('key')}`
  const body = value === null ? 'null' : `${plural(value.length, 'byte')}${by('value')}`
  return `${text}, value ${body}${headers.length > 0 ? `, ${plural(headers.length, 'header')}` : ''}`
}

function impactOf(records: readonly PreparedRecord[], limits: Awaited<ReturnType<typeof limitsOf>>): Impact[] {
  const gone = records.filter((r) => r.key !== null && r.value === null).length
  const impact: Impact[] = []
  if (limits.compacted && gone > 0)
    impact.push({
      severity: 'warn',
      text: `${plural(gone, 'null value')}: compaction takes away what the topic holds of these keys.`,
      path: null,
    })
  impact.push({ severity: 'warn', text: 'Every group that reads the topic gets them, at once.', path: null })
  if (limits.appendTime) impact.push({ severity: 'info', text: 'The topic keeps the broker’s time, not that of this machine.', path: null })
  return impact
}

const base64 = (bytes: Buffer | null): string | null => bytes && bytes.toString('base64')

const kept = ({ key, value, headers }: PreparedRecord): KeptRecord => ({
  key: base64(key),
  value: base64(value),
  headers: headers.map((h) => ({ name: h.name, value: base64(h.value) })),
  digest: recordDigest(key && digested(key), value && digested(value), headers.length),
})

const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text, 'base64'))

/** Writes records to a topic, once: each partition takes its own as a whole, or not at all. */
export const produceMessages: CommandDefinition<Input, MessagesWorld, Exact> = {
  name: NAME,
  level: 'C2',
  async plan({ topic, records: written, schemas = NO_SCHEMAS }, world, signal): Promise<PlanDraft<Exact>> {
    needs(world, 'produce', 'Writing messages')
    const { client, mask } = world
    const metadata = await client.metadata(signal)
    const about = topicIn(metadata, topic, NAME, 'topic')
    if (about.internal)
      throw badInput(NAME, [{ path: 'topic', message: `${topic} is Kafka’s own: a record that it does not expect stops brokers.` }])
    const limits = await limitsOf(topic, world, signal)
    const encoded = await bySchema(written, schemas, world, signal)
    if (encoded.problems.length > 0) throw badInput(NAME, encoded.problems)
    const { records, problems } = prepareRecords(encoded.records, about, limits)
    if (problems.length > 0) throw badInput(NAME, problems)
    const partitions = [...new Set(records.map((r) => r.partition))].toSorted((a, b) => a - b)
    const ranges = (await logRanges(client, new Map([[topic, partitions]]), signal)).get(topic)
    const unread = partitions.filter((p) => ranges?.get(p) === undefined)
    if (unread.length > 0)
      throw badInput(NAME, [{ path: 'records', message: `The log of partition ${unread.join(', ')} cannot be read now.` }])
    const size = records.reduce((sum, r) => sum + r.size, 0)
    return {
      object: topic,
      title: `Write ${plural(records.length, 'message')} to ${topic}`,
      sentence: `${plural(size, 'byte')} go to ${plural(partitions.length, 'partition')}. What is written stays until the topic’s retention takes it.`,
      changes: records.map((record, i) => ({
        what: `message ${i + 1}`,
        before: null,
        after: `partition ${record.partition}: ${shown(record, written[i], encoded.named, mask)}`,
      })),
      impact: impactOf(records, limits),
      verdict: null,
      asOf: metadata.at,
      wayBack: null,
      equivalent: toolLine('kafka-console-producer', world.bootstrap, '--topic', topic, '--property', 'parse.key=true'),
      via: 'kafka',
      requests: partitions.map(
        (p) => `Produce ${topic}-${p}: ${plural(records.filter((r) => r.partition === p).length, 'record')}, acks=all`,
      ),
      exact: {
        topic,
        time: world.clock.wall(),
        partitions: partitions.map((partition) => ({
          partition,
          from: ranges?.get(partition)?.end ?? 0,
          records: records.filter((r) => r.partition === partition).map(kept),
        })),
      },
    }
  },
  async send({ topic, time, partitions }, world, signal) {
    const items = partitions.map(({ partition, records }) => ({
      topic,
      partition,
      time,
      records: records.map(({ key, value, headers }) => ({
        key: bytes(key),
        value: bytes(value),
        headers: headers.map((h) => ({ name: h.name, value: bytes(h.value) })),
      })),
    }))
    return sentOf(await world.client.changes(world.permit).produce(items, signal), (p) => `partition ${p.partition}`)
  },
  written: ({ topic, time, partitions }) => ({
    topic,
    time,
    partitions: partitions.map((part) => ({ ...part, records: part.records.map(({ digest }) => ({ digest })) })),
  }),
  async verify({ topic, partitions }, world, signal) {
    const found = await Promise.all(partitions.map(async (part) => ({ part, offset: await world.find({ topic, ...part }, signal) })))
    const open = found.filter(({ offset }) => offset === null).map(({ part }) => part.partition)
    if (open.length > 0) return { is: 'not yet', note: `They are not in the log of partition ${open.join(', ')}.` }
    world.touched({})
    const places = found.map(({ part, offset }) => {
      const last = (offset ?? 0) + part.records.length - 1
      return `partition ${part.partition}, offset ${offset ?? 0}${part.records.length > 1 ? ` to ${last}` : ''}`
    })
    return {
      is: 'yes',
      note: `Read back: ${places.slice(0, 10).join('; ')}${places.length > 10 ? ` and ${places.length - 10} more` : ''}.`,
    }
  },
}
