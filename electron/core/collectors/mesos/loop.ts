import type { Clock } from '../../lib/clock.ts'
import type { Budget } from '../budget.ts'

export interface LoopNeeds {
  readonly clock: Clock
  readonly budget: Budget
  /** Requests that a reading takes, about. */
  readonly cost: () => number
  /** Never rejects for what it met: that is told elsewhere. */
  readonly read: (signal: AbortSignal) => Promise<void>
  /** Ms from the start of one reading to the start of the next; null: not wanted now. */
  readonly wait: () => number | null
}

export interface Loop {
  /** Reads as soon as the one under way, if any, is over. Resolves when it was read. */
  readNow(): Promise<void>
  /** The wait may be another one now. */
  replan(): void
}

/** One reading after the other, never two at once (G-04). */
export function startLoop({ clock, budget, cost, read, wait }: LoopNeeds, signal: AbortSignal): Loop {
  let running: Promise<void> | null = null
  let cancel = (): void => {}
  let startedAt = -Infinity

  const run = async (): Promise<void> => {
    startedAt = clock.now()
    const over = await budget.take(cost(), signal).catch(() => null)
    if (over === null) return
    try {
      await read(signal)
    } finally {
      over()
    }
  }
  const launch = (): Promise<void> => {
    cancel()
    running = run().finally(() => {
      running = null
      plan()
    })
    return running
  }
  const plan = (): void => {
    cancel()
    if (signal.aborted || running !== null) return
    const ms = wait()
    if (ms !== null) cancel = clock.after(Math.max(0, startedAt + ms - clock.now()), () => void launch().catch(() => undefined))
  }
  signal.addEventListener('abort', () => cancel(), { once: true })
  plan()
  return {
    replan: plan,
    async readNow() {
      if (running !== null) await running.catch(() => undefined)
      if (!signal.aborted) await (running ?? launch())
    },
  }
}
