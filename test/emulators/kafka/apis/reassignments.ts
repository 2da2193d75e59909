import type { Call } from '../call.ts'
import { codes } from '../codes.ts'

interface Wanted {
  readonly name: string
  readonly partitions: readonly { readonly partition: number; readonly replicas: readonly number[] | null }[]
}

interface Refusal {
  readonly code: number
  readonly message: string
}

function refusalOf(call: Call, name: string, partition: number, replicas: readonly number[] | null): Refusal | null {
  const { world } = call
  const struck = call.code({ topic: name, partition })
  if (struck !== 0) return { code: struck, message: `Error ${struck}` }
  const topic = world.topics.get(name)
  if (!topic || partition < 0 || partition >= topic.partitions)
    return { code: codes.unknownTopicOrPartition, message: 'This server does not host this topic-partition.' }
  const wrong = (message: string): Refusal => ({ code: codes.invalidAssignment, message })
  if (replicas === null) return null
  if (replicas.length === 0) return wrong('Replica assignment has brokers that are not alive, replica list: [], live broker list: []')
  if (new Set(replicas).size !== replicas.length) return wrong('The manual partition assignment includes the same broker more than once.')
  const missing = replicas.find((id) => !world.brokers.has(id))
  if (missing !== undefined) return wrong(`The manual partition assignment includes broker ${missing}, but no such broker is registered.`)
  return null
}

function alter(call: Call, name: string, partition: number, replicas: readonly number[] | null): Refusal | null {
  const refusal = refusalOf(call, name, partition, replicas)
  if (refusal) return refusal
  const topic = call.world.topic(name)
  if (replicas !== null) call.world.moves.begin(topic, partition, replicas)
  else if (!call.world.moves.cancel(topic, partition))
    return { code: codes.noReassignment, message: 'No partition reassignment is in progress.' }
  return null
}

/** AlterPartitionReassignments (45) v0–1. */
export function alterPartitionReassignments(call: Call): void {
  const { request, reply, version } = call
  request.int32()
  const allowed = version >= 1 ? request.bool() : true
  const wanted = request.array(3, (): Wanted => {
    const name = request.string()
    const partitions = request.array(6, () => {
      const partition = request.int32()
      const count = request.count(4)
      const replicas = count === -1 ? null : Array.from({ length: count }, () => request.int32())
      request.tags()
      return { partition, replicas }
    })
    request.tags()
    return { name, partitions }
  })
  reply.int32(call.throttleMs)
  if (version >= 1) reply.bool(allowed)
  const code = call.code()
  reply.int16(code).nullableString(code === 0 ? null : `Error ${code}`)
  reply.array(code === 0 ? wanted : [], ({ name, partitions }, to) => {
    to.string(name)
    to.array(partitions, ({ partition, replicas }) => {
      const refusal = alter(call, name, partition, replicas)
      to.int32(partition)
        .int16(refusal?.code ?? 0)
        .nullableString(refusal?.message ?? null)
        .tags()
    })
    to.tags()
  })
}

/** ListPartitionReassignments (46) v0, of all topics. */
export function listPartitionReassignments(call: Call): void {
  const { reply, world } = call
  const code = call.code()
  reply.int32(call.throttleMs).int16(code).nullableString(null)
  const moves = code === 0 ? [...world.moves.now().values()] : []
  const topics = [...new Set(moves.map((m) => m.topic))]
  reply.array(topics, (name, to) => {
    to.string(name)
    to.array(
      moves.filter((m) => m.topic === name),
      (m) =>
        to
          .int32(m.partition)
          .int32s([...m.to, ...m.removing])
          .int32s(m.adding)
          .int32s(m.removing)
          .tags(),
    )
    to.tags()
  })
}

/** ElectLeaders (43) v0–2, preferred only. */
export function electLeaders(call: Call): void {
  const { request, reply, version, world } = call
  if (version >= 1) request.int8()
  const wanted = request.array(3, () => {
    const asked = { name: request.string(), partitions: [...request.int32s()] }
    request.tags()
    return asked
  })
  request.int32()
  world.moves.now()
  const results = { elected: codes.none, 'not needed': codes.electionNotNeeded, 'not available': codes.preferredNotAvailable }
  reply.int32(call.throttleMs)
  if (version >= 1) reply.int16(call.code())
  reply.array(wanted, ({ name, partitions }, to) => {
    const topic = world.topics.get(name)
    to.string(name)
    to.array(partitions, (p) => {
      const struck = call.code({ topic: name, partition: p })
      const known = topic !== undefined && p < topic.partitions
      const code = struck || (known ? results[world.electPreferredOf(name, p)] : codes.unknownTopicOrPartition)
      to.int32(p)
        .int16(code)
        .nullableString(code === 0 ? null : `Error ${code}`)
        .tags()
    })
    to.tags()
  })
}
