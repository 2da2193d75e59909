import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface DescribeGroupsRequest {
  readonly groups: readonly string[]
}

interface DescribedMember {
  readonly member: string
  readonly instance: string | null
  readonly clientId: string
  readonly host: string
  /** Written by the member, meant for its own kind; views on the reply. */
  readonly metadata: Buffer
  readonly assignment: Buffer
}

export interface DescribedGroup {
  readonly error: number
  readonly message: string | null
  readonly group: string
  readonly state: string
  readonly protocolType: string
  readonly protocol: string
  readonly members: readonly DescribedMember[]
}

export interface DescribeGroupsResponse extends Throttled {
  readonly groups: readonly DescribedGroup[]
}

const NOTHING = Buffer.alloc(0)

function readMember(r: Reader, version: number): DescribedMember {
  const member = {
    member: r.string(),
    instance: version >= 4 ? r.nullableString() : null,
    clientId: r.string(),
    host: r.string(),
    metadata: r.nullableBytes() ?? NOTHING,
    assignment: r.nullableBytes() ?? NOTHING,
  }
  r.tags()
  return member
}

function readGroup(r: Reader, version: number): DescribedGroup {
  const group = {
    error: r.int16(),
    message: version >= 6 ? r.nullableString() : null,
    group: r.string(),
    state: r.string(),
    protocolType: r.string(),
    protocol: r.string(),
    members: r.array(r.flexible ? 6 : 14, (m) => readMember(m, version)),
  }
  if (version >= 3) r.int32() // authorized operations, not asked for
  r.tags()
  return group
}

/** DescribeGroups, for classic groups. For a group of the newer protocol it answers `Dead` below v6: ask ConsumerGroupDescribe. */
export const describeGroups = defineApi<DescribeGroupsRequest, DescribeGroupsResponse>({
  key: 15,
  name: 'DescribeGroups',
  min: 0,
  max: 6,
  flexibleFrom: 5,
  write(to, version, { groups }) {
    to.strings(groups)
    if (version >= 3) to.bool(false)
  },
  *read(from, version) {
    const throttleMs = version >= 1 ? from.int32() : 0
    const groups = yield* arraySteps(from, 8, (r) => readGroup(r, version))
    from.tags()
    return { throttleMs, groups }
  },
})
