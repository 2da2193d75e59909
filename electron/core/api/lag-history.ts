import type { Attribution } from '../../../shared/domain/attribution/inputs.ts'
import type { SamsaContract } from '../../../shared/contract/index.ts'
import type { Handlers } from '../../../shared/rpc/define.ts'
import type { Histories } from '../history/histories.ts'
import { eventsOf } from '../history/group-events.ts'
import { ownershipOf } from '../history/ownership-of.ts'
import type { Recording } from '../history/recording.ts'
import { REACH_MS } from '../../../shared/domain/backfill.ts'
import { explanation } from '../state/projections/explanation.ts'
import type { Clock } from '../lib/clock.ts'
import { clusterAt, stateAt, type ClustersNeeds } from './clusters.ts'

export interface HistoryNeeds extends ClustersNeeds {
  readonly clock: Clock
  readonly histories: Histories
  readonly recording: Recording
}

export type FromHistory = Pick<Handlers<SamsaContract>['lag'], 'history' | 'heatMap' | 'events' | 'positions' | 'why' | 'explain'>

/** What was recorded answers for any span up to now, connected or not; `at` only says until when `why` looks back. */
export const lagHistoryHandlers = ({ clock, histories, recording, ...needs }: HistoryNeeds): FromHistory => ({
  async history({ cluster, group, span, points }, { signal }) {
    needs.checkProfile(cluster)
    const series = await histories.ask('series', cluster, { group, ...span, points }, signal)
    return {
      from: series.from,
      step: series.step,
      lag: gaps(series.lag),
      leftOut: gaps(series.leftOut),
      // The rest has no name.
      topics: series.topics.map(({ topic, lag }) => ({ topic: topic ?? '', lag: gaps(lag) })),
      in: gaps(series.in),
      out: gaps(series.out),
      timeLag: {
        worst: gaps(series.timeLag.worst),
        p90: gaps(series.timeLag.p90),
        median: gaps(series.timeLag.median),
        error: gaps(series.timeLag.error),
        atLeast: series.timeLag.atLeast,
      },
      backfilled: { in: gaps(series.backfilled.in), leftOut: gaps(series.backfilled.leftOut) },
      since: series.since,
    }
  },
  async positions({ cluster, group, topic, partition, span, points }, { signal }) {
    needs.checkProfile(cluster)
    const told = await histories.ask('positions', cluster, { group, topic, partition, ...span, points }, signal)
    return {
      ...told,
      committed: gaps(told.committed),
      ends: gaps(told.ends),
      backfilled: gaps(told.backfilled),
      rewinds: [...told.rewinds],
    }
  },
  async explain({ group, topic, partition, ...at }, { signal }) {
    const explained = explanation(clusterAt(needs, at).store.derived(), group, topic, partition)
    const to = at.at === 'live' ? clock.wall() : at.at
    const found = await histories.ask('backfilledReach', at.cluster, { topic, from: to - REACH_MS, to }, signal).catch(() => null)
    return found === null ? explained : { ...explained, lines: [...explained.lines, backfilledLine(found)] }
  },
  async events({ cluster, at, group, span }) {
    const ownership = ownershipOf(await stateAt(needs, { cluster, at }), group)
    const seen = recording.events(cluster)
    return seen === null ? { events: [], more: 0, since: null } : eventsOf(seen, group, ownership, span)
  },
  async heatMap({ cluster, at, group, span, metric, order, columns, rows }, { signal }) {
    const ownership = ownershipOf(await stateAt(needs, { cluster, at }), group)
    const map = await histories.ask('heatMap', cluster, { group, ...span, metric, order, columns, rows, ownership }, signal)
    return { ...map, rows: map.rows.map((row) => ({ ...row, values: gaps(row.values) })) }
  },
  async why({ cluster, at, group }, { signal }) {
    const ownership = ownershipOf(await stateAt(needs, { cluster, at }), group)
    const now = at === 'live' ? clock.wall() : at
    const events = recording.events(cluster)
    const { events: happened, states } = events?.of(group) ?? { events: [], states: [] }
    const leaderMoves = events?.leaderMoves(new Set(ownership.topics.map((t) => t.topic))) ?? []
    const upToNow = <T extends { readonly at: number }>(list: readonly T[]): readonly T[] => list.filter((one) => one.at <= now)
    const circumstances = { ownership, leaderMoves: upToNow(leaderMoves), events: upToNow(happened), states: upToNow(states) }
    return whyView(await histories.ask('why', cluster, { group, now, circumstances }, signal))
  },
})

/** Where the dashed part of a picture comes from. Times as they are written everywhere in these lines: UTC. */
const backfilledLine = ({ first, last, count }: { readonly first: number; readonly last: number; readonly count: number }) => ({
  name: 'rate in, backfilled',
  value: `${count} log ends`,
  how:
    `asked of the brokers' time index for ${isoMinute(first)} to ${isoMinute(last)}, each the first record of that time or later by its own ` +
    'timestamp; where the group stood then no broker tells, so no lag is known of it',
})
const isoMinute = (time: number): string => `${new Date(time).toISOString().slice(0, 16)}Z`

const gaps = (values: Float64Array): (number | null)[] => Array.from(values, (value) => (Number.isNaN(value) ? null : value))

const whyView = ({ onset, causes, ...rest }: Attribution) => ({
  ...rest,
  onset: onset === null ? null : onset * 1_000,
  causes: causes.map(({ cause, subject, confidence }) => ({ cause, subject, confidence })),
  notTested: [...rest.notTested],
})
