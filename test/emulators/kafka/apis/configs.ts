import type { WorldTopic } from '../../world/topic.ts'
import type { Call } from '../call.ts'
import { codes } from '../codes.ts'

/** Value types of DescribeConfigs v3+. */
const types = { boolean: 1, string: 2, int: 3, long: 5, double: 6, list: 7, password: 9 } as const
/** Sources of DescribeConfigs v1+. */
const sources = { topic: 1, dynamicBroker: 2, dynamicDefault: 3, staticBroker: 4, default: 5 } as const

export interface Known {
  readonly name: string
  readonly value: string | null
  readonly type: keyof typeof types
  readonly about: string
  readonly readOnly?: boolean
}

export const topicConfigs: readonly Known[] = [
  { name: 'cleanup.policy', value: 'delete', type: 'list', about: 'What happens to old segments: delete, compact, or both.' },
  { name: 'compression.type', value: 'producer', type: 'string', about: 'Final compression of the topic.' },
  { name: 'delete.retention.ms', value: '86400000', type: 'long', about: 'How long delete markers of compacted topics are kept.' },
  { name: 'max.message.bytes', value: '1048588', type: 'int', about: 'Largest record batch allowed.' },
  {
    name: 'follower.replication.throttled.replicas',
    value: '',
    type: 'list',
    about: 'Replicas whose fetching is held back.',
  },
  {
    name: 'leader.replication.throttled.replicas',
    value: '',
    type: 'list',
    about: 'Replicas whose sending is held back.',
  },
  {
    name: 'message.timestamp.type',
    value: 'CreateTime',
    type: 'string',
    about: 'Whether a record has the time of its creation or of its append.',
  },
  { name: 'min.insync.replicas', value: '1', type: 'int', about: 'Replicas that must acknowledge a write with acks=all.' },
  { name: 'retention.bytes', value: '-1', type: 'long', about: 'Largest size of a partition before old segments are dropped.' },
  { name: 'retention.ms', value: '604800000', type: 'long', about: 'How long records are kept.' },
  { name: 'segment.bytes', value: '1073741824', type: 'int', about: 'Size of one segment file.' },
  { name: 'unclean.leader.election.enable', value: 'false', type: 'boolean', about: 'Whether a replica out of sync may lead.' },
]

export const brokerConfigs: readonly Known[] = [
  {
    name: 'auto.create.topics.enable',
    value: 'false',
    type: 'boolean',
    about: 'Whether unknown topics are made on first use.',
    readOnly: true,
  },
  { name: 'default.replication.factor', value: '3', type: 'int', about: 'Replicas of topics made without a number.' },
  {
    name: 'follower.replication.throttled.rate',
    value: null,
    type: 'long',
    about: 'Bytes a second that throttled followers take.',
  },
  { name: 'leader.replication.throttled.rate', value: null, type: 'long', about: 'Bytes a second that throttled leaders give.' },
  { name: 'log.dirs', value: '/var/lib/kafka/data', type: 'list', about: 'Where the log is kept.', readOnly: true },
  { name: 'log.retention.hours', value: '168', type: 'int', about: 'How long records are kept.', readOnly: true },
  { name: 'num.io.threads', value: '8', type: 'int', about: 'Threads that do requests and disk.' },
  { name: 'num.network.threads', value: '3', type: 'int', about: 'Threads that read and write the network.' },
  { name: 'num.partitions', value: '6', type: 'int', about: 'Partitions of topics made without a number.' },
  { name: 'offsets.retention.minutes', value: '10080', type: 'int', about: 'How long commits of an empty group are kept.', readOnly: true },
  { name: 'ssl.keystore.password', value: null, type: 'password', about: 'Password of the key store.' },
]

/** DescribeConfigs (32) v0–4 of topics (2) and brokers (4). */
export function describeConfigs(call: Call): void {
  const { request, reply, version } = call
  const resources = request.array(7, () => {
    const type = request.int8()
    const name = request.string()
    const count = request.count(2)
    const keys = count === -1 ? null : Array.from({ length: count }, () => request.string())
    request.tags()
    return { type, name, keys }
  })
  const synonyms = version >= 1 && request.bool()
  const documented = version >= 3 ? request.bool() : false
  reply.int32(call.throttleMs)
  reply.array(resources, ({ type, name, keys }, to) => {
    const asked = resourceCode(call, type, name)
    // Kafka 1.1 tells the defaults of a topic that is not there.
    const code = asked === codes.unknownTopicOrPartition && call.cluster.release === '1.1' ? codes.none : asked
    to.int16(code)
      .nullableString(code === 0 ? null : `Error ${code}`)
      .int8(type)
      .string(name)
    const known = code !== 0 ? [] : (type === 2 ? topicConfigs : brokerConfigs).filter((c) => keys === null || keys.includes(c.name))
    to.array(known, (config) => writeConfig(call, config, overrideOf(call, type, name, config.name), { documented, synonyms }))
    to.tags()
  })
}

