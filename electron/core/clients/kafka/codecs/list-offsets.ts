import { int32At, int64At, type Reader } from '../wire/reader.ts'
import { allCopied, arraySteps, defineApi, type Throttled } from './api.ts'

export interface ListOffsetsRequest {
  readonly isolation: 'uncommitted' | 'committed'
  /** −1 latest, −2 earliest, else ms. */
  readonly timestamp: number
  /** `timestamps`: by place, instead of the one for all. */
  readonly topics: readonly { readonly topic: string; readonly partitions: ArrayLike<number>; readonly timestamps?: ArrayLike<number> }[]
  /** v10+: for tiered storage, where a look-up by time may go far. */
  readonly timeoutMs: number
}

/** A topic of the answer: its partitions stand at `from` … `to` − 1 of the arrays. */
export interface ListedTopic {
  readonly topic: string
  readonly from: number
  readonly to: number
}

/** Parallel arrays over all topics, one place a partition: thousands of topics would else be tens of thousands of small arrays. */
export interface ListOffsetsResponse extends Throttled {
  readonly topics: readonly ListedTopic[]
  readonly partitions: Int32Array
  readonly errors: Int16Array
  /** −1: none found. */
  readonly offsets: Float64Array
  /** −1: not told. */
  readonly timestamps: Float64Array
}

type Columns = Omit<ListOffsetsResponse, 'topics' | 'throttleMs'>

const sizeOfPartition = (version: number): number => (version === 0 ? 10 : version >= 4 ? 26 : 22) + (version >= 6 ? 1 : 0)

/** Partition, error, timestamp, offset, epoch, no tags: an entry of a flexible version. */
const PLAIN = 27

function readPartition(r: Reader, version: number, to: Columns, place: number): void {
  const { bytes, offset: at } = r
  if (r.flexible && at + PLAIN <= bytes.length && bytes[at + PLAIN - 1] === 0) {
    to.partitions[place] = int32At(bytes, at)
    to.errors[place] = int32At(bytes, at + 4) >> 16
    to.timestamps[place] = int64At(bytes, at + 6)
    to.offsets[place] = int64At(bytes, at + 14)
    r.offset = at + PLAIN
    return
  }
  to.partitions[place] = r.int32()
  to.errors[place] = r.int16()
  if (version === 0) {
    // Newest first; we ask for one.
    to.offsets[place] = r.array(8, (o) => o.int64())[0] ?? -1
    to.timestamps[place] = -1
  } else {
    to.timestamps[place] = r.int64()
    to.offsets[place] = r.int64()
    if (version >= 4) r.int32() // leader epoch
  }
  r.tags()
}

function readTopic(r: Reader, version: number, to: Columns, from: number): ListedTopic {
  const topic = r.name()
  const count = Math.max(0, r.count(sizeOfPartition(version)))
  for (let i = 0; i < count; i++) readPartition(r, version, to, from + i)
  r.tags()
  return { topic, from, to: from + count }
}

/** ListOffsets, decoded into typed arrays: 100,000 partitions in a few ms. v0 (Kafka 0.8 … 0.10.0) finds segments, not records. */
export const listOffsets = defineApi<ListOffsetsRequest, ListOffsetsResponse>({
  key: 2,
  name: 'ListOffsets',
  min: 0,
  max: 11,
  flexibleFrom: 6,
  over: allCopied,
  write(to, version, { isolation, timestamp, topics, timeoutMs }) {
    to.int32(-1) // replica id: a consumer
    if (version >= 2) to.int8(isolation === 'committed' ? 1 : 0)
    to.array(topics, ({ topic, partitions, timestamps }) => {
      to.string(topic).count(partitions.length)
      for (let i = 0; i < partitions.length; i++) {
        to.int32(partitions[i] ?? 0)
        if (version >= 4) to.int32(-1) // leader epoch: whatever it is
        to.int64(timestamps?.[i] ?? timestamp)
        if (version === 0) to.int32(1)
        to.tags()
      }
      to.tags()
    })
    if (version >= 10) to.int32(timeoutMs)
  },
  *read(from, version) {
    const throttleMs = version >= 2 ? from.int32() : 0
    // As many as the bytes can hold: never more than a tenth of their number.
    const most = Math.floor(from.left / sizeOfPartition(version))
    const columns = {
      partitions: new Int32Array(most),
      errors: new Int16Array(most),
      offsets: new Float64Array(most),
      timestamps: new Float64Array(most),
    }
    let used = 0
    const topics = yield* arraySteps(from, from.flexible ? 3 : 6, (r) => {
      const listed = readTopic(r, version, columns, used)
      used = listed.to
      return listed
    })
    from.tags()
    return { throttleMs, topics, ...columns }
  },
})
