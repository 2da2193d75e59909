import { emptyState } from '../../../shared/domain/cluster-state.ts'
import type { Clock } from '../lib/clock.ts'
import { createInOrder } from '../lib/in-order.ts'
import type { Log } from '../lib/log.ts'
import { inSlices } from '../lib/slices.ts'
import { createClusterEvents, type ClusterEvents } from './cluster-events.ts'
import { toWords } from './failures.ts'
import type { Histories } from './histories.ts'
import type { Hiding } from './moments/json.ts'
import { startMomentRecorder, type RecordedCluster } from './moments/recorder.ts'
import { startRecorder, type Recorder, type RecorderState } from './recorder.ts'

/** The clusters that may be recorded, as far as recording has to know them. */
export interface Clusters {
  ids(): readonly string[]
  isConnected(id: string): boolean
  cluster(id: string): { readonly store: RecordedCluster }
  onChange(changed: () => void, signal: AbortSignal): void
}

export interface RecordingNeeds {
  readonly clusters: Clusters
  readonly histories: Histories
  readonly clock: Clock
  readonly log: Log
  readonly hiding: Hiding
  /** What the list of clusters tells of one. */
  summaryOf(cluster: string): unknown
  /** Whether the user wants it to be recorded. */
  isOn(cluster: string): boolean
}

/** Records every cluster from its first connection on, until its profile is gone or Samsa stops. */
export interface Recording {
  /** Null: it was not connected since Samsa started. */
  state(cluster: string): RecorderState | null
  events(cluster: string): ClusterEvents | null
  /** Stores what is waiting, so that nothing of it comes after what is done next. */
  settle(cluster: string): Promise<void>
  stop(): Promise<void>
}

interface Kept {
  readonly recorder: Recorder
  readonly moments: { flush(): Promise<void>; stop(): Promise<void> }
  readonly events: ClusterEvents
  readonly end: AbortController
}

/** Whoever quits does not wait for a worker that does not answer. */
const STOP_MS = 4_000

export function startRecording({ clusters, histories, clock, log, hiding, summaryOf, isOn }: RecordingNeeds): Recording {
  const abort = new AbortController()
  const recorded = new Map<string, Kept>()
  const ending = new Set<Promise<unknown>>()

  const begin = (id: string): void => {
    const { store } = clusters.cluster(id)
    const end = new AbortController()
    const events = createClusterEvents()
    const inOrder = createInOrder()
    let seen = store.current()
    const look = (): void => {
      const before = seen
      const now = store.current()
      const at = clock.wall()
      seen = now
      if (now === before || now === emptyState) return
      inOrder(() => inSlices(events.see(before, now, at))).catch((error: unknown) =>
        log.error('What happened to a cluster was not seen', { cluster: id, error }),
      )
    }
    store.watch(look, end.signal)
    const onOutcome = (problem: unknown): void => {
      if (problem !== null) log.warn('A moment was not recorded', { cluster: id, why: toWords(problem) })
    }
    const moments = startMomentRecorder({
      ...{ cluster: id, store, histories, clock, hiding, onOutcome },
      summary: () => summaryOf(id),
      isOn: () => isOn(id),
    })
    recorded.set(id, { recorder: startRecorder({ cluster: id, store, histories, clock, log, isOn: () => isOn(id) }), moments, events, end })
  }
  const finish = (id: string, { recorder, moments, end }: Kept): void => {
    recorded.delete(id)
    end.abort()
    const done: Promise<unknown> = Promise.all([recorder.stop(), moments.stop()]).finally(() => ending.delete(done))
    ending.add(done)
  }
  const look = (): void => {
    const ids = clusters.ids()
    for (const id of ids) if (!recorded.has(id) && clusters.isConnected(id)) begin(id)
    if (recorded.size > 0) for (const [id, each] of recorded) if (!ids.includes(id)) finish(id, each)
  }
  clusters.onChange(look, abort.signal)
  look()

  return {
    state: (id) => recorded.get(id)?.recorder.state() ?? null,
    events: (id) => recorded.get(id)?.events ?? null,
    async settle(id) {
      const kept = recorded.get(id)
      await Promise.all([kept?.recorder.flush(), kept?.moments.flush()])
    },
    async stop() {
      abort.abort()
      for (const [id, each] of recorded) finish(id, each)
      const stored = Promise.all(ending).then(() => histories.stop())
      let cancel = (): void => {}
      const late = new Promise<void>((resolve) => (cancel = clock.after(STOP_MS, resolve)))
      await Promise.race([stored, late])
      cancel()
    },
  }
}
