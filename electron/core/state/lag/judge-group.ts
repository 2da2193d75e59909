import type { EdgeView } from '../../../../shared/contract/figures.ts'
import type { ClusterState, DescriptionFact } from '../../../../shared/domain/cluster-state.ts'
import { lagFigures } from '../../../../shared/domain/lag.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { TOPIC_FORBIDDEN } from '../../../../shared/domain/partitions.ts'
import { rateAt } from '../../../../shared/domain/rates.ts'
import { stableBeside } from '../../../../shared/domain/stable-offset.ts'
import type { TimeLag } from '../../../../shared/domain/time-lag/reading.ts'
import { ownedPartitions } from '../derive/owned-partitions.ts'
import type { GroupBlock, OwnedPartition } from './group-block.ts'
import {
  edgeView,
  etaView,
  groupFigures,
  noteTrend,
  rowEta,
  type GroupLagFigures,
  type JudgedRow,
  type PartitionLagFigures,
} from './group-figures.ts'
import { stateOf } from './group-states.ts'
import { judgeRow, type RowCase } from './judge-row.ts'
import { canReadOwners, readOwners } from './owners.ts'
import { addPlainRow, isShownPlain, keepsUpPlainly, listedOf, noPlainRows } from './plain-rows.ts'
import { settleRow } from './settle-row.ts'
import { rowTimeLag, timeLagView } from './time-lag.ts'
import type { TopicFacts } from './topic-facts.ts'

export interface Judging {
  readonly state: ClusterState
  readonly group: string
  /** Seconds: the newest sample. */
  readonly t: number
  readonly facts: TopicFacts
  readonly settings: LagSettings
  readonly timing: { readonly rebalancingFor: number; readonly rebalances: number }
}

const NOT_READ: TimeLag = { kind: 'unknown' }
const NO_MEMBERS: ReadonlySet<string> = new Set(['Empty', 'Dead'])
const PLAIN_ROWS_A_STEP = 64

/** What the newest sample says of a row. */
function standing(judging: Judging, block: GroupBlock, topic: string, partition: number, row: number) {
  const { state, facts, settings, t } = judging
  const { samples } = block
  const place = row * samples.capacity + samples.count - 1
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
  return { stable, timeLag, lag: figures.lag, owed: figures.owed, rateIn: facts.rateIn(topic, partition) }
}

/** Judges all partitions of a group by its newest sample. Yields between them; the last thing it yields is the group's figures. */
export function* judgeGroupBlock(
  judging: Judging,
  block: GroupBlock,
  before: GroupLagFigures | undefined,
): Generator<GroupLagFigures | null, void> {
  const { state, group, t, facts, settings, timing } = judging
  const fact = state.groups.get(group)
  const description = state.descriptions.get(group)
  readOwners(block, description)
  const word = fact ? stateOf(fact, description) : ''
  const { samples } = block
  const lastT = samples.t[samples.count - 2] ?? t
  const hold = Math.max(settings.hold, block.interval)
  const rows: JudgedRow[] = []
  const plain = noPlainRows()
  let work = 0
  for (const { topic, partitions, base } of samples.topics) {
    const forbidden = state.topics.get(topic)?.error === TOPIC_FORBIDDEN
    const rates = facts.ratesIn(topic)
    // Of groups without members all partitions count when it is asked whether they are dormant.
    const mayBePlain = !forbidden && !NO_MEMBERS.has(word) && !state.probes.has(topic) && !facts.isGone(topic)
    for (let i = 0; i < partitions.length; i += 1) {
      const partition = partitions[i] ?? 0
      const row = base + i
      // A place without a commit or an owner is none of the group's.
      if (isNobodys(block, row)) continue
      if (mayBePlain && isShownPlain(block, row) && !facts.leaderless(topic, partition)) {
        let allowed = keepsUpPlainly(block, row, t, settings, false)
        if (Number.isNaN(allowed) && !facts.deletes(state, topic, partition, t)) allowed = keepsUpPlainly(block, row, t, settings, true)
        const place = { topic, partition, row }
        if (!Number.isNaN(allowed) && addPlainRow(plain, block, place, { t, allowed, rateIn: rates, settings })) {
          block.allowed[row] = allowed
          block.edge[row] = Number.NaN
          work += 1
          if (work % PLAIN_ROWS_A_STEP === 0) yield null
          continue
        }
      }
      const now = standing(judging, block, topic, partition, row)
      const { lag, owed, rateIn } = now
      let view = null
      if (!forbidden) {
        const judged = judgeRow({ ...now, block, state, facts, settings, group: { state: word, ...timing }, topic, partition, row, t })
        view = settleRow(block, row, judged, t, lastT, hold)
      }
      rows.push({ topic, partition, row, view, timeLag: lag > 0 ? now.timeLag() : NOT_READ, lag, owed, rateIn })
      if (rows.length % 8 === 7) yield null
    }
  }
  const listed = listedOf(plain)
  for (const { topic, partition, row } of listed) {
    const { lag, owed, rateIn, timeLag } = standing(judging, block, topic, partition, row)
    const view = block.shown[row] ?? null
    rows.push({ topic, partition, row, view, timeLag: lag > 0 ? timeLag() : NOT_READ, lag, owed, rateIn })
  }
  rows.push(...ownedOnly(judging, block))
  const members = description?.description?.members.length ?? 0
  if (members > 0) block.aliveAt = t
  const total = samples.total[samples.count - 1] ?? Number.NaN
  noteTrend(block, t, total)
  yield groupFigures({ block, rows, plain, listed: listed.length, state: word, members, t, total, before, settings })
}

