import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface FindCoordinatorRequest {
  /** Group ids; one below v4. */
  readonly keys: readonly string[]
}

interface FoundCoordinator {
  /** Null below v4: the group asked for. */
  readonly key: string | null
  readonly error: number
  readonly nodeId: number
  readonly host: string
  readonly port: number
}

export interface FindCoordinatorResponse extends Throttled {
  readonly coordinators: readonly FoundCoordinator[]
}

function readCoordinator(r: Reader): FoundCoordinator {
  const key = r.string()
  const node = { nodeId: r.int32(), host: r.string(), port: r.int32() }
  const error = r.int16()
  r.nullableString() // message
  r.tags()
  return { key, error, ...node }
}

/** FindCoordinator of groups. Asking makes a broker create `__consumer_offsets` where it is missing (E-05): see `ops/coordinators.ts`. */
export const findCoordinator = defineApi<FindCoordinatorRequest, FindCoordinatorResponse>({
  key: 10,
  name: 'FindCoordinator',
  min: 0,
  max: 6,
  flexibleFrom: 3,
  write(to, version, { keys }) {
    if (version <= 3) to.string(keys[0] ?? '')
    if (version >= 1) to.int8(0) // groups, not transactions
    if (version >= 4) to.strings(keys)
  },
  *read(from, version) {
    const throttleMs = version >= 1 ? from.int32() : 0
    if (version >= 4) {
      const coordinators = yield* arraySteps(from, 13, readCoordinator)
      from.tags()
      return { throttleMs, coordinators }
    }
    const error = from.int16()
    if (version >= 1) from.nullableString()
    const found = { key: null, error, nodeId: from.int32(), host: from.string(), port: from.int32() }
    from.tags()
    return { throttleMs, coordinators: [found] }
  },
})
