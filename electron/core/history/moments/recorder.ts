import { emptyState, type ClusterState } from '../../../../shared/domain/cluster-state.ts'
import type { Clock } from '../../lib/clock.ts'
import { createInOrder } from '../../lib/in-order.ts'
import { inSlices } from '../../lib/slices.ts'
import type { Histories } from '../histories.ts'
import { happeningsBetween } from './happenings.ts'
import type { Hiding } from './json.ts'
import { bytesInSteps } from './steps.ts'
import { createWatcher } from './watcher.ts'

/** A cluster as it is known now, with the figures of its groups. */
export interface RecordedCluster {
  current(): ClusterState
  derived(): { readonly lag: { readonly groups: ReadonlyMap<string, unknown> } }
  watch(changed: () => void, signal: AbortSignal): void
}

export interface MomentRecorderNeeds {
  readonly cluster: string
  readonly store: RecordedCluster
  readonly histories: Pick<Histories, 'ask'>
  readonly clock: Clock
  readonly hiding: Hiding
  /** What a list of clusters tells of it. The same object while that is the same. */
  summary(): unknown
  /** False: nothing is recorded now. */
  isOn(): boolean
  /** Told how storing went: null is well. */
  onOutcome(problem: unknown): void
}

/** After the first change that waits. */
const FLUSH_MS = 2_000
const RETRY_MS = [5_000, 60_000] as const

/** Records all of a cluster but its offsets, as changes. `flush` and `stop` store what is waiting. */
export function startMomentRecorder({ cluster, store, histories, clock, hiding, summary, isOn, onOutcome }: MomentRecorderNeeds): {
  flush(): Promise<void>
  stop(): Promise<void>
} {
  const abort = new AbortController()
  const watcher = createWatcher(hiding)
  const inOrder = createInOrder()
  let whole = true
  let due = false
  let failures = 0
  let lastTime = 0
  /** The state that was recorded last; null: none in this connection. */
  let told: ClusterState | null = null
  let cancel = (): void => {}

  const tell = async (all: boolean): Promise<void> => {
    const state = store.current()
    // Before anything was read there is nothing to remember in place of what was.
    if (state.parts.metadata.readAt === null || !isOn()) return
    // Each step has its own time, also when the clock stands still.
    const time = Math.max(Math.round(clock.wall()), clock.wall() < lastTime - FLUSH_MS ? 0 : lastTime + 1)
    const wallAhead = clock.wall() - clock.now()
    const source = { state, figures: store.derived().lag.groups, summary: summary() }
    const changes = await inSlices(watcher.changes(source, time, wallAhead, all))
    if (changes === null) return
    const { step, flat } = changes
    lastTime = time
    const happened = told === null ? [] : await inSlices(happeningsBetween(told, state, time))
    const text = await inSlices(bytesInSteps([step]))
    const transfer = [...text, ...flat.flatMap(({ parts }) => parts.map(({ numbers }) => numbers))].map(({ buffer }) => buffer)
    if ((await histories.ask('recordMoment', cluster, { text, flat, whole, happened }, undefined, transfer)) === 'tellAll') {
      watcher.forget()
      whole = true
      return tell(true)
    }
    whole = false
    told = state
  }
  const flush = (all: boolean): Promise<void> =>
    inOrder(async () => {
      due = false
      try {
        await tell(all)
        failures = 0
        onOutcome(null)
      } catch (error) {
        // Everything is told again: so nothing waits meanwhile.
        watcher.forget()
        whole = true
        failures += 1
        onOutcome(error)
        flushIn(Math.min(RETRY_MS[1], RETRY_MS[0] * 2 ** (failures - 1)))
      }
    })
  const flushIn = (ms: number): void => {
    if (due || abort.signal.aborted) return
    due = true
    cancel = clock.after(ms, () => void flush(false))
  }
  store.watch(() => {
    if (store.current() === emptyState) {
      told = null
      watcher.again()
    } else if (failures === 0) flushIn(FLUSH_MS)
  }, abort.signal)
  flushIn(FLUSH_MS)

  return {
    flush: () => flush(false),
    async stop() {
      abort.abort()
      cancel()
      await flush(true)
    },
  }
}
