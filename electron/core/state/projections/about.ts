import type { ViewAbout } from '../../../../shared/rpc/define.ts'
import { distinctProblems, isStale, type PartName, type PartStatus, type Problem } from '../../../../shared/domain/part-status.ts'
import type { SourceState } from '../../../../shared/domain/source-state.ts'
import type { LiveCluster, RecordedState } from '../live-cluster.ts'

/** What rows are made of. Without the needed parts there is nothing to show; the others add columns, and their problems. */
export interface MadeOf {
  readonly needs: readonly PartName[]
  readonly adds?: readonly PartName[]
  /** Whose reading "as of" says: lag that is read each few seconds is not as old as a topology that is read once a minute. Else the oldest. */
  readonly figures?: PartName
}

/**
 * How true a view is, from the facts of the parts that its rows are made of and of the connection.
 * @param own when that which it is about was read, where it is about one thing
 */
export function aboutOf(cluster: LiveCluster, { needs, adds = [], figures }: MadeOf, own: number | null = null): ViewAbout {
  const { parts } = cluster.store.current()
  const needed = needs.map((name) => parts[name])
  const asOf = own ?? oldest(figures === undefined ? needed : [parts[figures]])
  if (cluster.recorded) {
    const added = adds.map((name) => parts[name])
    const about = aboutRecorded(cluster.recorded(), needed, added)
    return about.asOf === null ? about : { ...about, asOf }
  }
  const { source } = cluster.reading()
  const all = [...needed, ...adds.map((name) => parts[name])]
  const errors = distinctProblems([...connectionProblems(source, cluster.id), ...all.flatMap((part) => part.problems)])
  const progress = needed.find((part) => part.progress !== null)?.progress ?? null
  return {
    state: stateOf(source, needed, all, cluster.clock.now()),
    asOf,
    errors: errors.map(({ code, about }) => ({ code, about })),
    progress,
  }
}

/** Recorded data is as old as it is, whatever the connection does. */
export function aboutRecorded(recorded: RecordedState, needed: readonly PartStatus[], added: readonly PartStatus[]): ViewAbout {
  if (recorded.is === 'loading') return { state: 'loading', asOf: null, errors: [], progress: null }
  if (recorded.is === 'missing') return { state: 'failed', asOf: null, errors: [{ ...recorded.problem }], progress: null }
  const errors = distinctProblems([...needed, ...added].flatMap((part) => part.problems))
  const never = needed.find((part) => part.readAt === null && (part.state === 'unsupported' || part.state === 'forbidden'))
  return {
    state: never ? (never.state === 'forbidden' ? 'forbidden' : 'unsupported') : 'offline',
    asOf: oldest(needed),
    errors: errors.map(({ code, about }) => ({ code, about })),
    progress: null,
  }
}

function stateOf(source: SourceState, needed: readonly PartStatus[], all: readonly PartStatus[], now: number): ViewAbout['state'] {
  if (source.is === 'off') return 'failed'
  const away = source.is === 'reconnecting' || source.is === 'failed'
  const never = needed.find((part) => part.readAt === null)
  if (never) {
    if (never.state === 'unsupported' || never.state === 'forbidden' || never.state === 'failed') return never.state
    return away ? 'failed' : 'loading'
  }
  return away || source.is === 'stale' || all.some((part) => isStale(part, now)) ? 'stale' : 'live'
}

function connectionProblems(source: SourceState, profile: string): readonly Problem[] {
  if (source.is === 'off') return [{ code: 'profile.notConnected', about: { profile } }]
  return source.is === 'reconnecting' || source.is === 'failed' ? [source.problem] : []
}

function oldest(parts: readonly PartStatus[]): number | null {
  let oldestAsOf: number | null = null
  for (const { asOf } of parts) {
    if (asOf === null) return null
    if (oldestAsOf === null || asOf < oldestAsOf) oldestAsOf = asOf
  }
  return oldestAsOf
}
