import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface ApiVersionsRequest {
  /** v3+: shown in the broker's metrics (KIP-511). */
  readonly software: { readonly name: string; readonly version: string }
}

interface ApiRange {
  readonly key: number
  readonly min: number
  readonly max: number
}

export interface ApiVersionsResponse extends Throttled {
  readonly error: number
  readonly apis: readonly ApiRange[]
}

/**
 * ApiVersions (KIP-35, KIP-511). Its responses always have the short header. A broker that lacks the version asked for answers with
 * error 35 in the layout of v0.
 */
export const apiVersions = defineApi<ApiVersionsRequest, ApiVersionsResponse>({
  key: 18,
  name: 'ApiVersions',
  min: 0,
  max: 4,
  flexibleFrom: 3,
  write(to, version, { software }) {
    if (version >= 3) to.string(software.name).string(software.version)
  },
  *read(from, version) {
    const error = from.int16()
    const apis = yield* arraySteps(from, 6, (r) => {
      const range = { key: r.int16(), min: r.int16(), max: r.int16() }
      r.tags()
      return range
    })
    const throttleMs = version >= 1 ? from.int32() : 0
    from.tags()
    return { error, apis, throttleMs }
  },
})
