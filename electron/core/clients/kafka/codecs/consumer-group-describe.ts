import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface ConsumerGroupDescribeRequest {
  readonly groups: readonly string[]
}

export interface Assigned {
  readonly topic: string
  readonly partitions: readonly number[]
}

interface ConsumerMember {
  readonly member: string
  readonly instance: string | null
  readonly rack: string | null
  readonly epoch: number
  readonly clientId: string
  readonly host: string
  readonly assigned: readonly Assigned[]
  readonly target: readonly Assigned[]
}

export interface ConsumerGroup {
  readonly error: number
  readonly message: string | null
  readonly group: string
  readonly state: string
  readonly epoch: number
  readonly assignmentEpoch: number
  readonly assignor: string
  readonly members: readonly ConsumerMember[]
}

export interface ConsumerGroupDescribeResponse extends Throttled {
  readonly groups: readonly ConsumerGroup[]
}

function readAssignment(r: Reader): Assigned[] {
  const assigned = r.array(19, (t) => {
    t.uuid()
    const topic = { topic: t.name(), partitions: t.int32s() }
    t.tags()
    return topic
  })
  r.tags()
  return assigned
}

function readMember(r: Reader, version: number): ConsumerMember {
  const member = {
    member: r.string(),
    instance: r.nullableString(),
    rack: r.nullableString(),
    epoch: r.int32(),
    clientId: r.string(),
    host: r.string(),
  }
  r.strings() // subscribed topics
  r.nullableString() // subscribed pattern
  const assignments = { assigned: readAssignment(r), target: readAssignment(r) }
  if (version >= 1) r.int8() // member type
  r.tags()
  return { ...member, ...assignments }
}

function readGroup(r: Reader, version: number): ConsumerGroup {
  const group = {
    error: r.int16(),
    message: r.nullableString(),
    group: r.string(),
    state: r.string(),
    epoch: r.int32(),
    assignmentEpoch: r.int32(),
    assignor: r.string(),
    members: r.array(16, (m) => readMember(m, version)),
  }
  r.int32() // authorized operations, not asked for
  r.tags()
  return group
}

/** ConsumerGroupDescribe: groups of the protocol of KIP-848 (Kafka 3.8, general in 4.0). */
export const consumerGroupDescribe = defineApi<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse>({
  key: 69,
  name: 'ConsumerGroupDescribe',
  min: 0,
  max: 1,
  flexibleFrom: 0,
  write(to, _version, { groups }) {
    to.strings(groups).bool(false)
  },
  *read(from, version) {
    const throttleMs = from.int32()
    const groups = yield* arraySteps(from, 19, (r) => readGroup(r, version))
    from.tags()
    return { throttleMs, groups }
  },
})
