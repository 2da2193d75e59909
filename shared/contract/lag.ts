import * as z from 'zod'
import { query, stream, view, type Subject } from '../rpc/define.ts'
import { At, GroupId, Offset, TopicName } from './common.ts'
import { EdgeView, TimeLagView, VerdictName } from './figures.ts'

/** Evenly spaced moments from `from` on, `step` ms apart. Null in a series: nothing was recorded there, which is a gap and never 0. */
export const Span = z.strictObject({ from: z.number(), to: z.number() })

const Series = z.array(z.number().nullable()).max(2_000)

const OneGroup = At.extend({ group: GroupId })

/** A group's lag over time, thinned to the asked number of points: of each step the most complete total is kept, of these the largest. */
export const LagHistory = z.strictObject({
  from: z.number(),
  step: z.number(),
  /** Sum of lag over its partitions; the same by topic, worst first, at most eight, the rest in one. */
  lag: Series,
  /** Partitions with a commit that the sum leaves out because their log end was not read: above 0 the lag is at least what it says. */
  leftOut: Series,
  topics: z.array(z.strictObject({ topic: z.string(), lag: Series })).max(9),
  /** Messages per second. */
  in: Series,
  out: Series,
  /** Age of the next record over its partitions, seconds, by recorded log ends; `error` is that of the worst. */
  timeLag: z.strictObject({ worst: Series, p90: Series, median: Series, error: Series, atLeast: z.boolean() }),
  /**
   * What producers wrote where nothing was observed, asked of the brokers' time index later, by log ends five minutes apart. Where the group
   * stood then nobody knows: there is no lag of it. `leftOut`: partitions that its sum leaves out.
   */
  backfilled: z.strictObject({ in: Series, leftOut: Series }),
  /** How far back history reaches for this group; null: nothing was recorded. */
  since: z.number().nullable(),
})
export type LagHistory = z.infer<typeof LagHistory>

/** Rows of a heat map: one partition each, or several binned by their worst when there are more than asked for. */
export const HeatMap = z.strictObject({
  from: z.number(),
  step: z.number(),
  columns: z.int(),
  rows: z
    .array(
      z.strictObject({
        topic: z.string(),
        /** First and last partition of the row; equal unless binned. */
        partition: z.int(),
        last: z.int(),
        leader: z.int().nullable(),
        /** Host of the Mesos agent that its leader runs on. */
        agent: z.string().nullable(),
        member: z.string().nullable(),
        /** One value a column: messages, seconds for the time lag, or msg/min for the slope. */
        values: z.array(z.number().nullable()).max(600),
      }),
    )
    .max(600),
  /** Partitions in all. */
  partitions: z.int(),
})
export type HeatMap = z.infer<typeof HeatMap>

/** Something that happened to a group, or to brokers that lead what it reads. */
export const LagEvent = z.strictObject({
  at: z.number(),
  kind: z.enum(['rebalance', 'empty', 'settled', 'broker', 'replication', 'leaders']),
  /** A broker's id; empty: the group. */
  subject: z.string(),
  /** Partitions that got another leader then; null: not about leaders. */
  partitions: z.int().nullable(),
})
export type LagEvent = z.infer<typeof LagEvent>

/** Where a group stood in a partition over time, against the end of its log. */
export const Positions = z.strictObject({
  from: z.number(),
  step: z.number(),
  committed: Series,
  ends: Series,
  /** Log ends where none was observed, asked of the time index later. */
  backfilled: Series,
  /** Commits that fell below the one before, oldest first. */
  rewinds: z.array(z.strictObject({ at: z.number(), from: z.number(), to: z.number() })).max(100),
})
export type Positions = z.infer<typeof Positions>

/** One reading of a group, as it happens. */
export const LagSampleEvent = z.strictObject({
  t: z.number(),
  lag: z.number().nullable(),
  in: z.number().nullable(),
  out: z.number().nullable(),
  timeLag: TimeLagView,
  verdict: VerdictName.nullable(),
})
export type LagSampleEvent = z.infer<typeof LagSampleEvent>

