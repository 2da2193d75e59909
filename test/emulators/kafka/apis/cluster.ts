import { NOT_ASKED, type Call } from '../call.ts'
import { codes } from '../codes.ts'

/** ApiVersions (18) v0–4. Features ride in tags and are left out. */
export function apiVersions({ reply, version, cluster, throttleMs }: Call): void {
  reply.int16(codes.none)
  reply.array(cluster.versions, ([key, [low, high]], to) => to.int16(key).int16(low).int16(high).tags())
  if (version >= 1) reply.int32(throttleMs)
}

/** Answer to an ApiVersions that is too new: version 0, error 35, and since 2.4 (KIP-511) the versions all the same. */
export function apiVersionsUnsupported({ reply, cluster }: Pick<Call, 'reply' | 'cluster'>): void {
  const own = cluster.versions.get(18)
  reply.int16(codes.unsupportedVersion)
  reply.array(own && own[1] >= 3 ? [own] : [], ([low, high], to) => to.int16(18).int16(low).int16(high))
}

/** DescribeCluster (60) v0–2. */
export function describeCluster(call: Call): void {
  const { request, reply, version, world, cluster } = call
  request.bool()
  if (version >= 1) request.int8()
  const includeFenced = version >= 2 ? request.bool() : false
  const code = call.code()
  reply.int32(call.throttleMs).int16(code).nullableString(null)
  if (version >= 1) reply.int8(1)
  const told = [...world.brokers.values()].filter((b) => b.up || includeFenced)
  reply.string(code === 0 ? cluster.clusterId : '').int32(code === 0 ? (told.find((b) => b.up)?.id ?? -1) : -1)
  reply.array(code === 0 ? told : [], (broker, to) => {
    const { host, port } = cluster.advertised(broker.id)
    to.int32(broker.id).string(host).int32(port).nullableString(broker.rack)
    if (version >= 2) to.bool(!broker.up)
    to.tags()
  })
  reply.int32(NOT_ASKED)
}

/** FindCoordinator (10) v0–6, for groups. */
export function findCoordinator(call: Call): void {
  const { request, reply, version } = call
  const keys: string[] = []
  if (version <= 3) keys.push(request.string())
  if (version >= 1) request.int8()
  if (version >= 4) keys.push(...request.strings())
  if (version >= 1) reply.int32(call.throttleMs)
  const answers = keys.map((key) => coordinatorOf(call, key))
  const [only] = answers
  if (version <= 3 && only) {
    reply.int16(only.code)
    if (version >= 1) reply.nullableString(null)
    reply.int32(only.id).string(only.host).int32(only.port)
    return
  }
  reply.array(answers, (a, to) => to.string(a.key).int32(a.id).string(a.host).int32(a.port).int16(a.code).nullableString(null).tags())
}

function coordinatorOf(call: Call, group: string): { key: string; id: number; host: string; port: number; code: number } {
  const id = call.cluster.coordinator(group)
  const code = call.code({ group }) || (call.world.groups.get(group)?.forbidden ? codes.groupAuthorization : 0)
  if (code !== 0) return { key: group, id: -1, host: '', port: -1, code }
  if (id < 0) return { key: group, id: -1, host: '', port: -1, code: codes.coordinatorNotAvailable }
  return { key: group, id, ...call.cluster.advertised(id), code: 0 }
}
