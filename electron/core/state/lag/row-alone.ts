import type { EdgeView } from '../../../../shared/contract/figures.ts'
import { lagFigures } from '../../../../shared/domain/lag.ts'
import { rateAt } from '../../../../shared/domain/rates.ts'
import { stableBeside } from '../../../../shared/domain/stable-offset.ts'
import type { TimeLag } from '../../../../shared/domain/time-lag/reading.ts'
import type { GroupBlock } from './group-block.ts'
import { edgeView, etaView, rowEta } from './forecast-views.ts'
import type { PartitionLagFigures } from './figures.ts'
import { stateOf } from './group-states.ts'
import type { Judging } from './judging.ts'
import type { RowCase } from './judge-row.ts'
import { indexOf } from './samples.ts'
import { viewAt } from './shown.ts'
import { rowTimeLag, timeLagView } from './time-lag.ts'

const NOT_READ: TimeLag = { kind: 'unknown' }

export interface Standing {
  /** Last stable offset; NaN: not asked for. */
  readonly stable: number
  timeLag(): TimeLag
  readonly lag: number
  readonly owed: number
}

/** What the newest sample says of a row. */
export function standing({ state, settings, t }: Judging, block: GroupBlock, topic: string, partition: number, row: number): Standing {
  const { samples } = block
  const place = indexOf(samples, samples.count - 1, row)
  const committed = samples.committed[place] ?? Number.NaN
  const end = samples.ends[place] ?? Number.NaN
  const start = samples.start[row] ?? Number.NaN
  const stable = stableBeside(state, topic, partition, Math.round(t * 1_000))
  const figures = lagFigures({ committed, start, end, stable })
  let known: TimeLag | null = null
  const timeLag = (): TimeLag =>
    (known ??= Number.isNaN(figures.lag)
      ? NOT_READ
      : rowTimeLag(
          samples,
          row,
          { position: figures.position, end, lag: figures.lag, lost: figures.lost > 0 },
          state.probes.get(topic)?.get(partition),
          t,
          settings,
        ))
  return { stable, timeLag, lag: figures.lag, owed: figures.owed }
}

/** The row of a partition as the rules see it; null: it was never sampled. */
export function rowCase(judging: Judging, block: GroupBlock, topic: string, partition: number): RowCase | null {
  const row = rowOf(block, topic, partition)
  if (row < 0) return null
  const { state, group, t, facts, settings, timing } = judging
  const fact = state.groups.get(group)
  const word = fact ? stateOf(fact, state.descriptions.get(group)) : ''
  const now = standing(judging, block, topic, partition, row)
  return { ...now, block, state, facts, settings, group: { state: word, ...timing }, topic, partition, row, t }
}

function rowOf({ samples }: GroupBlock, topic: string, partition: number): number {
  const rows = samples.topics.find((each) => each.topic === topic)
  if (rows === undefined) return -1
  const place = rows.partitions[partition] === partition ? partition : rows.partitions.indexOf(partition)
  return place < 0 ? -1 : rows.base + place
}

/** Of one partition, as it was judged with the newest sample. */
export function partitionFigures(judging: Judging, block: GroupBlock, topic: string, partition: number): PartitionLagFigures | null {
  const row = rowOf(block, topic, partition)
  if (row < 0) return null
  const { lag, owed, timeLag } = standing(judging, block, topic, partition, row)
  const rateIn = judging.facts.rateIn(topic, partition)
  return {
    verdict: viewAt(block.shown, row),
    timeLag: timeLagView(timeLag(), judging.t * 1_000),
    in: rateIn.short,
    out: rateAt(block.out, row).short,
    eta: etaView(rowEta(block, { row, lag, owed, rateIn }, judging.settings), false),
    edge: edgeView(block.edge[row] ?? Number.NaN, block.edgeBy[row] ?? 0),
  }
}

/** Seconds until the row's records are deleted unread, as it was judged with the newest sample. */
export function edgeAt(block: GroupBlock, topic: string, partition: number): EdgeView {
  const row = rowOf(block, topic, partition)
  return edgeView(row < 0 ? Number.NaN : (block.edge[row] ?? Number.NaN), row < 0 ? 0 : (block.edgeBy[row] ?? 0))
}
