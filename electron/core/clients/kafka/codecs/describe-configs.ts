import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

/** Kafka's resource types: 2 topic, 4 broker, 8 broker logger, 16 client metrics, 32 group. */
export interface DescribeConfigsRequest {
  readonly resources: readonly { readonly type: number; readonly name: string; readonly keys: readonly string[] | null }[]
  /** v3+ (Kafka 2.6). */
  readonly documentation: boolean
  /** v1+: what would hold if the value were not set, down to the default. */
  readonly synonyms?: boolean
}

export interface DescribedConfig {
  readonly name: string
  readonly value: string | null
  /** What Kafka itself would take. Absent: not told. */
  readonly defaultValue?: string | null
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
  const synonyms = version >= 1 ? r.array(r.flexible ? 4 : 5, readSynonym) : []
  const fallback = synonyms.find((synonym) => synonym.source === SOURCE_DEFAULT)
  const type = version >= 3 ? r.int8() : 0
  const documentation = version >= 3 ? r.nullableString() : null
  r.tags()
  const isDefault = isDefaultInV0 || source === SOURCE_DEFAULT
  const told = isDefault ? { defaultValue: value } : fallback === undefined ? {} : { defaultValue: fallback.value }
  return { name, value, ...told, readOnly, source, isDefault, sensitive, type, documentation }
}

function readSynonym(r: Reader): { readonly value: string | null; readonly source: number } {
  r.string()
  const synonym = { value: r.nullableString(), source: r.int8() }
  r.tags()
  return synonym
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
  write(to, version, { resources, documentation, synonyms = false }) {
    to.array(resources, (resource) => to.int8(resource.type).string(resource.name).strings(resource.keys).tags())
    if (version >= 1) to.bool(synonyms)
    if (version >= 3) to.bool(documentation)
  },
  *read(from, version) {
    const throttleMs = from.int32()
    const resources = yield* arraySteps(from, from.flexible ? 7 : 11, (r) => readResource(r, version))
    from.tags()
    return { throttleMs, resources }
  },
})
