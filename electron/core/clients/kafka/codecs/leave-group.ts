import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface LeaveGroupRequest {
  readonly group: string
  readonly members: readonly {
    /** Empty for a static member named by its instance id. */
    readonly member: string
    readonly instance: string | null
  }[]
  /** v5+ (Kafka 3.2): ends up in the broker's log. */
  readonly reason: string
}

export interface LeaveGroupResponse extends Throttled {
  /** Of the whole request. */
  readonly error: number
  readonly members: readonly { readonly member: string; readonly instance: string | null; readonly error: number }[]
}

/** LeaveGroup for others: removes members from a classic group (KIP-345; Kafka 2.4). A member that lives joins again. */
export const leaveGroup = defineApi<LeaveGroupRequest, LeaveGroupResponse>({
  key: 13,
  name: 'LeaveGroup',
  min: 3,
  max: 5,
  flexibleFrom: 4,
  write(to, version, { group, members, reason }) {
    to.string(group)
    to.array(members, ({ member, instance }) => {
      to.string(member).nullableString(instance)
      if (version >= 5) to.nullableString(reason)
      to.tags()
    })
  },
  *read(from) {
    const throttleMs = from.int32()
    const error = from.int16()
    const members = yield* arraySteps(from, from.flexible ? 5 : 6, (r) => {
      const result = { member: r.string(), instance: r.nullableString(), error: r.int16() }
      r.tags()
      return result
    })
    from.tags()
    return { throttleMs, error, members }
  },
})
