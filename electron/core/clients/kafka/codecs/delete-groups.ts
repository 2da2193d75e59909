import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface DeleteGroupsResponse extends Throttled {
  readonly groups: readonly { readonly group: string; readonly error: number }[]
}

/** DeleteGroups (KIP-229; Kafka 1.1), to the coordinator. 68: it has members; 69: there is no such group. */
export const deleteGroups = defineApi<{ readonly groups: readonly string[] }, DeleteGroupsResponse>({
  key: 42,
  name: 'DeleteGroups',
  min: 0,
  max: 2,
  flexibleFrom: 2,
  write(to, _version, { groups }) {
    to.strings(groups)
  },
  *read(from) {
    const throttleMs = from.int32()
    const groups = yield* arraySteps(from, 4, (r) => {
      const result = { group: r.string(), error: r.int16() }
      r.tags()
      return result
    })
    from.tags()
    return { throttleMs, groups }
  },
})
