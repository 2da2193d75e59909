import { committedOffset, stateOf, type WorldGroup } from '../../world/group.ts'
import type { Call } from '../call.ts'
import { codes } from '../codes.ts'
import { groupCode } from './groups.ts'

const hasMembers = (group: WorldGroup | undefined): boolean => group !== undefined && !['Empty', 'Dead'].includes(stateOf(group))

/** OffsetCommit (8) v0–9 from outside a group; commits of members are not emulated. */
export function offsetCommit(call: Call): void {
  const { request, reply, version, world } = call
  const name = request.string()
  if (version >= 1) request.int32()
  const member = version >= 1 ? request.string() : ''
  if (version >= 7) request.nullableString()
  if (version >= 2 && version <= 4) request.int64()
  if (version >= 3) reply.int32(call.throttleMs)
  const group = world.groups.get(name)
  const code = groupCode(call, name) || (hasMembers(group) || member !== '' ? codes.unknownMember : 0)
  const topics = request.array(6, () => {
    const topic = request.string()
    const partitions = request.array(12, () => {
      const commit = { partition: request.int32(), offset: request.int64() }
      if (version >= 6) request.int32()
      if (version === 1) request.int64()
      request.nullableString()
      request.tags()
      return commit
    })
    request.tags()
    return { topic, partitions }
  })
  reply.array(topics, ({ topic, partitions }, to) => {
    to.string(topic)
    to.array(partitions, ({ partition, offset }) => {
      const known = partition < (world.topics.get(topic)?.partitions ?? 0)
      const result = call.code({ topic, partition }) || code || (known ? 0 : codes.unknownTopicOrPartition)
      if (result === 0) {
        if (!world.groups.has(name)) world.addGroup({ name, protocolType: '' })
        world.commit(name, topic, partition, offset)
      }
      to.int32(partition).int16(result).tags()
    })
    to.tags()
  })
}

/** OffsetDelete (47) v0. */
export function offsetDelete(call: Call): void {
  const { request, reply, world } = call
  const name = request.string()
  const topics = request.array(6, () => ({ topic: request.string(), partitions: request.int32s() }))
  const group = world.groups.get(name)
  const code = groupCode(call, name) || (group ? 0 : codes.groupIdNotFound)
  reply.int16(code).int32(call.throttleMs)
  reply.array(code === 0 ? topics : [], ({ topic, partitions }, to) => {
    const subscribed = group?.members.some((m) => m.assigned.has(topic)) ?? false
    to.string(topic)
    to.array(partitions, (p) => {
      const known = world.topics.get(topic)
      const result = call.code({ topic, partition: p }) || (subscribed ? codes.groupSubscribed : known ? 0 : codes.unknownTopicOrPartition)
      if (result === 0 && group && known && committedOffset(group, known, p, world.now()) !== null) forget(group, topic, p)
      to.int32(p).int16(result)
    })
  })
}

function forget(group: WorldGroup, topic: string, partition: number): void {
  group.commits.get(topic)?.delete(partition)
  group.progress = group.progress.map((p) => (p.topic === topic ? { ...p, partitions: p.partitions.filter((q) => q !== partition) } : p))
}

/** DeleteGroups (42) v0–2. */
export function deleteGroups(call: Call): void {
  const { request, reply, world } = call
  const names = request.strings()
  reply.int32(call.throttleMs)
  reply.array(names, (name, to) => {
    const group = world.groups.get(name)
    const code = groupCode(call, name) || (group ? (hasMembers(group) ? codes.nonEmptyGroup : 0) : codes.groupIdNotFound)
    if (code === 0) world.removeGroup(name)
    to.string(name).int16(code).tags()
  })
}

/** LeaveGroup (13) v0–5: members leave, or are made to. */
export function leaveGroup(call: Call): void {
  const { request, reply, version, world } = call
  const name = request.string()
  const leaving =
    version < 3
      ? [{ member: request.string(), instance: null }]
      : request.array(4, () => {
          const one = { member: request.string(), instance: request.nullableString() }
          if (version >= 5) request.nullableString()
          request.tags()
          return one
        })
  const group = world.groups.get(name)
  const code = groupCode(call, name)
  const results = leaving.map(({ member, instance }) => {
    const found = group?.members.find((m) => (instance === null ? m.id === member : m.instance === instance))
    if (code !== 0 || !group || !found) return { member, instance, code: codes.unknownMember }
    group.members = group.members.filter((m) => m !== found)
    return { member, instance, code: 0 }
  })
  if (version >= 1) reply.int32(call.throttleMs)
  reply.int16(version < 3 ? code || (results[0]?.code ?? 0) : code)
  if (version < 3) return
  reply.array(code === 0 ? results : [], (result, to) => to.string(result.member).nullableString(result.instance).int16(result.code).tags())
}