function isNobodys({ samples, owners }: GroupBlock, row: number): boolean {
  const committed = samples.committed[row * samples.capacity + samples.count - 1] ?? Number.NaN
  return committed < 0 && owners.member[row] === 0 && canReadOwners(owners)
}

/** Partitions with an owner and without any commit. */
function ownedOnly({ state, group, t }: Judging, block: GroupBlock): JudgedRow[] {
  const description = state.descriptions.get(group)
  if (block.ownedOnly.from !== description) block.ownedOnly = { from: description, partitions: withoutRow(description, block) }
  return block.ownedOnly.partitions.map(({ topic, partition }) => ({
    topic,
    partition,
    row: -1,
    view: { verdict: 'NO_COMMIT', urgent: false, notice: true, since: t * 1_000, also: [] },
    timeLag: NOT_READ,
    lag: Number.NaN,
    owed: Number.NaN,
    rateIn: { short: null, long: null },
  }))
}

function withoutRow(description: DescriptionFact | undefined, { samples }: GroupBlock): OwnedPartition[] {
  const read = new Map(samples.topics.map((rows) => [rows.topic, new Set(rows.partitions)]))
  return Array.from(ownedPartitions(description) ?? [], ([topic, partitions]) =>
    Array.from(partitions, (partition) => ({ topic, partition })).filter((one) => !read.get(topic)?.has(one.partition)),
  ).flat()
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
  const now = standing(judging, block, topic, partition, row)
  const { lag, owed, rateIn } = now
  const view = block.shown[row] ?? null
  const judged: JudgedRow = { topic, partition, row, view, timeLag: now.timeLag(), lag, owed, rateIn }
  return {
    verdict: view,
    timeLag: timeLagView(judged.timeLag, judging.t * 1_000),
    in: rateIn.short,
    out: rateAt(block.out, row).short,
    eta: etaView(rowEta(block, judged, judging.settings), false),
    edge: edgeView(block.edge[row] ?? Number.NaN, block.edgeBy[row] ?? 0),
  }
}

/** Seconds until the row's records are deleted unread, as it was judged with the newest sample. */
export function edgeAt(block: GroupBlock, topic: string, partition: number): EdgeView {
  const row = rowOf(block, topic, partition)
  return edgeView(row < 0 ? Number.NaN : (block.edge[row] ?? Number.NaN), row < 0 ? 0 : (block.edgeBy[row] ?? 0))
}
