import { hoursBack } from '../../../shared/domain/backfill.ts'
import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { Problem } from '../../../shared/domain/part-status.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Histories } from '../history/histories.ts'
import { createAbort } from '../lib/abort.ts'
import { createChanges, type Changes } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { inSlices } from '../lib/slices.ts'
import { askHour, askLogs, type Asking, type Lack, type Logs, type Partitions } from './ask.ts'
import { targetsOf, type Wanted } from './targets.ts'

export interface BackfillState {
  readonly is: 'off' | 'idle' | 'running' | 'stopped' | 'done' | 'cannot'
  readonly topics: number
  readonly leftOut: number
  /** Hours looked through, of how many. */
  readonly done: number
  readonly hours: number
  readonly problem: Problem | null
}

export interface BackfillNeeds {
  readonly clock: Clock
  readonly log: Log
  readonly histories: Pick<Histories, 'ask'>
  readonly clusters: () => readonly string[]
  readonly onClusters: Changes['listen']
  /** Null: not connected. */
  readonly connected: (cluster: string) => Asking | null
  /** False while it does not answer or is paused. */
  readonly isRead: (cluster: string) => boolean
  readonly state: (cluster: string) => ClusterState
  readonly wanted: (cluster: string) => Wanted
  /** By the settings, and only where the cluster is recorded. */
  readonly isOn: (cluster: string) => boolean
  readonly onSettings: Changes['listen']
  readonly signal: AbortSignal
}

export interface Backfills {
  state(cluster: string): BackfillState
  /** Of one that is connected: ends it until the next connection, or goes on. */
  turn(cluster: string, on: boolean): void
  onChange: Changes['listen']
}

/** Until the cluster was read. */
const SOON_MS = 2_000
/** Whether there is more to ask for: something was opened, a group fell behind. */
const AGAIN_MS = 5_000
/** What failed is tried again ever more rarely. */
const LATEST_MS = 600_000

/** The cluster was paused, or stopped answering, while a question waited for its turn. */
class NotNow extends Error {}

interface Run {
  readonly asking: Asking
  readonly abort: AbortController
  /** Topics that were looked through since the connection. */
  readonly finished: Set<string>
  state: BackfillState
}

const NOTHING: BackfillState = { is: 'idle', topics: 0, leftOut: 0, done: 0, hours: 0, problem: null }

/**
 * Asks what producers wrote in the last day, where nothing was recorded: after everything else that is read, hour by hour from the newest on,
 * each stored before the next is asked for. What is stored is never asked for again, whichever life of Samsa asked.
 */
export function startBackfills(needs: BackfillNeeds): Backfills {
  const { clock, log, signal } = needs
  const changes = createChanges()
  const runs = new Map<string, Run>()
  /** Stopped by the user, by the connection that it was stopped in. */
  const stopped = new Map<string, Asking['client']>()

  const say = (run: Run, state: Partial<BackfillState>): void => {
    run.state = { ...run.state, ...state }
    changes.tell()
  }
  const wait = (run: Run, ms: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const cancel = clock.after(ms, () => {
        run.abort.signal.removeEventListener('abort', left)
        resolve()
      })
      const left = (): void => {
        cancel()
        reject(run.abort.signal.reason as Error)
      }
      if (run.abort.signal.aborted) return left()
      run.abort.signal.addEventListener('abort', left, { once: true })
    })
  const work = async (cluster: string, run: Run): Promise<void> => {
    for (let failures = 0; ;) {
      let next = AGAIN_MS
      try {
        const looked = await lookThrough(needs, cluster, run, (state) => say(run, state))
        failures = looked === 'partly' ? failures + 1 : 0
        if (looked === 'notYet') next = SOON_MS
        if (looked === 'more') continue
      } catch (error) {
        if (run.abort.signal.aborted) return
        if (error instanceof NotNow) {
          say(run, { is: 'idle' })
          await wait(run, SOON_MS)
          continue
        }
        if (error instanceof AppError && error.code === 'kafka.unsupported')
          return say(run, { is: 'cannot', problem: { code: error.code, about: error.about } })
        if (!(error instanceof AppError)) log.error('The past could not be asked for', { cluster, error })
        failures += 1
        say(run, { is: 'idle', problem: error instanceof AppError ? { code: error.code, about: error.about } : null })
      }
      await wait(run, Math.min(LATEST_MS, next * 2 ** failures))
    }
  }
  const end = (cluster: string): void => {
    runs.get(cluster)?.abort.abort()
    runs.delete(cluster)
  }
  const look = (): void => {
    if (signal.aborted) return
    const ids = needs.clusters()
    for (const cluster of [...runs.keys()]) {
      const there = ids.includes(cluster) ? needs.connected(cluster) : null
      if (there?.client !== runs.get(cluster)?.asking.client || !needs.isOn(cluster)) end(cluster)
    }
    for (const cluster of ids) {
      const asking = needs.connected(cluster)
      if (asking === null || runs.has(cluster) || !needs.isOn(cluster) || stopped.get(cluster) === asking.client) continue
      const run: Run = { asking, abort: createAbort(), finished: new Set(), state: NOTHING }
      runs.set(cluster, run)
      // It ends with the connection, which is no failure.
      void work(cluster, run).catch(() => undefined)
    }
    changes.tell()
  }
  needs.onClusters(look, signal)
  needs.onSettings(look, signal)
  signal.addEventListener('abort', () => [...runs.keys()].forEach(end), { once: true })
  look()

  return {
    state(cluster) {
      if (!needs.isOn(cluster)) return { ...NOTHING, is: 'off' }
      const client = needs.connected(cluster)?.client
      if (client !== undefined && stopped.get(cluster) === client) return { ...NOTHING, is: 'stopped' }
      return runs.get(cluster)?.state ?? NOTHING
    },
    turn(cluster, on) {
      const there = needs.connected(cluster)
      if (on) stopped.delete(cluster)
      else if (there !== null) {
        stopped.set(cluster, there.client)
        end(cluster)
      }
      look()
    },
    onChange: changes.listen,
  }
}

