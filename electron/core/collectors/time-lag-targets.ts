import type { ClusterState, GroupSample } from '../../../shared/domain/cluster-state.ts'
import { lagOf, positionOf } from '../../../shared/domain/lag.ts'
import type { WatchSet } from './watch-set.ts'

/** A position whose time is wanted. */
export interface TimeLagTarget {
  readonly topic: string
  readonly partition: number
  readonly position: number
  readonly end: number
  readonly lag: number
}

/** Of groups that nobody has open, those that lag most, with the one partition that lags most. */
const WORST_GROUPS = 50
const PARTITIONS = 5_000
const SAMPLES_A_STEP = 200

const byLag = (a: TimeLagTarget, b: TimeLagTarget): number => b.lag - a.lag

/** Positions to find the time of: all of open groups and of topics seen by time, then the worst of the others; most lagging first. */
export function* timeLagTargets(state: ClusterState, watching: WatchSet): Generator<undefined, readonly TimeLagTarget[]> {
  const open = watching.groups()
  const timed = watching.timed()
  const wanted: TimeLagTarget[] = []
  const worst: TimeLagTarget[] = []
  const listed = watching.has('groups') || watching.has('overview')
  let n = 0
  for (const [group, sample] of state.samples) {
    const held = open.has(group)
    const timedHere = timed.size > 0 && [...sample.topics.keys()].some((topic) => timed.has(topic))
    if (!held && !listed && !timedHere) continue
    if (held || timedHere) for (const target of targetsOf(state, sample)) if (held || timed.has(target.topic)) wanted.push(target)
    const most = held || !listed ? null : mostLagging(state, sample, timed)
    if (most) worst.push(most)
    if (worst.length >= 4 * WORST_GROUPS) worst.sort(byLag).length = WORST_GROUPS
    n += 1
    if (n % SAMPLES_A_STEP === 0) yield
  }
  return [...wanted.sort(byLag), ...worst.sort(byLag).slice(0, WORST_GROUPS)].slice(0, PARTITIONS)
}

/** The one partition of the group that lags most, topics left out that are asked for anyway; an object for it alone. */
function mostLagging(state: ClusterState, sample: GroupSample, without: ReadonlySet<string>): TimeLagTarget | null {
  let most: TimeLagTarget | null = null
  for (const [topic, { partitions, committed, ends }] of sample.topics) {
    if (without.has(topic)) continue
    const starts = state.starts.get(topic)?.offsets
    let worst: number = most?.lag ?? 0
    let place = -1
    for (let i = 0; i < partitions.length; i += 1) {
      const lag = lagOf(committed[i] ?? Number.NaN, starts?.[partitions[i] ?? -1] ?? Number.NaN, ends[i] ?? Number.NaN)
      if (!(lag > worst)) continue
      worst = lag
      place = i
    }
    if (place < 0) continue
    const partition = partitions[place] ?? 0
    const position = positionOf(committed[place] ?? Number.NaN, starts?.[partition] ?? Number.NaN)
    most = { topic, partition, position, end: ends[place] ?? Number.NaN, lag: worst }
  }
  return most
}

function* targetsOf(state: ClusterState, sample: GroupSample): Generator<TimeLagTarget> {
  for (const [topic, { partitions, committed, ends }] of sample.topics) {
    const starts = state.starts.get(topic)?.offsets
    for (let i = 0; i < partitions.length; i += 1) {
      const partition = partitions[i] ?? 0
      const c = committed[i] ?? Number.NaN
      const end = ends[i] ?? Number.NaN
      const start = starts?.[partition] ?? Number.NaN
      const lag = lagOf(c, start, end)
      if (lag > 0) yield { topic, partition, position: positionOf(c, start), end, lag }
    }
  }
}
