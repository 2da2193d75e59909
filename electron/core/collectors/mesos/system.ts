import { nextSourceState } from '../../../../shared/domain/source-state.ts'
import { unknownSystem, type SystemFacts } from '../../../../shared/domain/system-facts.ts'
import type { AppError } from '../../../../shared/errors/error.ts'
import type { Clock } from '../../lib/clock.ts'
import { HOPELESS_MS } from '../backoff.ts'
import { canRetry, toProblem } from '../needs.ts'

/** While it is lost it is looked for this often, so that it is found within the time that is promised (G-08, G-09). */
const LOST_MS = 4_000
/** After a while less often. */
const LONG_LOST_MS = 10_000
const LONG_AFTER = 150

/** What is known of how one system answers. */
export interface System {
  facts(): SystemFacts
  tell(change: Partial<Omit<SystemFacts, 'system' | 'source'>>): void
  succeeded(): void
  /** `moves`: it was there before, so that another may answer at its place now: it is looked for all the same. */
  failed(error: AppError, moves?: boolean): void
  fellSilent(): void
  pause(paused: boolean): void
  /** Ms to the next look while it is lost; null: it is not. */
  retryIn(): number | null
}

export interface SystemNeeds {
  readonly clock: Clock
  readonly random: () => number
  readonly onChange: () => void
}

export function createSystem(name: SystemFacts['system'], { clock, random, onChange }: SystemNeeds): System {
  let facts: SystemFacts = { ...unknownSystem(name), source: { is: 'connecting', since: clock.wall() } }
  let attempts = 0
  let wait = 0
  const set = (next: SystemFacts): void => {
    if (same(facts, next)) return
    facts = next
    onChange()
  }
  const go = (event: Parameters<typeof nextSourceState>[1]): void => set({ ...facts, source: nextSourceState(facts.source, event) })
  return {
    facts: () => facts,
    tell: (change) => set({ ...facts, ...change }),
    succeeded() {
      attempts = 0
      go({ event: 'succeeded', at: clock.wall() })
    },
    failed(error, moves = false) {
      attempts += 1
      const may = moves || canRetry(error)
      const ms = !may ? HOPELESS_MS : attempts > LONG_AFTER ? LONG_LOST_MS : LOST_MS
      wait = ms * (0.8 + 0.4 * random())
      go({ event: 'failed', at: clock.wall(), attempt: attempts, nextAt: clock.wall() + wait, problem: toProblem(error), canRetry: may })
    },
    fellSilent: () => go({ event: 'fellSilent', at: clock.wall() }),
    pause(paused) {
      go({ event: paused ? 'paused' : 'started', at: clock.wall() })
    },
    retryIn: () => (attempts === 0 ? null : wait),
  }
}

const same = (a: SystemFacts, b: SystemFacts): boolean =>
  a.source === b.source && JSON.stringify({ ...a, source: 0 }) === JSON.stringify({ ...b, source: 0 })
