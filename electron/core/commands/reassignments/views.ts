import type { MovingRow, RunRow } from '../../../../shared/contract/reassignments.ts'
import type { RunRecord } from '../../../../shared/contract/reassignment-run.ts'
import { progressOf, secondsLeft, speedOf } from '../../../../shared/domain/reassignment/progress.ts'
import { partitionKey } from '../../../../shared/domain/reassignment/types.ts'
import { AppError } from '../../../../shared/errors/error.ts'
import type { ViewAbout, ViewSource } from '../../../../shared/rpc/define.ts'
import type { CapabilityState, OngoingReassignment } from '../../clients/kafka/kafka-client.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Follower, Watched } from './follow.ts'
import { progressOfRun, type Seen } from './look.ts'
import type { Runs } from './runs.ts'

/** A partition that got no byte for so long is worth a look. */
const STILL_MS = 60_000

export interface ViewNeeds {
  readonly clock: Clock
  readonly runs: Runs
  readonly follower: Follower
  /** Null: not connected. */
  readonly capability: (cluster: string) => CapabilityState | null
}

const source = <Row>(needs: ViewNeeds, cluster: string, rows: () => ReadonlyMap<string, Row>): ViewSource<Row> => ({
  watch(changed, signal) {
    needs.follower.onChange(changed, signal)
    needs.follower.attend(cluster, signal)
  },
  read: () => ({ rows: rows(), about: aboutOf(needs, cluster) }),
})

function aboutOf({ follower, capability }: ViewNeeds, cluster: string): ViewAbout {
  const { seen, error } = follower.of(cluster)
  const can = capability(cluster)
  const state =
    can === null
      ? 'offline'
      : can.state === 'no'
        ? 'unsupported'
        : error === null
          ? seen === null
            ? 'loading'
            : 'live'
          : seen === null
            ? 'failed'
            : 'stale'
  const unsupported = can?.state === 'no' ? new AppError('kafka.unsupported', { what: 'Reassigning partitions', needs: can.needs }) : null
  const told = unsupported ?? error
  const errors = told === null ? [] : [{ code: told.code, about: told.about }]
  return { state, asOf: seen?.at ?? null, errors, progress: null }
}

export const runRows = (needs: ViewNeeds, cluster: string): ViewSource<RunRow> =>
  source(needs, cluster, () => {
    const watched = needs.follower.of(cluster)
    const rows = needs.runs.of(cluster).map((run) => rowOf(run, watched, needs.clock.now()))
    const others = foreign(needs, cluster)
    return new Map([...rows, ...(others.length > 0 && watched.seen ? [othersRow(others, watched.seen)] : [])].map((row) => [row.id, row]))
  })

function foreign({ runs, follower }: ViewNeeds, cluster: string): readonly OngoingReassignment[] {
  const ours = new Set(runs.open(cluster)?.moves.map(partitionKey))
  return (follower.of(cluster).seen?.ongoing ?? []).filter((o) => !ours.has(partitionKey(o)))
}

function rowOf(run: RunRecord, { seen, error, problem }: Watched, now: number): RunRow {
  const total = run.moves.length
  const base = { id: run.id, startedAt: run.startedAt, throttle: run.throttle?.rates.at(-1) ?? null }
  if (run.over !== null) {
    const { moved } = run.over
    const outcome = moved === total ? 'moved' : run.cancelledAt !== null ? 'cancelled' : 'partly'
    const bytes = progressOf(
      run.moves.flatMap((m) => m.to.filter((id) => !m.from.includes(id)).map(() => ({ copied: m.bytes ?? 0, total: m.bytes }))),
    )
    const done = { ...bytes, copied: moved === total ? bytes.copied : 0 }
    return {
      ...base,
      state: 'over',
      outcome,
      partitions: { done: moved, total },
      bytes: done,
      speed: null,
      secondsLeft: null,
      problem: null,
    }
  }
  if (seen === null || seen.run !== run.id) {
    const why = error === null ? null : 'The cluster cannot be asked how far it is.'
    const nothing = { copied: 0, total: null }
    return {
      ...base,
      state: 'starting',
      outcome: null,
      partitions: { done: 0, total },
      bytes: nothing,
      speed: null,
      secondsLeft: null,
      problem: why,
    }
  }
  const progress = progressOfRun(run, seen)
  const speed = speedOf(seen.samples)
  const ending = seen.ended.size === total && (run.sentAt !== null || run.throttle !== null)
  return {
    ...base,
    state: ending && run.throttle !== null ? 'removingThrottle' : run.sentAt === null ? 'starting' : 'running',
    outcome: null,
    partitions: { done: [...seen.ended.values()].filter(Boolean).length, total },
    bytes: progress,
    speed,
    secondsLeft: secondsLeft(progress, speed),
    problem: problem ?? stuckInWords(run.moves, seen, now),
  }
}

function stuckInWords(moves: RunRecord['moves'], seen: Seen, now: number): string | null {
  const stuck = seen.ongoing.filter((o) => problemOf(o, seen, now) !== null && moves.some((m) => partitionKey(m) === partitionKey(o)))
  const [first] = stuck
  if (first === undefined) return null
  return `${stuck.length} of ${seen.ongoing.length} get no further: ${problemOf(first, seen, now) ?? ''}`
}

function problemOf(o: OngoingReassignment, seen: Seen, now: number): string | null {
  const away = o.adding.filter((id) => !seen.live.has(id))
  if (away.length > 0) return `broker ${away.join(', ')} is away`
  const still = seen.still.get(partitionKey(o))
  if (still === undefined || now - still.since < STILL_MS) return null
  return `nothing was copied for ${Math.floor((now - still.since) / 1_000)} s`
}

function othersRow(others: readonly OngoingReassignment[], seen: Seen): RunRow {
  return {
    id: '',
    startedAt: null,
    state: 'running',
    outcome: null,
    partitions: { done: 0, total: others.length },
    bytes: progressOf(others.flatMap((o) => copyingsOf(o, seen))),
    speed: null,
    secondsLeft: null,
    throttle: null,
    problem: null,
  }
}

const copyingsOf = (o: OngoingReassignment, seen: Seen): { copied: number; total: number | null }[] =>
  o.adding.map((id) => ({ copied: seen.copied.get(partitionKey(o))?.get(id) ?? 0, total: seen.sizes.get(partitionKey(o)) ?? null }))

export const movingRows = (needs: ViewNeeds, cluster: string): ViewSource<MovingRow> =>
  source(needs, cluster, () => {
    const { seen } = needs.follower.of(cluster)
    const run = needs.runs.open(cluster)
    const ours = new Set(run?.moves.map(partitionKey))
    const rows = (seen?.ongoing ?? []).map((o): MovingRow => {
      const key = partitionKey(o)
      return {
        key,
        topic: o.topic,
        partition: o.partition,
        replicas: [...o.replicas],
        adding: [...o.adding],
        removing: [...o.removing],
        bytes: seen === null ? { copied: 0, total: null } : progressOf(copyingsOf(o, seen)),
        run: ours.has(key) ? (run?.id ?? '') : '',
        problem: seen === null ? null : problemOf(o, seen, needs.clock.now()),
      }
    })
    return new Map(rows.map((row) => [row.key, row]))
  })
