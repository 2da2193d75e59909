import type { TopicCommits } from '../kafka-client.ts'
import { int32At, int64At, type Reader } from '../wire/reader.ts'
import type { Steps } from '../slices.ts'
import { allCopied, arraySteps, defineApi, type Definition, type Throttled } from './api.ts'

export interface TopicPartitions {
  readonly topic: string
  readonly partitions: ArrayLike<number>
}

export interface OffsetFetchRequest {
  /** One group below v8. */
  readonly groups: readonly string[]
  /** Null: all that have a commit (v2+). v0 and v1 need the list. */
  readonly topics: readonly TopicPartitions[] | null
}

export interface FetchedGroup {
  /** Null below v8: the group asked for. */
  readonly group: string | null
  readonly error: number
  readonly topics: readonly TopicCommits[]
}

export interface OffsetFetchResponse extends Throttled {
  readonly groups: readonly FetchedGroup[]
}

/** One for all: nearly every topic of every group has neither. */
const NO_TEXTS: ReadonlyMap<number, string> = new Map()
const NO_ERRORS: ReadonlyMap<number, number> = new Map()

const OFFSETS_A_PIECE = 4_096

/** Offsets of a reply are cut from a few long arrays: tens of thousands of small ones cost more than what they hold. */
function createCutter(): (places: number) => Float64Array {
  let piece = new Float64Array(0)
  let used = 0
  return (places) => {
    if (used + places > piece.length) {
      piece = new Float64Array(Math.max(OFFSETS_A_PIECE, places))
      used = 0
    }
    used += places
    return new Float64Array(piece.buffer, 8 * (used - places), places)
  }
}

const LARGEST_WHOLE = 1_024
const wholes: (Int32Array | undefined)[] = []

/** Partitions 0 … count − 1: nearly every group reads whole topics in order, and those of a size share one array, which nobody changes. */
function wholeOf(count: number): Int32Array | null {
  if (count > LARGEST_WHOLE) return null
  return (wholes[count] ??= Int32Array.from({ length: count }, (_, i) => i))
}

/** Partition, offset, epoch, no metadata, no error, no tags. */
const PLAIN = 20

/** What is there is such an entry, whole: nearly all are, and need not be read field by field. */
function isPlain({ bytes, offset }: Reader): boolean {
  if (offset + PLAIN > bytes.length || (bytes[offset + 16] ?? 2) > 1) return false
  return bytes[offset + 17] === 0 && bytes[offset + 18] === 0 && bytes[offset + 19] === 0
}

function readTopic(r: Reader, version: number, cut: (places: number) => Float64Array): TopicCommits {
  const topic = r.name()
  const epoch = version >= 5
  const count = Math.max(0, r.count(14 + (epoch ? 4 : 0) + 2))
  const whole = wholeOf(count)
  let own = whole === null ? new Int32Array(count) : null
  const offsets = cut(count)
  let metadata: Map<number, string> | null = null
  let errors: Map<number, number> | null = null
  for (let i = 0; i < count; i++) {
    const isShort = r.flexible && isPlain(r)
    const partition = isShort ? int32At(r.bytes, r.offset) : r.int32()
    if (own === null && partition !== i) own = Int32Array.from({ length: count }, (_, place) => place)
    if (own !== null) own[i] = partition
    if (isShort) {
      offsets[i] = int64At(r.bytes, r.offset + 4)
      r.offset += PLAIN
      continue
    }
    offsets[i] = r.int64()
    if (epoch) r.int32()
    const text = r.nullableString()
    if (text) metadata = (metadata ?? new Map<number, string>()).set(i, text)
    const error = r.int16()
    if (error !== 0) {
      errors = (errors ?? new Map<number, number>()).set(i, error)
      offsets[i] = Number.NaN
    }
    r.tags()
  }
  r.tags()
  const partitions = own ?? whole ?? new Int32Array(0)
  return { topic, partitions, offsets, metadata: metadata ?? NO_TEXTS, errors: errors ?? NO_ERRORS }
}

const readTopics = (r: Reader, version: number, cut: (places: number) => Float64Array): Steps<TopicCommits[]> =>
  arraySteps(r, r.flexible ? 3 : 6, (t) => readTopic(t, version, cut))

function* readGroup(r: Reader, version: number, cut: (places: number) => Float64Array): Steps<FetchedGroup> {
  const group = r.name()
  const topics = yield* readTopics(r, version, cut)
  const error = r.int16()
  r.tags()
  return { group, error, topics }
}

/**
 * OffsetFetch, decoded into typed arrays. v0 reads offsets kept in ZooKeeper, v1+ those in `__consumer_offsets`; v8+ takes many groups.
 * v10 goes by topic ids; we stay at v9. `require_stable` is false: pending transactional commits do not hide the last commit.
 */
const definition: Definition<OffsetFetchRequest, OffsetFetchResponse> = {
  key: 9,
  name: 'OffsetFetch',
  min: 0,
  max: 9,
  flexibleFrom: 6,
  over: allCopied,
  write(to, version, { groups, topics }) {
    const writeTopics = (): void => {
      to.array(topics, (t) => to.string(t.topic).int32s(t.partitions).tags())
    }
    if (version >= 8) {
      to.array(groups, (group) => {
        to.string(group)
        if (version >= 9) to.nullableString(null).int32(-1)
        writeTopics()
        to.tags()
      })
    } else {
      to.string(groups[0] ?? '')
      writeTopics()
    }
    if (version >= 7) to.bool(false)
  },
  *read(from, version) {
    const throttleMs = version >= 3 ? from.int32() : 0
    const cut = createCutter()
    if (version >= 8) {
      const groups: FetchedGroup[] = []
      for (let left = from.count(5); left > 0; left--) {
        groups.push(yield* readGroup(from, version, cut))
        yield
      }
      from.tags()
      return { throttleMs, groups }
    }
    const topics = yield* readTopics(from, version, cut)
    const error = version >= 2 ? from.int16() : 0
    from.tags()
    return { throttleMs, groups: [{ group: null, error, topics }] }
  },
}

export const offsetFetch = defineApi(definition)

/** The one version that reads ZooKeeper, and nothing newer in its place. */
export const offsetFetchInZooKeeper = defineApi({ ...definition, max: 0 })