/** Why a group lags: ranked causes, most likely first. */
export const WhyView = z.strictObject({
  onset: z.number().nullable(),
  growth: z.number(),
  causes: z.array(z.strictObject({ cause: z.string(), subject: z.string(), confidence: z.number() })).max(3),
  notExplained: z.number(),
  leftOut: z.int(),
  notTested: z.array(z.string()).max(20),
})
export type WhyView = z.infer<typeof WhyView>

/** A figure with everything it was made from. */
export const Explanation = z.strictObject({
  committed: z.strictObject({ offset: Offset.nullable(), at: z.number().nullable() }),
  start: z.strictObject({ offset: Offset.nullable(), at: z.number().nullable() }),
  end: z.strictObject({ offset: Offset.nullable(), at: z.number().nullable() }),
  stable: Offset.nullable(),
  /** Name, value and how it came about, in the order of the definition. */
  lines: z.array(z.strictObject({ name: z.string(), value: z.string(), how: z.string() })).max(60),
})
export type Explanation = z.infer<typeof Explanation>

/** When records of a partition were written, as far as was asked. Wall clock ms. */
const LogTimes = z.strictObject({
  /** Records whose time is known, oldest first. */
  points: z.array(z.strictObject({ offset: Offset, t: z.number() })).max(64),
  /** Nothing was written since; null: not known. */
  quietSince: z.number().nullable(),
  /** Seconds after which records are deleted; null: unlimited or not known. */
  retention: z.number().nullable(),
})

/** One strip of the partitioned-log picture: the log of a partition, and where groups stand in it. */
export const LogStrip = z.strictObject({
  key: z.string(),
  partition: z.int(),
  leader: z.int(),
  replicas: z.array(z.strictObject({ broker: z.int(), inSync: z.boolean() })),
  start: Offset.nullable(),
  end: Offset.nullable(),
  /** msg/s; null: not known yet. */
  in: z.number().nullable(),
  /** Groups with a commit here, worst lag first, at most 40. `lag` is null where the end is not known. */
  groups: z
    .array(
      z.strictObject({
        group: z.string(),
        committed: Offset,
        lag: z.number().nullable(),
        lost: z.number().nullable(),
        edge: EdgeView,
        /** Unknown where times were not asked for. */
        timeLag: TimeLagView,
      }),
    )
    .max(40),
  moreGroups: z.int(),
  /** Where the log is expected to start in an hour; null: no farther than now, as far as is known. */
  startInHour: Offset.nullable(),
  /** Where times were asked for: what is known of its time index. */
  times: LogTimes.nullable(),
  asOf: z.number().nullable(),
})
export type LogStrip = z.infer<typeof LogStrip>

export const lag = {
  history: query(OneGroup.extend({ span: Span, points: z.int().min(2).max(2_000) }), LagHistory),
  heatMap: query(
    OneGroup.extend({
      span: Span,
      metric: z.enum(['lag', 'timeLag', 'slope']),
      order: z.enum(['lag', 'topic', 'leader', 'agent', 'member']),
      columns: z.int().min(2).max(600),
      rows: z.int().min(1).max(600),
    }),
    HeatMap,
  ),
  /** What happened in a span, oldest first, as far as it was seen since the connection. */
  events: query(
    OneGroup.extend({ span: Span }),
    z.strictObject({ events: z.array(LagEvent).max(500), more: z.int(), since: z.number().nullable() }),
  ),
  positions: query(
    OneGroup.extend({ topic: TopicName, partition: z.int().min(0), span: Span, points: z.int().min(2).max(2_000) }),
    Positions,
  ),
  /** Readings of a group from now on. */
  samples: stream(OneGroup, LagSampleEvent),
  why: query(OneGroup, WhyView),
  explain: query(OneGroup.extend({ topic: TopicName, partition: z.int() }), Explanation),
  /** With `times`, positions get their time lag, which costs requests by time. */
  log: view(At.extend({ topic: TopicName, times: z.boolean() }), LogStrip, 'key'),
} as const satisfies Subject
