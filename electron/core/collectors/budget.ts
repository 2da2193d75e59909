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
  /** The same, and it may be hurried while it waits. */
  ask(cost: number, signal: AbortSignal): Asked
  /** Requests that a full refresh takes: as many are saved up for one that a person asks for. */
  reserve(requests: number): void
  readonly waiting: number
  stop(): void
}

export interface Asked {
  readonly granted: Promise<(took: number) => void>
  /** A person waits for it: it goes before the others, and is paid from what was saved up. */
  hurry(): void
}

interface Waiting {
  readonly cost: number
  hurried: boolean
  readonly start: () => void
}

/** What is left of the two allowances, which refill with time out of one: what was saved up first. Their sum never grows faster. */
function createAllowances(clock: Clock, perSecond: number) {
  let regular = perSecond
  let saved = 0
  let most = 0
  let refilledAt = clock.now()
  return {
    refill(): void {
      const now = clock.now()
      const more = ((now - refilledAt) / 1000) * perSecond
      const back = Math.min(more, most - saved)
      saved += back
      regular = Math.min(perSecond, regular + more - back)
      refilledAt = now
    },
    /** The first time it is there: nothing was read before. */
    save(requests: number): void {
      saved += Math.max(0, requests - most)
      most = requests
      saved = Math.min(saved, most)
    },
    /** How much is missing until so much may begin. */
    missing: (cost: number, hurried: boolean): number => (hurried ? Math.min(cost, most) - saved : Math.min(cost, perSecond) - regular),
    pay(cost: number, hurried: boolean): void {
      if (hurried) saved -= cost
      else regular -= cost
    },
  }
}

/**
 * Pays for requests out of an allowance that refills with time. A reading larger than the allowance runs alone, on credit, and those after
 * it wait until that is paid back. A full refresh that somebody asks for does not wait for such debts: as many requests are saved up for it
 * as it takes, once, and come back before anything else does.
 */
export function createBudget(clock: Clock, perSecond = REQUESTS_A_SECOND, atATime = AT_A_TIME): Budget {
  const allowances = createAllowances(clock, perSecond)
  let running = 0
  let waiting: Waiting[] = []
  let cancel: (() => void) | null = null

  const weight = (cost: number): number => Math.min(cost, atATime)
  const next = (): Waiting | undefined => waiting.find((one) => one.hurried) ?? waiting[0]
  const pump = (): void => {
    cancel?.()
    cancel = null
    allowances.refill()
    for (let first = next(); first !== undefined; first = next()) {
      const mine = first
      if (running > 0 && running + weight(mine.cost) > atATime) return
      const missing = allowances.missing(mine.cost, mine.hurried)
      if (missing > 0) {
        cancel = clock.after(Math.ceil((missing / perSecond) * 1000), pump)
        return
      }
      waiting = waiting.filter((one) => one !== mine)
      mine.start()
    }
  }
  const release = (one: Waiting): ((took: number) => void) => {
    running += weight(one.cost)
    allowances.pay(one.cost, one.hurried)
    let over = false
    return (took) => {
      if (over) return
      over = true
      running -= weight(one.cost)
      allowances.pay(took - one.cost, one.hurried)
      pump()
    }
  }

  const ask = (cost: number, signal: AbortSignal): Asked => {
    let mine: Waiting | null = null
    const granted = new Promise<(took: number) => void>((resolve, reject) => {
      if (waiting.length >= MOST_WAITING) return reject(new AppError('core.busy', { what: 'this cluster', limit: MOST_WAITING }))
      // The owner's own reason.
      const aborted = (): void => {
        waiting = waiting.filter((w) => w !== one)
        reject(signal.reason as Error)
      }
      const start = (): void => {
        signal.removeEventListener('abort', aborted)
        resolve(release(one))
      }
      const one: Waiting = { cost, hurried: false, start }
      mine = one
      if (signal.aborted) return aborted()
      signal.addEventListener('abort', aborted, { once: true })
      waiting = [...waiting, one]
    })
    // Whoever hurries it does so before it is looked at.
    queueMicrotask(pump)
    return {
      granted,
      hurry() {
        if (mine === null || !waiting.includes(mine)) return
        mine.hurried = true
        pump()
      },
    }
  }

  return {
    get waiting() {
      return waiting.length
    },
    take: (cost, signal) => ask(cost, signal).granted,
    ask,
    reserve(requests) {
      allowances.refill()
      allowances.save(requests)
    },
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