/** Once through the last day, for topics that were not looked through yet. */
async function lookThrough(
  needs: BackfillNeeds,
  cluster: string,
  run: Run,
  say: (state: Partial<BackfillState>) => void,
): Promise<'done' | 'partly' | 'notYet' | 'more'> {
  const { signal } = run.abort
  const { asking, finished } = run
  const state = needs.state(cluster)
  if (!needs.isRead(cluster) || state.parts.offsets.readAt === null) return 'notYet'
  const byTime = asking.client.capability('offsetsByTime')
  if (byTime.state === 'no') throw new AppError('kafka.unsupported', { what: 'Asking for offsets by time', needs: byTime.needs })
  const { topics, leftOut } = await inSlices(targetsOf(state, needs.wanted(cluster)))
  const wanted: Partitions = new Map([...topics].filter(([topic]) => !finished.has(topic)))
  if (wanted.size === 0) {
    say({ is: 'done', leftOut })
    return 'done'
  }
  const now = needs.clock.wall()
  const hours = hoursBack(now)
  say({ is: 'running', topics: topics.size, leftOut, done: 0, hours: hours.length, problem: null })
  let problem: Problem | null = null
  /** By somebody: groups that fell behind meanwhile wait for the next time. */
  const isMoreWanted = async (): Promise<boolean> => {
    const { topics: now } = await inSlices(targetsOf(needs.state(cluster), { ...needs.wanted(cluster), groups: [] }))
    return [...now.keys()].some((topic) => !topics.has(topic) && !finished.has(topic))
  }
  const told: Asking = {
    ...asking,
    onFailed: ({ code, about }) => (problem ??= { code, about }),
    async spareTurn(cost, asked) {
      const over = await asking.spareTurn(cost, asked)
      if (needs.isRead(cluster)) return over
      over()
      throw new NotNow()
    },
  }
  const names = [...wanted.keys()]
  const lacks: (readonly Lack[])[] = []
  for (const times of hours) lacks.push(await needs.histories.ask('lacking', cluster, { topics: names, times }, signal))
  const open = new Set(lacks.flat().map(({ topic }) => topic))
  // Where all is there already not one request is sent.
  const asked: Partitions = new Map([...wanted].filter(([topic]) => open.has(topic)))
  const logs: Logs = asked.size === 0 ? new Map() : await askLogs(told, state, asked, now, signal)
  const failed = new Set([...asked].filter(([topic, own]) => (logs.get(topic)?.size ?? 0) < own.length).map(([topic]) => topic))
  for (const [i, times] of hours.entries()) {
    const lack = (lacks[i] ?? []).filter(({ topic }) => !failed.has(topic))
    const ends = lack.length === 0 ? [] : await askHour(told, needs.state(cluster), { logs, times, lacks: lack }, signal)
    // Ended meanwhile: what was asked for is not wanted any more.
    signal.throwIfAborted()
    if (ends.length > 0) await needs.histories.ask('backfill', cluster, { ends })
    const answered = new Set(ends.map(({ topic }) => topic))
    for (const { topic } of lack) if (!answered.has(topic)) failed.add(topic)
    say({ done: i + 1 })
    // Who opens another group does not wait for the whole day of those before: what is stored is not asked for again.
    if (await isMoreWanted()) return 'more'
  }
  for (const topic of names) if (!failed.has(topic)) finished.add(topic)
  say({ is: failed.size === 0 ? 'done' : 'idle', topics: finished.size, problem })
  return failed.size === 0 ? 'done' : 'partly'
}
