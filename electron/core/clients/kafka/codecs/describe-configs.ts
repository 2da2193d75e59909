import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

/** Kafka's resource types: 2 topic, 4 broker, 8 broker logger, 16 client metrics, 32 group. */
export interface DescribeConfigsRequest {
  readonly resources: readonly { readonly type: number; readonly name: string; readonly keys: readonly string[] | null }[]
  /** v3+ (Kafka 2.6). */
  readonly documentation: boolean
}

export interface DescribedConfig {
  readonly name: string
  readonly value: string | null
  readonly readOnly: boolean
  /** −1 in v0, which says only whether it is the default. */
  readonly source: number
  readonly isDefault: boolean
  readonly sensitive: boolean
  /** 0 below v3. */
  readonly type: number
  readonly documentation: string | null
}

export interface DescribedResource {
  readonly error: number
  readonly message: string | null
  readonly type: number
  readonly name: string
  readonly configs: readonly DescribedConfig[]
}

export interface DescribeConfigsResponse extends Throttled {
  readonly resources: readonly DescribedResource[]
}

const SOURCE_DEFAULT = 5

function readConfig(r: Reader, version: number): DescribedConfig {
  const name = r.string()
  const value = r.nullableString()
  const readOnly = r.bool()
  const isDefaultInV0 = version === 0 && r.bool()
  const source = version >= 1 ? r.int8() : -1
  const sensitive = r.bool()
  if (version >= 1) {
    r.array(r.flexible ? 4 : 5, (s) => {
      s.string()
      s.nullableString()
      s.int8()
      s.tags()
    })
  }
  const type = version >= 3 ? r.int8() : 0
  const documentation = version >= 3 ? r.nullableString() : null
  r.tags()
  return { name, value, readOnly, source, isDefault: isDefaultInV0 || source === SOURCE_DEFAULT, sensitive, type, documentation }
}

function readResource(r: Reader, version: number): DescribedResource {
  const resource = {
    error: r.int16(),
    message: r.nullableString(),
    type: r.int8(),
    name: r.string(),
    configs: r.array(r.flexible ? 6 : 7, (c) => readConfig(c, version)),
  }
  r.tags()
  return resource
}

/** DescribeConfigs (KIP-133; sources since v1, types and documentation since v3). Values of sensitive keys come as null. */
export const describeConfigs = defineApi<DescribeConfigsRequest, DescribeConfigsResponse>({
  key: 32,
  name: 'DescribeConfigs',
  min: 0,
  max: 4,
  flexibleFrom: 4,
  write(to, version, { resources, documentation }) {
    to.array(resources, (resource) => to.int8(resource.type).string(resource.name).strings(resource.keys).tags())
    if (version >= 1) to.bool(false) // synonyms
    if (version >= 3) to.bool(documentation)
  },
  *read(from, version) {
    const throttleMs = from.int32()
    const resources = yield* arraySteps(from, from.flexible ? 7 : 11, (r) => readResource(r, version))
    from.tags()
    return { throttleMs, resources }
  },
})
