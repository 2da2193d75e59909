import { lagDefaults } from '../../../shared/domain/lag-defaults.ts'
import { judgeGroup, type GroupMemberPartition } from '../../../shared/domain/verdict/group.ts'
import type { Verdict, VerdictSample } from '../../../shared/domain/verdict/inputs.ts'
import { judgePartition } from '../../../shared/domain/verdict/partition.ts'
import { settle, type Raw } from '../../../shared/domain/verdict/settling.ts'
import { createEnds, type Ends } from './ends.ts'
import type { GroupMoment } from './playback.ts'

/** What a group showed at one recorded moment. */
export interface StoryMoment {
  readonly time: number
  readonly lag: number | null
  readonly partial: boolean
  /** By end readings only: nothing was asked for by time then. */
  readonly timeLag: { readonly seconds: number; readonly error: number; readonly atLeast: boolean } | null
  readonly verdict: { readonly verdict: Verdict; readonly urgent: boolean; readonly notice: boolean } | null
}

interface Row {
  readonly topic: string
  readonly partition: number
  samples: VerdictSample[]
  raws: Raw[]
  readonly ends: Ends
}

/** As the live verdicts keep it: what is older decides nothing. */
const KEEP_S = 1_200
const HOLD_S = 30

/**
 * What a group showed over a span, by the rules of the live screens. States, owners and retention were not recorded: what is stopped shows
 * as stalled, and no risk of loss is told.
 */
export function* storyOf(moments: Iterable<GroupMoment>): Generator<StoryMoment, void> {
  const rows = new Map<string, Row>()
  for (const moment of moments) yield tell(moment, rows)
}

function tell(moment: GroupMoment, rows: Map<string, Row>): StoryMoment {
  const { layout, committed, ends, lag, tier, endAt, committedAt } = moment
  const members: GroupMemberPartition[] = []
  let worst: StoryMoment['timeLag'] = null
  let sum: number | null = null
  let partial = false
  let column = 0
  for (const [i, { topic, partitions }] of layout.entries()) {
    const t = (Number.isNaN(endAt[i] ?? Number.NaN) ? committedAt : (endAt[i] ?? committedAt)) / 1_000
    for (const partition of partitions) {
      const row = rowFor(rows, topic, partition)
      const own = lag[column] ?? Number.NaN
      const at = committed[column] ?? Number.NaN
      const known = Number.isNaN(own) ? null : own
      take(row, t, at, ends[column] ?? Number.NaN, tier)
      const timeLag = known === null ? null : known === 0 ? nothingBehind : row.ends.timeLag(at, t)
      if (timeLag !== null && (worst === null || timeLag.seconds > worst.seconds)) worst = timeLag
      if (known !== null) sum = (sum ?? 0) + known
      else if (at >= 0) partial = true
      members.push(judge(row, t, tier, known, timeLag))
      column += 1
    }
  }
  const judged = judgeGroup({ partitions: members, state: '', members: 1, idleFor: null, settings: lagDefaults })
  const verdict = judged && { verdict: judged.verdict, urgent: judged.urgent, notice: judged.notice }
  return { time: moment.time, lag: sum, partial, timeLag: worst, verdict }
}

const nothingBehind = { seconds: 0, error: 0, atLeast: false } as const

function rowFor(rows: Map<string, Row>, topic: string, partition: number): Row {
  const key = `${topic} ${partition}`
  const known = rows.get(key)
  if (known) return known
  const row: Row = { topic, partition, samples: [], raws: [], ends: createEnds() }
  rows.set(key, row)
  return row
}

function take(row: Row, t: number, committed: number, end: number, tier: number): void {
  const read = (offset: number): number | null => (Number.isNaN(offset) ? null : offset)
  const keep = Math.max(KEEP_S, 20 * tier)
  row.samples = [...row.samples.filter((s) => s.t > t - keep), { t, committed: read(committed), end: read(end), start: null, stable: null }]
  row.ends.add(t, end)
}

function judge(row: Row, t: number, interval: number, lag: number | null, timeLag: StoryMoment['timeLag']): GroupMemberPartition {
  const judged = judgePartition({
    samples: row.samples,
    askedAt: t,
    interval,
    group: { state: '', rebalancingFor: 0, rebalances: 0 },
    owner: 'unreadable',
    ownedSince: null,
    leaderless: false,
    topicGone: false,
    lastCommitAt: null,
    usualPause: 0,
    timeLag,
    timeLagGrowth: null,
    deletes: false,
    retention: null,
    logStartRate: null,
    trimming: false,
    markersFrom: null,
    goals: { timeLag: null, lag: null },
    settings: lagDefaults,
  })
  const hold = Math.max(HOLD_S, interval)
  row.raws = [...row.raws.filter((raw) => raw.t >= t - hold), { t, judged }]
  return { topic: row.topic, partition: row.partition, judged: settle(row.raws, hold), timeLag, lag, owed: lag }
}
