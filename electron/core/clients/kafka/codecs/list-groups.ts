import type { GroupListing, GroupType } from '../kafka-client.ts'
import { allCopied, arraySteps, defineApi, type Throttled } from './api.ts'

export interface ListGroupsResponse extends Throttled {
  readonly error: number
  readonly groups: readonly GroupListing[]
}

/** Kafka compares these without regard to case. */
function groupType(text: string): GroupType {
  const type = text.toLowerCase()
  return type === 'classic' || type === 'consumer' || type === 'share' || type === 'streams' ? type : 'unknown'
}

/** ListGroups of one broker: the groups it coordinates. State since v4 (Kafka 2.6), type since v5 (3.8). */
export const listGroups = defineApi<Record<never, never>, ListGroupsResponse>({
  key: 16,
  name: 'ListGroups',
  min: 0,
  max: 5,
  flexibleFrom: 3,
  over: allCopied,
  write(to, version) {
    if (version >= 4) to.strings([])
    if (version >= 5) to.strings([])
  },
  *read(from, version) {
    const throttleMs = version >= 1 ? from.int32() : 0
    const error = from.int16()
    const groups = yield* arraySteps(from, from.flexible ? 3 : 4, (r) => {
      const group = {
        group: r.name(),
        protocolType: r.name(),
        state: version >= 4 ? r.name() : '',
        type: version >= 5 ? groupType(r.name()) : ('unknown' as const),
      }
      r.tags()
      return group
    })
    from.tags()
    return { throttleMs, error, groups }
  },
})
