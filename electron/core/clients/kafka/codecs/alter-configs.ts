import type { Steps } from '../slices.ts'
import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'
import type { NamedResult } from './change-results.ts'

/** Kafka's numbers of what IncrementalAlterConfigs does to a key; append and subtract are for lists. */
export const CONFIG_OPERATIONS = { set: 0, delete: 1, append: 2, subtract: 3 } as const

/** Resource types as in DescribeConfigs. */
export interface ResourceKey {
  readonly type: number
  readonly name: string
}

export interface IncrementalAlterConfigsRequest {
  readonly resources: readonly (ResourceKey & {
    readonly configs: readonly { readonly name: string; readonly operation: number; readonly value: string | null }[]
  })[]
}

export interface AlterConfigsRequest {
  readonly resources: readonly (ResourceKey & {
    readonly configs: readonly { readonly name: string; readonly value: string | null }[]
  })[]
}

export interface AlterConfigsResponse extends Throttled {
  readonly resources: readonly (NamedResult & { readonly type: number })[]
}

function* read(from: Reader): Steps<AlterConfigsResponse> {
  const throttleMs = from.int32()
  const resources = yield* arraySteps(from, from.flexible ? 6 : 7, (r) => {
    const error = r.int16()
    const message = r.nullableString()
    const result = { type: r.int8(), name: r.string(), error, message }
    r.tags()
    return result
  })
  from.tags()
  return { throttleMs, resources }
}

/** IncrementalAlterConfigs (KIP-339; Kafka 2.3): changes the keys named and no other. */
export const incrementalAlterConfigs = defineApi<IncrementalAlterConfigsRequest, AlterConfigsResponse>({
  key: 44,
  name: 'IncrementalAlterConfigs',
  min: 0,
  max: 1,
  flexibleFrom: 1,
  write(to, _version, { resources }) {
    to.array(resources, (resource) => {
      to.int8(resource.type).string(resource.name)
      to.array(resource.configs, (c) => to.string(c.name).int8(c.operation).nullableString(c.value).tags())
      to.tags()
    })
    to.bool(false) // not only to validate
  },
  read,
})

/** AlterConfigs (KIP-133; Kafka 0.11): what is not listed goes back to its default, so the whole set must be sent. */
export const alterConfigs = defineApi<AlterConfigsRequest, AlterConfigsResponse>({
  key: 33,
  name: 'AlterConfigs',
  min: 0,
  max: 2,
  flexibleFrom: 2,
  write(to, _version, { resources }) {
    to.array(resources, (resource) => {
      to.int8(resource.type).string(resource.name)
      to.array(resource.configs, (c) => to.string(c.name).nullableString(c.value).tags())
      to.tags()
    })
    to.bool(false)
  },
  read,
})
