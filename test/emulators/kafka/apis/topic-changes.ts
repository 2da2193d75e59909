import type { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'
import type { Call } from '../call.ts'
import { codes } from '../codes.ts'
import { topicConfigError } from './config-changes.ts'

interface Refusal {
  readonly code: number
  readonly message: string
}

/** What must be true of a topic's name (Kafka's Topic.validate). */
function nameError(name: string): Refusal | null {
  const wrong = (message: string): Refusal => ({ code: codes.invalidTopic, message })
  if (name === '' || name === '.' || name === '..') return wrong(`Topic name is invalid: '${name}'`)
  if (name.length > 249) return wrong('Topic name is invalid: the length is longer than the max allowed length 249')
  return /^[A-Za-z0-9._-]+$/.test(name) ? null : wrong(`Topic name is invalid: '${name}' contains one or more characters other than ASCII`)
}

function readAssignments({ request }: Call): (readonly number[])[] {
  const found = request.array(8, () => {
    const entry = [request.int32(), request.int32s()] as const
    request.tags()
    return entry
  })
  return found.toSorted((a, b) => a[0] - b[0]).map(([, replicas]) => replicas)
}

function assignmentError(assignment: readonly (readonly number[])[], { world }: Call): Refusal | null {
  const wrong = (message: string): Refusal => ({ code: codes.invalidAssignment, message })
  const size = assignment[0]?.length ?? 0
  for (const replicas of assignment) {
    if (replicas.length === 0 || replicas.length !== size) return wrong('All partitions should have the same number of replicas.')
    if (new Set(replicas).size !== replicas.length) return wrong('Duplicate brokers not allowed in replica assignment.')
    const missing = replicas.find((id) => !world.brokers.has(id))
    if (missing !== undefined) return wrong(`Unable to replicate the partition: broker ${missing} is not registered.`)
  }
  return null
}

interface Wanted {
  readonly name: string
  readonly partitions: number
  readonly replication: number
  readonly assignment: (readonly number[])[]
  readonly configs: ReadonlyMap<string, string>
}

function createError(call: Call, { name, partitions, replication, assignment, configs }: Wanted): Refusal | null {
  const { world } = call
  const struck = call.code({ topic: name })
  if (struck !== 0) return { code: struck, message: `Error ${struck}` }
  const badName = nameError(name)
  if (badName) return badName
  if (world.topics.has(name)) return { code: codes.topicExists, message: `Topic '${name}' already exists.` }
  if (assignment.length > 0) {
    const bad = assignmentError(assignment, call)
    if (bad) return bad
  } else {
    if (partitions < 1 && partitions !== -1)
      return { code: codes.invalidPartitions, message: 'Number of partitions was set to an invalid non-positive value.' }
    const alive = [...world.brokers.values()].filter((b) => b.up).length
    const message = `Unable to replicate the partition ${replication} time(s): The target replication factor of ${replication} cannot be reached because only ${alive} broker(s) are registered.`
    if (replication === 0 || replication > alive) return { code: codes.invalidReplication, message }
  }
  for (const [key, value] of configs) {
    const message = topicConfigError(key, value)
    if (message) return { code: codes.invalidConfig, message }
  }
  return null
}

/** CreateTopics (19) v0–7. */
export function createTopics(call: Call): void {
  const { request, reply, version, world } = call
  const wanted = request.array(8, (): Wanted => {
    const [name, partitions, replication] = [request.string(), request.int32(), request.int16()]
    const assignment = readAssignments(call)
    const configs = new Map<string, string>()
    request.array(3, () => {
      configs.set(request.string(), request.nullableString() ?? '')
      request.tags()
    })
    request.tags()
    return { name, partitions, replication, assignment, configs }
  })
  request.int32()
  const validateOnly = version >= 1 && request.bool()
  if (version >= 2) reply.int32(call.throttleMs)
  reply.array(wanted, (topic, to) => {
    const refusal = createError(call, topic)
    const { name, assignment, configs } = topic
    const partitions = assignment.length || (topic.partitions === -1 ? 1 : topic.partitions)
    const replication = assignment[0]?.length ?? (topic.replication === -1 ? Math.min(3, world.brokers.size) : topic.replication)
    if (!refusal && !validateOnly) {
      const made = world.addTopic({ name, partitions, replication, ...(assignment.length > 0 ? { assignment } : {}) })
      for (const [key, value] of configs) made.configs.set(key, value)
    }
    to.string(name)
    if (version >= 7) to.uuid(world.topics.get(name)?.id ?? null)
    writeRefusal(to, refusal, version >= 1)
    if (version >= 5)
      to.int32(partitions)
        .int16(replication)
        .array([], () => undefined)
    to.tags()
  })
}

function writeRefusal(to: Writer, refusal: Refusal | null, withMessage: boolean): void {
  to.int16(refusal?.code ?? 0)
  if (withMessage) to.nullableString(refusal?.message ?? null)
}

/** DeleteTopics (20) v0–6. The topic is gone at once, and with it the commits in it. */
export function deleteTopics(call: Call): void {
  const { request, reply, version, world } = call
  const names =
    version >= 6
      ? request.array(17, () => {
          const name = request.string()
          request.uuid()
          request.tags()
          return name
        })
      : request.strings()
  request.int32()
  if (version >= 1) reply.int32(call.throttleMs)
  reply.array(names, (name, to) => {
    const code = call.code({ topic: name }) || (world.topics.has(name) ? 0 : codes.unknownTopicOrPartition)
    if (code === 0) {
      world.deleteTopic(name)
      for (const group of world.groups.values()) group.commits.delete(name)
    }
    to.string(name)
    if (version >= 6) to.uuid(null)
    to.int16(code)
    if (version >= 5) to.nullableString(code === 0 ? null : `Error ${code}`)
    to.tags()
  })
}

/** CreatePartitions (37) v0–3. */
export function createPartitions(call: Call): void {
  const { request, reply, world } = call
  const wanted = request.array(7, () => {
    const [name, count] = [request.string(), request.int32()]
    const many = request.count(4)
    const assignment =
      many < 0
        ? null
        : Array.from({ length: many }, () => {
            const replicas = request.int32s()
            request.tags()
            return replicas
          })
    request.tags()
    return { name, count, assignment }
  })
  request.int32()
  const validateOnly = request.bool()
  reply.int32(call.throttleMs)
  reply.array(wanted, ({ name, count, assignment }, to) => {
    const refusal = growError(call, name, count, assignment)
    if (!refusal && !validateOnly) world.addPartitions(name, assignment ?? placed(call, name, count))
    to.string(name)
    writeRefusal(to, refusal, true)
    to.tags()
  })
}

function growError(call: Call, name: string, count: number, assignment: readonly (readonly number[])[] | null): Refusal | null {
  const struck = call.code({ topic: name })
  if (struck !== 0) return { code: struck, message: `Error ${struck}` }
  const topic = call.world.topics.get(name)
  if (!topic) return { code: codes.unknownTopicOrPartition, message: 'This server does not host this topic-partition.' }
  const message = `The topic ${name} currently has ${topic.partitions} partition(s); ${count} would not be an increase.`
  if (count <= topic.partitions) return { code: codes.invalidPartitions, message }
  if (!assignment) return null
  if (assignment.length !== count - topic.partitions) return { code: codes.invalidAssignment, message: 'Wrong number of assignments.' }
  return assignmentError(assignment, call)
}

function placed({ world }: Call, name: string, count: number): number[][] {
  const topic = world.topic(name)
  const brokers = [...world.brokers.keys()]
  return Array.from({ length: count - topic.partitions }, (_, i) =>
    Array.from({ length: topic.replication }, (_r, r) => brokers[(topic.partitions + i + r) % brokers.length] ?? -1),
  )
}

/** DeleteRecords (21) v0–2, by the leader. */
export function deleteRecords(call: Call): void {
  const { request, reply, world } = call
  const topics = request.array(6, () => {
    const name = request.string()
    const partitions = request.array(12, () => {
      const entry = { partition: request.int32(), before: request.int64() }
      request.tags()
      return entry
    })
    request.tags()
    return { name, partitions }
  })
  reply.int32(call.throttleMs)
  reply.array(topics, ({ name, partitions }, to) => {
    to.string(name)
    to.array(partitions, ({ partition, before }) => {
      const code = recordsCode(call, name, partition, before)
      if (code === 0) world.deleteRecords(name, partition, before === -1 ? world.topic(name).end(partition, world.now()) : before)
      to.int32(partition)
        .int64(code === 0 ? world.topic(name).start(partition, world.now()) : -1)
        .int16(code)
        .tags()
    })
    to.tags()
  })
}

function recordsCode(call: Call, name: string, partition: number, before: number): number {
  const struck = call.code({ topic: name, partition })
  if (struck !== 0) return struck
  const topic = call.world.topics.get(name)
  if (!topic || partition >= topic.partitions) return codes.unknownTopicOrPartition
  if (topic.leaders[partition] !== call.broker) return codes.notLeader
  if (topic.configs.get('cleanup.policy') === 'compact') return codes.policyViolation
  return before > topic.end(partition, call.world.now()) ? codes.offsetOutOfRange : 0
}
