import type { BrokerEndpoint } from '../kafka-client.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface DescribeClusterResponse extends Throttled {
  readonly error: number
  readonly message: string | null
  readonly clusterId: string
  readonly controllerId: number
  readonly brokers: readonly (BrokerEndpoint & { readonly fenced: boolean })[]
}

/** DescribeCluster (KIP-700; KIP-919 endpoint types in v1). v2 (Kafka 4.0) also names fenced brokers, which Metadata leaves out. */
export const describeCluster = defineApi<Record<never, never>, DescribeClusterResponse>({
  key: 60,
  name: 'DescribeCluster',
  min: 0,
  max: 2,
  flexibleFrom: 0,
  write(to, version) {
    to.bool(false)
    if (version >= 1) to.int8(1) // brokers, not controllers
    if (version >= 2) to.bool(true) // fenced ones too
  },
  *read(from, version) {
    const throttleMs = from.int32()
    const error = from.int16()
    const message = from.nullableString()
    if (version >= 1) from.int8()
    const clusterId = from.string()
    const controllerId = from.int32()
    const brokers = yield* arraySteps(from, 11, (r) => {
      const broker = { id: r.int32(), host: r.string(), port: r.int32(), rack: r.nullableString(), fenced: version >= 2 && r.bool() }
      r.tags()
      return broker
    })
    from.int32() // authorized operations, not asked for
    from.tags()
    return { throttleMs, error, message, clusterId, controllerId, brokers }
  },
})
