import { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'
import type { WorldTopic } from '../../world/topic.ts'
import { NOT_ASKED, type Call } from '../call.ts'
import { codes } from '../codes.ts'

/** Metadata (3) v0–13. The reply about all topics is encoded once a layout and version. */
export function metadata(call: Call): void {
  const { request, version, world } = call
  const asked = readTopics(call)
  // Whoever looks sees what is done by now.
  world.moves.now()
  if (version >= 4) request.bool()
  if (version >= 8 && version <= 10) request.bool()
  if (version >= 8) request.bool()

  if (version >= 3) call.reply.int32(call.throttleMs)
  writeBrokers(call)
  if (asked !== null) {
    call.reply.array(asked, (name, to) => writeTopic(call, to, name, world.topics.get(name)))
  } else {
    call.reply.raw(allTopics(call))
  }
  if (version >= 8 && version <= 10) call.reply.int32(NOT_ASKED)
  if (version >= 13) call.reply.int16(call.code())
}

/** Null: all. */
function readTopics({ request, version, world }: Call): string[] | null {
  const count = request.count(2)
  if (count === -1 || (version === 0 && count === 0)) return null
  const names: string[] = []
  for (let i = 0; i < count; i++) {
    const id = version >= 10 ? request.uuid() : null
    const name = request.nullableString()
    request.tags()
    names.push(name ?? [...world.topics.values()].find((t) => t.id === id)?.name ?? '')
  }
  return names
}

function writeBrokers({ reply, version, world, cluster }: Call): void {
  const up = [...world.brokers.values()].filter((b) => b.up)
  reply.array(up, (broker, to) => {
    const { host, port } = cluster.advertised(broker.id)
    to.int32(broker.id).string(host).int32(port)
    if (version >= 1) to.nullableString(broker.rack)
    to.tags()
  })
  if (version >= 2) reply.nullableString(cluster.clusterId)
  // In KRaft mode brokers name a random live broker as the controller.
  if (version >= 1) reply.int32(up[0]?.id ?? -1)
}

function allTopics(call: Call): Buffer {
  const { world, cluster, version } = call
  const key = `${version}/${world.layoutVersion()}`
  const known = cluster.metadataCache.get(key)
  if (known && !call.mayFail) return known
  const to = new Writer(call.reply.flexible, 1 << 16)
  to.array(world.topics.values(), (topic) => writeTopic(call, to, topic.name, topic))
  if (!call.mayFail) {
    for (const old of cluster.metadataCache.keys()) if (!old.endsWith(`/${world.layoutVersion()}`)) cluster.metadataCache.delete(old)
    cluster.metadataCache.set(key, to.bytes)
  }
  return to.bytes
}

function writeTopic(call: Call, to: Writer, name: string, topic: WorldTopic | undefined): void {
  const { version } = call
  const code = call.code({ topic: name }) || (topic ? codes.none : codes.unknownTopicOrPartition)
  to.int16(code).string(name)
  if (version >= 10) to.uuid(topic?.id ?? null)
  if (version >= 1) to.bool(topic?.internal ?? false)
  const partitions = topic && code === 0 ? topic.partitions : 0
  to.count(partitions)
  for (let p = 0; topic && p < partitions; p++) writePartition(call, to, topic, p)
  if (version >= 8) to.int32(NOT_ASKED)
  to.tags()
}

function writePartition(call: Call, to: Writer, topic: WorldTopic, p: number): void {
  const { version, world } = call
  const leader = topic.leaders[p] ?? -1
  const all = topic.replicasOf(p)
  const up = all.filter((id) => world.isUp(id))
  const inSync = world.inSync(topic, p)
  // Version 0 filters by what is alive and calls the rest an error; later versions only tell.
  const code = leader < 0 ? codes.leaderNotAvailable : version === 0 && up.length < all.length ? codes.replicaNotAvailable : codes.none
  to.int16(code).int32(p).int32(leader)
  if (version >= 7) to.int32(topic.epochs[p] ?? 0)
  to.int32s(version === 0 ? up : all).int32s(version === 0 ? inSync.filter((id) => world.isUp(id)) : inSync)
  if (version >= 5) to.int32s(all.filter((id) => !world.isUp(id)))
  to.tags()
}
