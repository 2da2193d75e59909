import { Writer } from '../../../../electron/core/clients/kafka/wire/writer.ts'
import { stateOf, type WorldGroup, type WorldMember } from '../../world/group.ts'
import { NOT_ASKED, type Call } from '../call.ts'
import { codes } from '../codes.ts'

const typeNames = { classic: 'classic', consumer: 'consumer', share: 'share' } as const

/** ListGroups (16) v0–5: the groups that this broker coordinates. */
export function listGroups(call: Call): void {
  const { request, reply, version, world, cluster, broker } = call
  const states = version >= 4 ? request.strings().map((s) => s.toLowerCase()) : []
  const types = version >= 5 ? request.strings().map((s) => s.toLowerCase()) : []
  const code = call.code()
  if (version >= 1) reply.int32(call.throttleMs)
  reply.int16(code)
  const told = [...world.groups.values()].filter(
    (g) =>
      !g.inZooKeeper &&
      cluster.coordinator(g.name) === broker &&
      (states.length === 0 || states.includes(stateOf(g).toLowerCase())) &&
      (types.length === 0 || types.includes(g.type)) &&
      // Brokers before 0.10 forget groups without members (they keep only their offsets).
      (cluster.release !== '0.9' || g.members.length > 0),
  )
  reply.array(code === 0 ? told : [], (g, to) => {
    to.string(g.name).string(g.protocolType)
    if (version >= 4) to.string(stateOf(g))
    if (version >= 5) to.string(typeNames[g.type])
    to.tags()
  })
}

/** Why this broker does not tell about the group; 0: it does. */
export function groupCode(call: Call, name: string): number {
  const struck = call.code({ group: name })
  if (struck !== 0) return struck
  if (call.world.groups.get(name)?.forbidden) return codes.groupAuthorization
  const coordinator = call.cluster.coordinator(name)
  if (coordinator < 0) return codes.coordinatorNotAvailable
  return coordinator === call.broker ? codes.none : codes.notCoordinator
}

/** DescribeGroups (15) v0–6. Groups of another type than classic look Dead, as they do in Kafka. */
export function describeGroups(call: Call): void {
  const { request, reply, version, world } = call
  const names = request.strings()
  if (version >= 3) request.bool()
  if (version >= 1) reply.int32(call.throttleMs)
  reply.array(names, (name, to) => {
    const code = groupCode(call, name)
    const known = world.groups.get(name)
    const group = code === 0 && known?.type === 'classic' && !known.inZooKeeper ? known : null
    const missing = code === 0 && group === null
    to.int16(missing && version >= 6 ? codes.groupIdNotFound : code)
    if (version >= 6) to.nullableString(missing ? `Group ${name} not found.` : null)
    to.string(name).string(group ? stateOf(group) : missing ? 'Dead' : '')
    const stable = group !== null && stateOf(group) === 'Stable'
    to.string(group?.protocolType ?? '').string(stable ? group.assignor : '')
    to.array(group?.members ?? [], (member) => writeClassicMember(to, version, member, stable))
    if (version >= 3) to.int32(NOT_ASKED)
    to.tags()
  })
}

function writeClassicMember(to: Writer, version: number, member: WorldMember, assigned: boolean): void {
  to.string(member.id)
  if (version >= 4) to.nullableString(member.instance)
  to.string(member.clientId).string(`/${member.host}`)
  to.nullableBytes(subscription(member)).nullableBytes(assigned ? assignment(member) : new Uint8Array())
  to.tags()
}

/** Blobs of protocol type "consumer": never compact. */
const subscription = (member: WorldMember): Buffer =>
  new Writer(false)
    .int16(1)
    .strings(member.assigned.keys())
    .nullableBytes(null)
    .array([], () => undefined).bytes

const assignment = (member: WorldMember): Buffer =>
  new Writer(false)
    .int16(1)
    .array(member.assigned, ([topic, partitions], to) => to.string(topic).int32s(partitions))
    .nullableBytes(null).bytes

/** ConsumerGroupDescribe (69) v0–1. */
export function consumerGroupDescribe(call: Call): void {
  const { request, reply, version } = call
  const names = request.strings()
  request.bool()
  reply.int32(call.throttleMs)
  reply.array(names, (name, to) => {
    const code = groupCode(call, name)
    const known = call.world.groups.get(name)
    const group = code === 0 && known?.type === 'consumer' ? known : null
    const missing = code === 0 && group === null
    to.int16(missing ? codes.groupIdNotFound : code)
    to.nullableString(missing ? `Group ${name} is not a consumer group.` : null)
    to.string(name)
      .string(group ? stateOf(group) : '')
      .int32(group ? 3 : 0)
      .int32(group ? 3 : 0)
      .string(group?.assignor ?? '')
    to.array(group?.members ?? [], (member) => writeMember(call, to, version, member, group))
    to.int32(NOT_ASKED).tags()
  })
}

function writeMember(call: Call, to: Writer, version: number, member: WorldMember, group: WorldGroup | null): void {
  to.string(member.id).nullableString(member.instance).nullableString(member.rack).int32(3)
  to.string(member.clientId).string(`/${member.host}`)
  to.strings(new Set(group?.progress.map((p) => p.topic) ?? member.assigned.keys())).nullableString(null)
  for (let i = 0; i < 2; i++) {
    to.array(member.assigned, ([topic, partitions]) => {
      to.uuid(call.world.topics.get(topic)?.id ?? null)
        .string(topic)
        .int32s(partitions)
        .tags()
    }).tags()
  }
  if (version >= 1) to.int8(1)
  to.tags()
}
