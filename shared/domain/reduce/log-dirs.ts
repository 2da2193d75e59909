import type { ClusterState, LogDirsFact, ReplicaSizes } from '../cluster-state.ts'
import type { DirObserved, Observation } from '../observation.ts'
import { distinctProblems, type Problem } from '../part-status.ts'
import { sameNumbers } from './kept.ts'
import { readPart, withPart, type Steps } from './parts.ts'

type LogDirsObserved = Extract<Observation, { kind: 'logDirs' }>

const REPLICAS_A_STEP = 2_000

export function* reduceLogDirs(state: ClusterState, seen: LogDirsObserved): Steps<ClusterState> {
  const logDirs = new Map(state.logDirs)
  const problems: Problem[] = []
  let answered = 0
  for (const result of seen.results) {
    const before = logDirs.get(result.broker)
    if (result.ok) {
      answered += 1
      logDirs.set(result.broker, yield* dirsFact(before, result.value, seen.at))
    } else {
      problems.push(result.problem)
      if (before) logDirs.set(result.broker, { ...before, problem: result.problem })
    }
  }
  const next = { ...state, logDirs }
  if (answered === 0 && problems.length > 0) return withPart(next, 'logDirs', { state: 'failed', problems: distinctProblems(problems) })
  return readPart(next, 'logDirs', seen, distinctProblems(problems))
}

function* dirsFact(before: LogDirsFact | undefined, dirs: readonly DirObserved[], at: number): Steps<LogDirsFact> {
  const found = new Map<string, { partition: number; bytes: number; lag: number }[]>()
  let n = 0
  let usedBytes = 0
  for (const dir of dirs) {
    for (const { topic, partition, sizeBytes, offsetLag, isFuture } of dir.replicas) {
      n += 1
      if (n % REPLICAS_A_STEP === 0) yield
      usedBytes += sizeBytes
      // A future replica is a copy on its way to another directory: its bytes count, its place is taken by the current one.
      if (isFuture) continue
      const replicas = found.get(topic)
      if (replicas) replicas.push({ partition, bytes: sizeBytes, lag: offsetLag })
      else found.set(topic, [{ partition, bytes: sizeBytes, lag: offsetLag }])
    }
  }
  const replicas = new Map<string, ReplicaSizes>()
  for (const [topic, list] of found) {
    replicas.set(topic, sizesOf(before?.replicas.get(topic), list))
    if (replicas.size % 500 === 0) yield
  }
  return {
    at,
    problem: null,
    usedBytes,
    totalBytes: sumOrNull(dirs.map((d) => d.totalBytes)),
    usableBytes: sumOrNull(dirs.map((d) => d.usableBytes)),
    dirs: dirs.length,
    failedDirs: dirs.filter((d) => d.error !== 0).length,
    replicas,
  }
}

function sizesOf(before: ReplicaSizes | undefined, list: readonly { partition: number; bytes: number; lag: number }[]): ReplicaSizes {
  const now = {
    partitions: Int32Array.from(list, (r) => r.partition),
    bytes: Float64Array.from(list, (r) => r.bytes),
    lag: Float64Array.from(list, (r) => r.lag),
  }
  const same =
    before !== undefined &&
    sameNumbers(before.partitions, now.partitions) &&
    sameNumbers(before.bytes, now.bytes) &&
    sameNumbers(before.lag, now.lag)
  return same ? before : now
}

/** One directory that does not tell makes the sum unknown. */
function sumOrNull(values: readonly (number | null)[]): number | null {
  let sum = 0
  for (const value of values) {
    if (value === null) return null
    sum += value
  }
  return values.length === 0 ? null : sum
}
