import type { ClusterState } from '../../../../shared/domain/cluster-state.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import type { TimeLag } from '../../../../shared/domain/time-lag/reading.ts'
import type { VerdictInputs, VerdictSample } from '../../../../shared/domain/verdict/inputs.ts'
import { judgePartition, type PartitionVerdict } from '../../../../shared/domain/verdict/partition.ts'
import { theilSen } from '../../../../shared/domain/verdict/trend.ts'
import type { GroupBlock } from './group-block.ts'
import { commitGapOf, usualPauseOf } from './rhythm.ts'
import { indexOf, timeAt } from './samples.ts'
import type { TopicFacts } from './topic-facts.ts'

export interface RowCase {
  readonly block: GroupBlock
  readonly state: ClusterState
  readonly facts: TopicFacts
  readonly settings: LagSettings
  readonly group: VerdictInputs['group']
  readonly topic: string
  readonly partition: number
  readonly row: number
  /** Seconds: the newest sample. */
  readonly t: number
  /** Last stable offset; NaN: not asked for. */
  readonly stable: number
  timeLag(): TimeLag
}

const number = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)

function samplesOf({ samples }: GroupBlock, row: number, stable: number): VerdictSample[] {
  const { count, committed, ends, starts, start } = samples
  const list: VerdictSample[] = []
  for (let i = 0; i < count; i += 1) {
    const at = indexOf(samples, i, row)
    list.push({
      t: timeAt(samples, i),
      committed: number(committed[at]),
      end: number(ends[at]),
      start: number(starts ? starts[at - samples.at] : start[row]),
      stable: i === count - 1 ? number(stable) : null,
    })
  }
  return list
}

/** Growth of the time lag over the window, where there is a retention time that it runs against. */
function growthOf({ block, row, t }: RowCase, time: TimeLag, width: number): number | null {
  if (time.kind !== 'value') return null
  const recent = [...(block.ages?.get(row) ?? []).filter((age) => age.t >= t - width && age.t < t), { t, y: time.seconds }]
  block.ages ??= new Map()
  block.ages.set(row, recent)
  return recent.length >= 3 ? theilSen(recent) : null
}

export function inputsOf(one: RowCase): VerdictInputs {
  const { block, facts, settings, group, topic, partition, row, t, state, stable } = one
  const { owners, rhythm, interval } = block
  const time = one.timeLag()
  const retention = facts.retention(state, topic, partition, t)
  const commitGap = commitGapOf(rhythm, row, settings)
  const width = Math.min(settings.windowMax, Math.max(settings.windowMin, 9 * interval, 5 * commitGap))
  return {
    samples: samplesOf(block, row, stable),
    askedAt: t,
    interval,
    group,
    owner: owners.readable ? (owners.member[row] === 0 ? 'none' : 'assigned') : 'unreadable',
    ownedSince: number(owners.since[row]),
    leaderless: facts.leaderless(topic, partition),
    topicGone: facts.isGone(topic),
    lastCommitAt: null,
    commitGap,
    usualPause: usualPauseOf(rhythm, row, t),
    timeLag: time.kind === 'value' ? { seconds: time.seconds, error: time.error } : null,
    timeLagGrowth: retention.seconds === null ? null : growthOf(one, time, width),
    deletes: retention.deletes,
    retention: retention.seconds,
    logStartRate: retention.logStartRate,
    trimming: retention.trimming,
    markersFrom: null,
    goals: { timeLag: null, lag: null },
    settings,
  }
}

/** The raw verdict on a row, by the rules; what it was made from stays in its columns. */
export function judgeRow(one: RowCase): PartitionVerdict {
  const { block, row, settings } = one
  const judged = judgePartition(inputsOf(one))
  const { window, retention } = judged
  block.allowed[row] = window?.allowed ?? 0
  block.edge[row] = retention.edge ?? Number.NaN
  block.edgeBy[row] = retention.by === 'time' ? 2 : 1
  if (window) keepFor(block, window.width, window.patience, settings)
  return judged
}

/** Samples are kept as long as a verdict looks back. */
export function keepFor({ samples }: GroupBlock, width: number, patience: number, { patienceMax }: LagSettings): void {
  const needed = Math.min(patienceMax, 1.2 * Math.max(width, patience))
  if (needed > samples.keepFor) samples.keepFor = needed
}
