import type { Plan } from '../../../shared/contract/changes.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'
import type { PlanDraft } from './command.ts'

export const PLAN_MS = 120_000
/** Plans that nobody confirms are forgotten, the oldest first. */
const MOST_PLANS = 200
/** A difference between the clocks larger than this is a sleep, or somebody who set the clock: what was planned before is void. */
const JUMP_MS = 10_000

export interface StoredPlan<Act> {
  readonly plan: Plan
  readonly draft: PlanDraft
  /** The member of the contract through which it was planned, and may be applied. */
  readonly member: string
  readonly act: Act
}

export interface Plans<Act> {
  keep(stored: StoredPlan<Act>): void
  /** Looks without using it up. Fails with `plan.gone`. */
  find(id: string, cluster: string, member: string): StoredPlan<Act> & { readonly age: number }
  /** Each plan is applied once at most. Fails with `plan.gone`. */
  take(id: string): void
  /** Of one cluster, or all: what was planned does not hold any more. */
  forget(cluster: string | null): void
}

interface Kept<Act> {
  readonly stored: StoredPlan<Act>
  readonly at: number
  readonly offset: number
  cancel(): void
}

export function createPlans<Act>(clock: Clock): Plans<Act> {
  const kept = new Map<string, Kept<Act>>()
  const drop = (id: string): boolean => {
    kept.get(id)?.cancel()
    return kept.delete(id)
  }
  const gone = (id: string): AppError => {
    drop(id)
    return new AppError('plan.gone', { seconds: PLAN_MS / 1_000 })
  }
  return {
    keep(stored) {
      const { id } = stored.plan
      drop(id)
      // What it holds may be a password: it is not in memory for longer than the plan is of use.
      const cancel = clock.after(PLAN_MS + 1, () => void kept.delete(id))
      kept.set(id, { stored, at: clock.now(), offset: clock.wall() - clock.now(), cancel })
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_PLANS) break
        drop(oldest)
      }
    },
    find(id, cluster, member) {
      const found = kept.get(id)
      if (found === undefined) throw gone(id)
      const { stored, at, offset } = found
      const age = clock.now() - at
      const jumped = Math.abs(clock.wall() - clock.now() - offset) > JUMP_MS
      if (age > PLAN_MS || jumped) throw gone(id)
      // A plan of another cluster or member is not found, and stays what it is.
      if (stored.plan.cluster !== cluster || stored.member !== member) throw new AppError('plan.gone', { seconds: PLAN_MS / 1_000 })
      return { ...stored, age }
    },
    take(id) {
      if (!drop(id)) throw gone(id)
    },
    forget(cluster) {
      for (const [id, { stored }] of kept) if (cluster === null || stored.plan.cluster === cluster) drop(id)
    },
  }
}
