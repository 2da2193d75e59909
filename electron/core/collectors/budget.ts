import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'

/** What one profile may ask of its cluster: requests a second, and at a time. */
export const REQUESTS_A_SECOND = 20
export const AT_A_TIME = 8
/** Readings that may wait for their turn (G-04). */
export const MOST_WAITING = 100

export interface Budget {
  /**
   * Waits until a reading of about `cost` requests may begin. The function it answers is called when it is over, with the requests
   * that it really took. Fails with `core.busy`, or with the signal's reason.
   */
  take(cost: number, signal: AbortSignal): Promise<(took: number) => void>
  readonly waiting: number
  stop(): void
}

interface Waiting {
  readonly cost: number
  readonly start: () => void
}

/** Pays for requests out of an allowance that refills with time. A reading larger than the allowance runs alone, on credit. */
export function createBudget(clock: Clock, perSecond = REQUESTS_A_SECOND, atATime = AT_A_TIME): Budget {
  let allowance = perSecond
  let refilledAt = clock.now()
  let running = 0
  let waiting: Waiting[] = []
  let cancel: (() => void) | null = null

  const refill = (): void => {
    const now = clock.now()
    allowance = Math.min(perSecond, allowance + ((now - refilledAt) / 1000) * perSecond)
    refilledAt = now
  }
  const weight = (cost: number): number => Math.min(cost, atATime)
  const pump = (): void => {
    cancel?.()
    cancel = null
    refill()
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      if (running > 0 && running + weight(next.cost) > atATime) return
      const missing = Math.min(next.cost, perSecond) - allowance
      if (missing > 0) {
        cancel = clock.after(Math.ceil((missing / perSecond) * 1000), pump)
        return
      }
      waiting = waiting.slice(1)
      next.start()
    }
  }

  return {
    get waiting() {
      return waiting.length
    },
    take(cost, signal) {
      if (waiting.length >= MOST_WAITING) return Promise.reject(new AppError('core.busy', { what: 'this cluster', limit: MOST_WAITING }))
      return new Promise((resolve, reject) => {
        // The owner's own reason.
        const aborted = (): void => {
          waiting = waiting.filter((w) => w !== mine)
          reject(signal.reason as Error)
        }
        const start = (): void => {
          signal.removeEventListener('abort', aborted)
          running += weight(cost)
          allowance -= cost
          let over = false
          resolve((took) => {
            if (over) return
            over = true
            running -= weight(cost)
            allowance -= took - cost
            pump()
          })
        }
        const mine: Waiting = { cost, start }
        if (signal.aborted) return aborted()
        signal.addEventListener('abort', aborted, { once: true })
        waiting = [...waiting, mine]
        pump()
      })
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