interface Override {
  readonly value: string
  readonly source: number
}

function overrideOf({ world }: Call, type: number, name: string, key: string): Override | null {
  const set = (value: string | undefined, source: number): Override | null => (value === undefined ? null : { value, source })
  if (type === 2) return set(world.topics.get(name)?.configs.get(key), sources.topic)
  const own = name === '' ? null : set(world.brokers.get(Number(name))?.configs.get(key), sources.dynamicBroker)
  return own ?? set(world.brokerDefaults.get(key), sources.dynamicDefault)
}

export function resourceCode(call: Call, type: number, name: string): number {
  if (type === 2) return call.code({ topic: name }) || (call.world.topics.has(name) ? codes.none : codes.unknownTopicOrPartition)
  if (type !== 4) return codes.invalidRequest
  return call.code() || (name === String(call.broker) || name === '' ? codes.none : codes.invalidRequest)
}

function writeConfig(
  { reply, version }: Call,
  config: Known,
  override: Override | null,
  { documented, synonyms }: { readonly documented: boolean; readonly synonyms: boolean },
): void {
  const sensitive = config.type === 'password'
  const source = override?.source ?? (config.readOnly ? sources.staticBroker : sources.default)
  reply
    .string(config.name)
    .nullableString(sensitive ? null : (override?.value ?? config.value))
    .bool(config.readOnly ?? false)
  if (version === 0) reply.bool(source === sources.default)
  else reply.int8(source)
  reply.bool(sensitive)
  if (version >= 1) {
    const own = { value: override?.value ?? config.value, source }
    const all = source === sources.default ? [own] : [own, { value: config.value, source: sources.default }]
    reply.array(synonyms && !sensitive ? all : [], (each, to) => to.string(config.name).nullableString(each.value).int8(each.source).tags())
  }
  if (version >= 3) reply.int8(types[config.type]).nullableString(documented ? config.about : null)
  reply.tags()
}

/** DescribeLogDirs (35) v0–5 of one directory. */
export function describeLogDirs(call: Call): void {
  const { reply, version, world, broker } = call
  const asked = readAsked(call)
  const struck = call.code()
  // A failed disk is an error of the directory; anything else of the whole answer.
  const disk = struck === codes.kafkaStorage ? struck : codes.none
  const code = disk === 0 ? struck : codes.none
  const now = world.now()
  world.moves.now()
  reply.int32(call.throttleMs)
  if (version >= 3) reply.int16(code)
  // Before v3 a missing right shows as no directories at all.
  reply.count(code === 0 ? 1 : 0)
  if (code !== 0) return
  reply.int16(disk).string('/var/lib/kafka/data')
  let used = 0
  const here = [...world.topics.values()]
    .filter((t) => disk === 0 && (asked === null || asked.has(t.name)))
    .map((t) => ({ topic: t, partitions: partitionsOn(t, broker).filter((p) => asked?.get(t.name)?.includes(p) ?? true) }))
    .filter((t) => t.partitions.length > 0)
  reply.array(here, ({ topic, partitions }, to) => {
    to.string(topic.name)
    to.array(partitions, (p) => {
      const bytes = world.moves.copied(topic.name, p, broker) ?? (topic.end(p, now) - topic.start(p, now)) * topic.recordBytes
      used += bytes
      to.int32(p).int64(bytes).int64(0).bool(false).tags()
    })
    to.tags()
  })
  if (version >= 4) reply.int64(2e12).int64(Math.max(0, 2e12 - used))
  if (version >= 5) reply.bool(false)
  reply.tags()
}

function partitionsOn(topic: WorldTopic, broker: number): number[] {
  const found: number[] = []
  for (let p = 0; p < topic.partitions; p++) if (topic.replicasOf(p).includes(broker)) found.push(p)
  return found
}

function readAsked({ request }: Call): ReadonlyMap<string, readonly number[]> | null {
  const count = request.count(6)
  if (count === -1) return null
  const names = new Map<string, readonly number[]>()
  for (let i = 0; i < count; i++) {
    names.set(request.string(), request.int32s())
    request.tags()
  }
  return names
}
