import type { LogDir, LogDirReplica } from '../kafka-client.ts'
import type { Reader } from '../wire/reader.ts'
import type { Steps } from '../slices.ts'
import { allCopied, arraySteps, defineApi, type Throttled } from './api.ts'

export interface DescribeLogDirsResponse extends Throttled {
  /** v3+; 31: no right. */
  readonly error: number
  readonly dirs: readonly LogDir[]
}

function readTopic(r: Reader, into: LogDirReplica[]): void {
  const topic = r.string()
  r.array(21, (p) => {
    into.push({ topic, partition: p.int32(), sizeBytes: p.int64(), offsetLag: p.int64(), isFuture: p.bool() })
    p.tags()
  })
  r.tags()
}

function* readDir(r: Reader, version: number): Steps<LogDir> {
  const error = r.int16()
  const path = r.string()
  const replicas: LogDirReplica[] = []
  yield* arraySteps(r, r.flexible ? 3 : 6, (t) => readTopic(t, replicas))
  const known = (bytes: number): number | null => (bytes < 0 ? null : bytes)
  const totalBytes = version >= 4 ? known(r.int64()) : null
  const usableBytes = version >= 4 ? known(r.int64()) : null
  r.tags()
  return { path, error, totalBytes, usableBytes, replicas }
}

export interface DescribeLogDirsRequest {
  /** Null: all. */
  readonly topics: readonly { readonly name: string; readonly partitions: readonly number[] }[] | null
}

/** DescribeLogDirs of one broker (KIP-113; disk totals since v4, KIP-827). */
export const describeLogDirs = defineApi<DescribeLogDirsRequest, DescribeLogDirsResponse>({
  key: 35,
  name: 'DescribeLogDirs',
  min: 0,
  max: 4,
  flexibleFrom: 2,
  over: allCopied,
  write(to, _version, { topics }) {
    to.array(topics, ({ name, partitions }) => to.string(name).int32s(partitions).tags())
  },
  *read(from, version) {
    const throttleMs = from.int32()
    const error = version >= 3 ? from.int16() : 0
    const dirs: LogDir[] = []
    for (let left = from.count(from.flexible ? 5 : 8); left > 0; left--) dirs.push(yield* readDir(from, version))
    from.tags()
    return { throttleMs, error, dirs }
  },
})
