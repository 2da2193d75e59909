import { emptyState, type ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { Observation } from '../../../shared/domain/observation.ts'
import { reduceSteps } from '../../../shared/domain/reduce/reduce.ts'
import { createChanges } from '../lib/changes.ts'
import { createInOrder } from '../lib/in-order.ts'
import { inSlices } from '../lib/slices.ts'
import { createLagTracker } from './lag/tracker.ts'
import { derive, nothingDerived, type Derived } from './derive/derive.ts'

/** What is known now of one cluster. */
export interface ClusterStore {
  current(): ClusterState
  derived(): Derived
  /**
   * Takes in what was read: one after the other, in slices, so that nothing else waits. Resolves when it can be seen. A collector waits
   * for it before it reads again, which is what bounds the queue.
   */
  apply(observation: Observation): Promise<void>
  watch(changed: () => void, signal: AbortSignal): void
  /** Something beside the state moved that views show: the clock, the connection. */
  tell(): void
  /** Forgets everything. What is being taken in meanwhile goes nowhere. */
  clear(): void
}

export function createClusterStore(): ClusterStore {
  const changes = createChanges()
  let inOrder = createInOrder()
  let derived: Derived = nothingDerived
  let lag = createLagTracker()
  let life = 0
  return {
    current: () => derived.state,
    derived: () => derived,
    watch: changes.listen,
    tell: changes.tell,
    apply(observation) {
      const mine = life
      return inOrder(async () => {
        if (mine !== life) return
        const state = await inSlices(reduceSteps(derived.state, observation))
        if (state === derived.state) return
        await inSlices(lag.observe(state, observation))
        const next = await inSlices(derive(derived, state, lag.figures()))
        // Who looks at topics is told once, of all of it.
        if (derived.later.isWanted()) await inSlices(next.later.steps())
        if (mine !== life) return
        derived = next
        changes.tell()
        // Nobody waits for it but the next one of its kind, which also meets what went wrong in it.
        inSlices(next.later.steps()).catch(() => undefined)
      })
    },
    clear() {
      life += 1
      inOrder = createInOrder()
      lag = createLagTracker()
      if (derived.state === emptyState) return
      derived = nothingDerived
      changes.tell()
    },
  }
}
