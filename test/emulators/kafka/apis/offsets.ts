import type { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'
import { committedOffset, committedTopics, eachCommit, type WorldGroup } from '../../world/group.ts'
import type { Call } from '../call.ts'
import { codes } from '../codes.ts'
import { isKRaft } from '../releases.ts'
import { groupCode } from './groups.ts'

type Asked = readonly { readonly topic: string; readonly partitions: readonly number[] }[] | null

/** OffsetFetch (9) v0–9. Version 0 reads what old consumers keep in ZooKeeper. */
export function offsetFetch(call: Call): void {
  const { request, reply, version } = call
  if (version <= 7) {
    const name = request.string()
    const asked = readAsked(call)
    const code = version === 0 ? zooKeeperCode(call, name) : groupCode(call, name)
    if (version >= 3) reply.int32(call.throttleMs)
    // Versions 0 and 1 have no place for an error of the group: each partition carries it.
    writeTopics(call, name, version >= 2 && asked === null ? null : (asked ?? []), code)
    if (version >= 2) reply.int16(code)
    return
  }
  const groups = request.array(2, () => {
    const name = request.string()
    if (version >= 9) request.nullableString()
    if (version >= 9) request.int32()
    const asked = readAsked(call)
    request.tags()
    return { name, asked }
  })
  reply.int32(call.throttleMs)
  reply.array(groups, ({ name, asked }, to) => {
    const code = groupCode(call, name)
    to.string(name)
    writeTopics(call, name, asked, code)
    to.int16(code).tags()
  })
}

/** Version 0 asks for what is in ZooKeeper: any broker answers, and one without ZooKeeper refuses. */
function zooKeeperCode(call: Call, group: string): number {
  return isKRaft(call.cluster.release) ? codes.unsupportedVersion : call.code({ group })
}

function readAsked({ request }: Call): Asked {
  const count = request.count(2)
  if (count === -1) return null
  return Array.from({ length: count }, () => {
    const topic = request.string()
    const partitions = request.int32s()
    request.tags()
    return { topic, partitions }
  })
}

function writeTopics(call: Call, name: string, asked: Asked, code: number): void {
  const { reply, world, version } = call
  const group = world.groups.get(name)
  const readable = group !== undefined && group.inZooKeeper === (version === 0) ? group : undefined
  if (asked === null) {
    const topics = code === 0 && readable ? committedTopics(readable).filter((t) => world.topics.has(t)) : []
    reply.array(topics, (topic) => writeCommitted(call, readable, topic))
    return
  }
  // With a top-level error newer versions tell no partitions.
  reply.array(code !== 0 && version >= 2 ? [] : asked, ({ topic, partitions }, to) => {
    to.string(topic)
    to.array(partitions, (p) => {
      const known = world.topics.get(topic)
      const offset = code === 0 && readable && known ? committedOffset(readable, known, p, world.now()) : null
      writePartition(call, to, topic, p, offset ?? -1, code)
    })
    to.tags()
  })
}

function writeCommitted(call: Call, group: WorldGroup | undefined, name: string): void {
  const { reply, world } = call
  const topic = world.topics.get(name)
  const found: [number, number][] = []
  if (group && topic) eachCommit(group, topic, world.now(), (p, offset) => found.push([p, offset]))
  reply.string(name)
  reply.array(found, ([p, offset], to) => writePartition(call, to, name, p, offset, 0))
  reply.tags()
}

function writePartition(call: Call, to: Writer, topic: string, p: number, offset: number, groupError: number): void {
  // Version 0 calls a partition without a node in ZooKeeper unknown (OffsetFetchResponse.UNKNOWN_PARTITION).
  const missing = call.version === 0 && offset < 0 ? codes.unknownTopicOrPartition : 0
  const code = groupError || call.code({ topic, partition: p }) || missing
  to.int32(p).int64(code === 0 ? offset : -1)
  if (call.version >= 5) to.int32(-1)
  to.nullableString('').int16(code).tags()
}

/** ListOffsets (2) v0–11. */
export function listOffsets(call: Call): void {
  const { request, reply, version, world } = call
  request.int32()
  const committed = version >= 2 && request.int8() === 1
  const topics = request.count(6)
  if (version >= 2) reply.int32(call.throttleMs)
  reply.count(topics)
  const now = world.now()
  for (let i = 0; i < topics; i++) {
    const name = request.string()
    const partitions = request.count(12)
    reply.string(name).count(partitions)
    for (let j = 0; j < partitions; j++) {
      const p = request.int32()
      if (version >= 4) request.int32()
      const at = request.int64()
      const most = version === 0 ? request.int32() : 1
      request.tags()
      const code = partitionCode(call, name, p)
      const found = code === 0 ? lookUp(call, name, p, at, committed, now) : { offset: -1, at: -1 }
      reply.int32(p).int16(code)
      if (version === 0) reply.array(code === 0 && most > 0 ? [found.offset] : [], (offset, to) => to.int64(offset))
      else reply.int64(found.at).int64(found.offset)
      if (version >= 4) reply.int32(code === 0 && found.offset >= 0 ? (world.topics.get(name)?.epochs[p] ?? -1) : -1)
      reply.tags()
    }
    request.tags()
    reply.tags()
  }
}

function partitionCode(call: Call, name: string, p: number): number {
  const struck = call.code({ topic: name, partition: p })
  if (struck !== 0) return struck
  const topic = call.world.topics.get(name)
  if (!topic || p < 0 || p >= topic.partitions) return codes.unknownTopicOrPartition
  if (topic.leaders[p] !== call.broker) return codes.notLeader
  const settles = topic.replication > 1 && call.world.now() - (topic.electedAt[p] ?? 0) < call.cluster.leaderSettlesMs
  return settles ? codes.offsetNotAvailable : codes.none
}

function lookUp(call: Call, name: string, p: number, at: number, committed: boolean, now: number): { offset: number; at: number } {
  const topic = call.world.topic(name)
  if (at === -1) return { offset: committed ? topic.stable(p, now) : topic.end(p, now), at: -1 }
  if (at === -2 || at === -4) return { offset: topic.start(p, now), at: -1 }
  if (at === -3) {
    const newest = topic.end(p, now) - 1
    if (newest < topic.start(p, now)) return { offset: -1, at: -1 }
    return { offset: newest, at: Math.floor(topic.appendedAt(p, newest, now) ?? now) }
  }
  if (at < 0) return { offset: -1, at: -1 }
  // Version 0 knows segments only: the start of the one segment we have.
  if (call.version === 0) return { offset: topic.start(p, now), at: -1 }
  return topic.firstSince(p, at, now) ?? { offset: -1, at: -1 }
}
