import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'

/** What one profile may ask of its cluster: requests a second, and at a time. */
export const REQUESTS_A_SECOND = 20
export const AT_A_TIME = 8
/** Readings that may wait for their turn (G-04). */
export const MOST_WAITING = 100

export interface Budget {
  /**
   * Waits until a reading of about `cost` requests may begin. The function it answers is called when it is over. Fails with `core.busy`,
   * or with the signal's reason.
   */
  take(cost: number, signal: AbortSignal): Promise<() => void>
  /** The same, and it may be hurried while it waits. */
  ask(cost: number, signal: AbortSignal): Asked
  /**
   * The same for what nobody waits for: it begins when no reading waits and nothing of the allowance is owed or used, or takes its turn like
   * the others when that did not happen for half a minute.
   */
  spare(cost: number, signal: AbortSignal): Promise<() => void>
  /** Requests that a full refresh takes: as many are saved up for one that a person asks for. */
  reserve(requests: number): void
  readonly waiting: number
  stop(): void
}

export interface Asked {
  readonly granted: Promise<() => void>
  /** A person waits for it: it goes before the others, and is paid from what was saved up. */
  hurry(): void
}

/**
 * What one reading took of the requests that were sent and not yet paid for, while others ran beside it: as many as it said, and what those
 * could not have sent. So nothing is paid twice, and when all are over everything is paid.
 * @param unpaid sent and not paid for when it is over
 * @param others what those that still run said they would take
 */
export const tookOf = (cost: number, unpaid: number, others: number): number => Math.max(0, Math.min(cost, unpaid), unpaid - others)

/** How long a spare reading waits for quiet. */
const PATIENCE_MS = 30_000

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
    /** How much is missing until the whole allowance is there. */
    short: (): number => perSecond - regular,
    /** How much is missing until so much may begin. */
    missing: (cost: number, hurried: boolean): number => (hurried ? Math.min(cost, most) - saved : Math.min(cost, perSecond) - regular),
    pay(cost: number, hurried: boolean): void {
      if (hurried) saved -= cost
      else regular -= cost
    },
  }
}

export interface BudgetSettings {
  /** Requests a second. */
  readonly perSecond?: number
  readonly atATime?: number
  /** Requests sent since the beginning; without it, a reading takes what it said. */
  readonly sent?: () => number
}

/**
 * Pays for requests out of an allowance that refills with time. A reading larger than the allowance runs alone, on credit, and those after
 * it wait until that is paid back. A full refresh that somebody asks for does not wait for such debts: as many requests are saved up for it
 * as it takes, once, and come back before anything else does.
 */
export function createBudget(clock: Clock, { perSecond = REQUESTS_A_SECOND, atATime = AT_A_TIME, sent }: BudgetSettings = {}): Budget {
  const allowances = createAllowances(clock, perSecond)
  const underWay = new Set<{ readonly cost: number }>()
  let running = 0
  /** Of `sent`. */
  let paid = 0
  let waiting: Waiting[] = []
  let spare: Waiting[] = []
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
    pumpSpare()
  }
  const pumpSpare = (): void => {
    const [first] = spare
    if (first === undefined || (running > 0 && running + weight(first.cost) > atATime)) return
    const short = allowances.short()
    // What is short by rounding of the clock is not waited for.
    if (short > 0.01) {
      cancel = clock.after(Math.ceil((short / perSecond) * 1000), pump)
      return
    }
    spare = spare.filter((one) => one !== first)
    first.start()
  }
  const began = (one: Waiting): (() => void) => {
    // What is sent while nothing is read belongs to no reading.
    if (underWay.size === 0) paid = sent?.() ?? 0
    underWay.add(one)
    running += weight(one.cost)
    allowances.pay(one.cost, one.hurried)
    return () => {
      if (!underWay.delete(one)) return
      running -= weight(one.cost)
      if (sent) {
        let others = 0
        for (const other of underWay) others += other.cost
        const took = tookOf(one.cost, sent() - paid, others)
        paid += took
        allowances.pay(took - one.cost, one.hurried)
      }
      pump()
    }
  }

  const ask = (cost: number, signal: AbortSignal): Asked => {
    let mine: Waiting | null = null
    const granted = new Promise<() => void>((resolve, reject) => {
      if (waiting.length >= MOST_WAITING) return reject(new AppError('core.busy', { what: 'this cluster', limit: MOST_WAITING }))
      // The owner's own reason.
      const aborted = (): void => {
        waiting = waiting.filter((w) => w !== one)
        reject(signal.reason as Error)
      }
      const start = (): void => {
        signal.removeEventListener('abort', aborted)
        resolve(began(one))
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
    spare(cost, signal) {
      return new Promise((resolve, reject) => {
        const done = (): void => {
          cancelPatience()
          signal.removeEventListener('abort', aborted)
          spare = spare.filter((each) => each !== one)
        }
        const aborted = (): void => {
          done()
          waiting = waiting.filter((each) => each !== one)
          reject(signal.reason as Error)
        }
        const start = (): void => {
          done()
          resolve(began(one))
        }
        const one: Waiting = { cost, hurried: false, start }
        const cancelPatience = clock.after(PATIENCE_MS, () => {
          spare = spare.filter((each) => each !== one)
          waiting = [...waiting, one]
          pump()
        })
        if (signal.aborted) return aborted()
        signal.addEventListener('abort', aborted, { once: true })
        spare = [...spare, one]
        queueMicrotask(pump)
      })
    },
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
