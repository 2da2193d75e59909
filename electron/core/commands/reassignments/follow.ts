import type { RunRecord } from '../../../../shared/contract/reassignment-run.ts'
import { describeError, type AppError } from '../../../../shared/errors/error.ts'
import { toAppError } from '../../clients/kafka/translate.ts'
import type { KafkaClient } from '../../clients/kafka/kafka-client.ts'
import { createChanges, type Changes } from '../../lib/changes.ts'
import type { Log } from '../../lib/log.ts'
import { look, type Seen } from './look.ts'
import type { Runs } from './runs.ts'
import { createThrottleTaker, type TakeNeeds } from './take-throttle.ts'

/** While somebody looks on, and while nobody does but something goes on. */
const WATCHED_MS = 2_000
const ALONE_MS = 5_000
/** A request whose answer was lost may still be carried out this long after. */
const SETTLES_MS = 20_000
/** After this the throttle's going is looked at again. */
const AGAIN_MS = 500
const MOST_BACKOFF_MS = 60_000

export interface FollowNeeds extends TakeNeeds {
  readonly log: Log
  readonly runs: Runs
  /** Null: not connected. */
  readonly client: (cluster: string) => KafkaClient | null
  readonly clusters: () => readonly string[]
  readonly onClusters: Changes['listen']
  readonly signal: AbortSignal
}

export interface Watched {
  readonly seen: Seen | null
  readonly error: AppError | null
  /** Why the throttle is still there. */
  readonly problem: string | null
}

/** Follows reassignments of connected clusters to their end, and takes their throttles away; also of runs that an earlier Samsa began. */
export interface Follower {
  of(cluster: string): Watched
  readonly onChange: Changes['listen']
  /** Somebody looks on until the signal aborts. */
  attend(cluster: string, signal: AbortSignal): void
  lookNow(cluster: string): void
  /** The run is being begun: until the answer it is not taken for one that is over. */
  hold(cluster: string): () => void
  stop(): Promise<void>
}

interface Watch {
  seen: Seen | null
  error: AppError | null
  problem: string | null
  failures: number
  viewers: number
  held: number
  /** True: looked at now, or soon. */
  active: boolean
  connected: boolean
  looking: Promise<void> | null
  cancel: () => void
}

export function createFollower(needs: FollowNeeds): Follower {
  const { clock, log, runs, client, signal } = needs
  const changes = createChanges()
  const watches = new Map<string, Watch>()
  const take = createThrottleTaker(needs)
  const watchOf = (cluster: string): Watch => {
    const known = watches.get(cluster)
    if (known) return known
    const made: Watch = {
      seen: null,
      error: null,
      problem: null,
      failures: 0,
      viewers: 0,
      held: 0,
      active: false,
      connected: false,
      looking: null,
      cancel: () => {},
    }
    watches.set(cluster, made)
    return made
  }

  const lookOnce = async (cluster: string, watch: Watch, kafka: KafkaClient): Promise<void> => {
    if (kafka.capability('reassign').state === 'no') return
    const run = runs.open(cluster)
    watch.seen = await look({ client: kafka, clock, run }, watch.seen, signal)
    watch.error = null
    // Not `run`: a run that began while this was read has none of its moves in it.
    if (run !== null && runs.open(cluster) === run && isOver(run, watch.seen, watch.held > 0, clock.wall())) await end(run, watch, kafka)
  }
  const end = async (run: RunRecord, watch: Watch, kafka: KafkaClient): Promise<void> => {
    const { throttle } = run
    if (throttle !== null) {
      const taken = await take(run, throttle, kafka, signal)
      watch.problem = taken.is === 'failed' ? taken.why : null
      watch.failures = taken.is === 'failed' ? watch.failures + 1 : 0
      if (taken.is !== 'gone') return
    }
    const moved = [...(watch.seen?.ended.values() ?? [])].filter(Boolean).length
    const over = { at: clock.wall(), moved, elsewhere: run.moves.length - moved, throttle: throttle ? 'removed' : 'none' } as const
    await runs.put({ ...run, over })
  }
  const visit = async (cluster: string, watch: Watch): Promise<void> => {
    const kafka = client(cluster)
    if (kafka === null || signal.aborted) return
    try {
      await lookOnce(cluster, watch, kafka)
    } catch (error) {
      if (signal.aborted) return
      watch.error = toAppError(error, 'reassignments')
      watch.failures++
      if (runs.open(cluster) !== null) log.warn('A reassignment could not be followed', { cluster, why: describeError(watch.error).cause })
    }
    changes.tell()
  }
  const begin = (cluster: string): void => {
    const watch = watchOf(cluster)
    watch.cancel()
    if (watch.looking !== null || signal.aborted) return
    watch.active = true
    watch.looking = visit(cluster, watch).finally(() => {
      watch.looking = null
      plan(cluster)
    })
  }
  const plan = (cluster: string): void => {
    const watch = watchOf(cluster)
    watch.cancel()
    const open = runs.open(cluster)
    watch.active = !signal.aborted && client(cluster) !== null && (open !== null || watch.viewers > 0)
    if (watch.active) watch.cancel = clock.after(delayOf(watch, open), () => begin(cluster))
  }
  const visitAll = (): void => {
    for (const cluster of needs.clusters()) {
      const watch = watchOf(cluster)
      const connected = client(cluster) !== null
      if (connected && !watch.active && (runs.open(cluster) !== null || watch.viewers > 0)) begin(cluster)
      if (connected === watch.connected) continue
      watch.connected = connected
      if (!connected) Object.assign(watch, { seen: null, error: null, problem: null, failures: 0 })
      changes.tell()
    }
  }
  needs.onClusters(visitAll, signal)
  runs.onChange(changes.tell, signal)

  return {
    of: watchOf,
    onChange: changes.listen,
    attend(cluster, until) {
      if (until.aborted) return
      watchOf(cluster).viewers++
      until.addEventListener('abort', () => void watchOf(cluster).viewers--, { once: true })
      begin(cluster)
    },
    lookNow: begin,
    hold(cluster) {
      watchOf(cluster).held++
      return () => {
        watchOf(cluster).held--
        begin(cluster)
      }
    },
    async stop() {
      for (const watch of watches.values()) watch.cancel()
      await Promise.all([...watches.values()].flatMap((w) => w.looking ?? []))
    },
  }
}

/** Nothing of it is on its way, and nothing of it can still come. */
function isOver(run: RunRecord, seen: Seen, held: boolean, now: number): boolean {
  if (held || seen.ended.size < run.moves.length) return false
  const allThere = [...seen.ended.values()].every(Boolean)
  return run.sentAt === null || allThere || run.cancelledAt !== null || now - run.sentAt > SETTLES_MS
}

function delayOf({ failures, viewers, seen, problem }: Watch, open: RunRecord | null): number {
  if (failures > 0) return Math.min(MOST_BACKOFF_MS, ALONE_MS * 2 ** Math.min(failures - 1, 4))
  const ending = open !== null && seen !== null && seen.ended.size === open.moves.length && problem === null
  if (ending && open.throttle !== null) return AGAIN_MS
  return viewers > 0 ? WATCHED_MS : ALONE_MS
}
