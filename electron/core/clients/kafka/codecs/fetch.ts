import type { Reader } from '../wire/reader.ts'
import { arraySteps, defineApi, type Throttled } from './api.ts'

export interface FetchRequest {
  readonly maxWaitMs: number
  /** Answers as soon as there is so much; 0: at once. */
  readonly minBytes: number
  readonly maxBytes: number
  readonly isolation: 'uncommitted' | 'committed'
  readonly topics: readonly {
    readonly topic: string
    readonly partitions: readonly { readonly partition: number; readonly offset: number; readonly maxBytes: number }[]
  }[]
}

export interface FetchedPartition {
  readonly partition: number
  readonly error: number
  readonly highWatermark: number
  /** −1 below v4, as is `logStart` below v5. */
  readonly lastStable: number
  readonly logStart: number
  /** Null: not told (read uncommitted). */
  readonly aborted: readonly { readonly producerId: number; readonly firstOffset: number }[] | null
  /** Batches as they lie in the log, the last perhaps cut off; a view on the answer. */
  readonly records: Buffer
}

export interface FetchResponse extends Throttled {
  readonly error: number
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly FetchedPartition[] }[]
}

/** As a consumer, and without a fetch session (KIP-227). */
const CONSUMER = -1
const NO_SESSION = 0
const FINAL_EPOCH = -1
const NO_BYTES = Buffer.alloc(0)

function readPartition(r: Reader, version: number): FetchedPartition {
  const partition = r.int32()
  const error = r.int16()
  const highWatermark = r.int64()
  const lastStable = version >= 4 ? r.int64() : -1
  const logStart = version >= 5 ? r.int64() : -1
  const aborted = version >= 4 ? readAborted(r) : null
  if (version >= 11) r.int32() // preferred read replica
  return { partition, error, highWatermark, lastStable, logStart, aborted, records: r.nullableBytes() ?? NO_BYTES }
}

function readAborted(r: Reader): FetchedPartition['aborted'] {
  const count = r.count(16)
  return count < 0 ? null : Array.from({ length: count }, () => ({ producerId: r.int64(), firstOffset: r.int64() }))
}

/** Fetch, without joining anything. Up to v11: the last that names topics as every broker from 0.8 to 4.x understands. */
export const fetch = defineApi<FetchRequest, FetchResponse>({
  key: 1,
  name: 'Fetch',
  min: 0,
  max: 11,
  flexibleFrom: 12,
  write(to, version, { maxWaitMs, minBytes, maxBytes, isolation, topics }) {
    to.int32(CONSUMER).int32(maxWaitMs).int32(minBytes)
    if (version >= 3) to.int32(maxBytes)
    if (version >= 4) to.int8(isolation === 'committed' ? 1 : 0)
    if (version >= 7) to.int32(NO_SESSION).int32(FINAL_EPOCH)
    to.array(topics, ({ topic, partitions }) => {
      to.string(topic)
      to.array(partitions, (p) => {
        to.int32(p.partition)
        if (version >= 9) to.int32(-1) // leader epoch: not known
        to.int64(p.offset)
        if (version >= 5) to.int64(-1) // log start, which followers tell
        to.int32(p.maxBytes)
      })
    })
    if (version >= 7) to.array([], () => undefined)
    if (version >= 11) to.string('')
  },
  *read(from, version) {
    const throttleMs = version >= 1 ? from.int32() : 0
    const error = version >= 7 ? from.int16() : 0
    if (version >= 7) from.int32()
    const topics = yield* arraySteps(from, 6, (r) => ({ topic: r.string(), partitions: r.array(18, (p) => readPartition(p, version)) }))
    return { throttleMs, error, topics }
  },
})
