import { describe, expect, it } from 'vitest'
import { BACKOFF_MAX_MS, createBackoff, HEALTHY_AFTER_MS, HOPELESS_MS } from '../../../../electron/core/collectors/backoff.ts'
import { AT_A_TIME, createBudget, MOST_WAITING, REQUESTS_A_SECOND, tookOf } from '../../../../electron/core/collectors/budget.ts'
import { createPoller, type Outcome, type Source } from '../../../../electron/core/collectors/polling.ts'
import { createTestClock, type TestClock } from '../../../support/clock.ts'
import { numbers } from '../../../support/fake-rows.ts'

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const never = new AbortController().signal
const randomOf = (seed: number): (() => number) => {
  const next = numbers(seed)
  return () => next(1_000_000) / 1_000_000
}

describe('G-03 back-off', () => {
  it('is full jitter below min(30 s, 0.5 s · 2ⁿ)', () => {
    const most = createBackoff(() => 1)
    const waits = Array.from({ length: 10 }, () => most.failed(0, true))
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, BACKOFF_MAX_MS, BACKOFF_MAX_MS, BACKOFF_MAX_MS, BACKOFF_MAX_MS])
    expect(createBackoff(() => 0).failed(0, true)).toBe(0)
  })

  it('begins anew after 60 s of health, and not before', () => {
    const backoff = createBackoff(() => 1)
    for (let i = 0; i < 5; i += 1) backoff.failed(0, true)
    backoff.succeeded(0)
    expect(backoff.failed(HEALTHY_AFTER_MS - 1, true)).toBe(16_000)
    backoff.succeeded(HEALTHY_AFTER_MS)
    expect(backoff.failed(2 * HEALTHY_AFTER_MS, true)).toBe(500)
  })

  it('tries what cannot be cured no faster than every 5 min', () => {
    expect(createBackoff(() => 0).failed(0, false)).toBeGreaterThanOrEqual(HOPELESS_MS)
  })

  it('200 sources down at once for 10 min: attempts stay bounded, and after 15 s no second holds more than 15 % of them', () => {
    let tries = 0
    /** Most sources in one second after the first 15. */
    const busiest = (draw: number): number => {
      const perSecond = new Map<number, number>()
      for (let source = 0; source < 200; source += 1) {
        const backoff = createBackoff(randomOf(draw * 1_000 + source))
        for (let now = 0; now < 600_000; now += backoff.failed(now, true)) {
          tries += 1
          const second = Math.floor(now / 1000)
          if (second >= 15) perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
        }
      }
      return Math.max(...perSecond.values())
    }
    const draws = Array.from({ length: 21 }, (_, draw) => busiest(draw)).sort((a, b) => a - b)
    // Full jitter keeps to it by chance: the busiest of 585 seconds holds 13 % in the middle draw, and in about one of twenty just over 15 %.
    expect(draws[10]).toBeLessThanOrEqual(30)
    expect(draws[20]).toBeLessThanOrEqual(40)
    // Each waits 15 s in the mean once it is backed off.
    expect(tries / 21 / 200).toBeLessThan(70)
  })
})

describe('G-04 budget', () => {
  it('lets 20 requests a second through, whatever is asked', async () => {
    const clock = createTestClock()
    const budget = createBudget(clock)
    let done = 0
    for (let i = 0; i < 100; i += 1) void budget.take(1, never).then((over) => ((done += 1), over()))
    await clock.advanceUntil(() => false, 2_000)
    expect(done).toBeGreaterThanOrEqual(2 * REQUESTS_A_SECOND)
    expect(done).toBeLessThanOrEqual(3 * REQUESTS_A_SECOND + 2)
  })

  it('8 at a time; what is larger runs alone', async () => {
    const budget = createBudget(createTestClock())
    const overs: (() => void)[] = []
    for (let i = 0; i < 3; i += 1) void budget.take(4, never).then((over) => overs.push(over))
    await settle()
    expect(overs.length * 4).toBe(AT_A_TIME)
    overs[0]?.()
    await settle()
    expect(overs.length).toBe(3)
  })

  it('H-06 a full queue says that it is busy, and an abort leaves it', async () => {
    const budget = createBudget(createTestClock())
    await budget.take(AT_A_TIME, never)
    const abort = new AbortController()
    const waiting = Array.from({ length: MOST_WAITING }, () => budget.take(1, abort.signal))
    await expect(budget.take(1, never)).rejects.toMatchObject({ code: 'core.busy' })
    const gone = Promise.allSettled(waiting)
    abort.abort(new Error('left'))
    await gone
    expect(budget.waiting).toBe(0)
  })
})

describe('G-04 readings that run beside each other', () => {
  it('are paid for once: each for what it said, the last for the rest', () => {
    // Metadata (1) and groups (6) at once; a client that looks for the controller sent one more.
    expect(tookOf(1, 8, 6)).toBe(2)
    expect(tookOf(6, 6, 0)).toBe(6)
    // Less than was thought is given back when all are over.
    expect(tookOf(6, 4, 1)).toBe(4)
    expect(tookOf(1, 0, 0)).toBe(0)
  })

  it('whatever they take, in whichever order they end: all that was sent is paid when all are over', () => {
    const next = numbers(17)
    for (let round = 0; round < 500; round += 1) {
      const readings = Array.from({ length: 1 + next(6) }, () => ({ cost: next(30), really: next(60) }))
      let unpaid = readings.reduce((sum, { really }) => sum + really, 0)
      let paid = 0
      const all = unpaid
      while (readings.length > 0) {
        const [over] = readings.splice(next(readings.length), 1)
        const took = tookOf(
          over?.cost ?? 0,
          unpaid,
          readings.reduce((sum, { cost }) => sum + cost, 0),
        )
        expect(took).toBeGreaterThanOrEqual(0)
        unpaid -= took
        paid += took
      }
      expect(paid).toBe(all)
    }
  })

  it('a full refresh right after another waits for no request that was not sent', async () => {
    const clock = createTestClock()
    let sent = 0
    const budget = createBudget(clock, { sent: () => sent })
    const refresh = async (): Promise<number> => {
      const began = clock.now()
      budget.reserve(39)
      const hurried = (cost: number): Promise<() => void> => {
        const asked = budget.ask(cost, never)
        asked.hurry()
        return asked.granted
      }
      const [metadata, groups] = await Promise.all([hurried(1), hurried(6)])
      sent += 7
      groups()
      metadata()
      const offsets = await hurried(32)
      sent += 32
      offsets()
      return clock.now() - began
    }
    expect(await refresh()).toBe(0)
    await clock.advanceUntil(() => false, 1_950)
    expect(await refresh()).toBe(0)
  })
})

describe('G-04 a full refresh that somebody asks for', () => {
  it('does not wait for what others owe, goes before them, and the sum of requests never grows faster', async () => {
    const clock = createTestClock()
    let sent = 0
    const budget = createBudget(clock, { sent: () => sent })
    budget.reserve(60)
    const order: string[] = []
    const read = (name: string, cost: number, hurried: boolean): void => {
      const asked = budget.ask(cost, never)
      if (hurried) asked.hurry()
      void asked.granted.then((over) => {
        order.push(name)
        sent += cost
        over()
      })
    }
    // Far more than it said: it is on credit now for ten seconds.
    const over = await budget.take(12, never)
    sent += 220
    over()
    read('regular', 1, false)
    read('asked for', 60, true)
    await settle()
    expect(order).toEqual(['asked for'])
    read('asked for again', 60, true)
    await clock.advanceUntil(() => order.length > 1, 2_900)
    expect(order).toEqual(['asked for'])
    await clock.advanceUntil(() => order.length > 1, 200)
    expect(order).toEqual(['asked for', 'asked for again'])
    // What was saved up comes back first, then the debt of 200 is paid, then there is one request.
    await clock.advanceUntil(() => order.length > 2, 12_900)
    expect(order).toHaveLength(2)
    await clock.advanceUntil(() => order.length > 2, 400)
    expect(order).toEqual(['asked for', 'asked for again', 'regular'])
  })

  it('turns a reading that waits for its turn into its own', async () => {
    let sent = 0
    const { clock, poller, add } = bench(undefined, () => sent)
    let reads = 0
    add({ name: 'large', read: () => Promise.resolve(void (sent += 100)) })
    poller.replan()
    await clock.advanceUntil(() => false, 20)
    add({ name: 'offsets', cost: () => 20, read: () => Promise.resolve(void (reads += 1)) })
    poller.replan()
    await clock.advanceUntil(() => false, 20)
    expect(reads).toBe(0)
    await poller.readNow('offsets')
    expect(reads).toBe(1)
  })
})

interface Bench {
  readonly clock: TestClock
  readonly poller: ReturnType<typeof createPoller>
  readonly outcomes: Outcome[]
  add(source: Partial<Source> & { name: string }): void
}

function bench(random = (): number => 1, sent = (): number => 0): Bench {
  const clock = createTestClock()
  const outcomes: Outcome[] = []
  const poller = createPoller({
    clock,
    budget: createBudget(clock, { sent }),
    random,
    stretch: () => 1,
    canRetry: (error) => !(error instanceof RangeError),
    onOutcome: (outcome) => outcomes.push(outcome),
    onJobs: () => undefined,
  })
  return {
    clock,
    poller,
    outcomes,
    add: (source) => poller.add({ interval: () => 5_000, cost: () => 1, read: () => Promise.resolve(), ...source }),
  }
}

describe('G-04 polling', () => {
  it('reads each source once an interval', async () => {
    const { clock, poller, outcomes, add } = bench()
    add({ name: 'a' })
    poller.replan()
    await clock.advanceUntil(() => false, 20_100, 100)
    expect(outcomes.length).toBe(5)
  })

  it('one flight a source: a poll that finds its predecessor running is skipped and counted', async () => {
    const { clock, poller, add } = bench()
    let flights = 0
    let most = 0
    let release = (): void => {}
    add({
      name: 'slow',
      async read() {
        flights += 1
        most = Math.max(most, flights)
        await new Promise<void>((resolve) => (release = resolve))
        flights -= 1
      },
    })
    poller.replan()
    await clock.advanceUntil(() => false, 600_000, 500)
    expect(most).toBe(1)
    expect(poller.skipped()).toBeGreaterThan(100)
    expect(clock.waiting).toBe(1)
    release()
    await settle()
    expect(poller.jobs()).toEqual([])
  })

  it('a failing source backs off by itself and leaves the others alone', async () => {
    const { clock, poller, outcomes, add } = bench()
    add({ name: 'bad', read: () => Promise.reject(new Error('no')) })
    add({ name: 'hopeless', read: () => Promise.reject(new RangeError('no')) })
    add({ name: 'good' })
    poller.replan()
    await clock.advanceUntil(() => false, 120_000, 100)
    const count = (name: string): number => outcomes.filter((o) => o.source === name).length
    expect(count('good')).toBeGreaterThanOrEqual(24)
    // 0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 61.5, 91.5 s
    expect(count('bad')).toBe(9)
    expect(count('hopeless')).toBe(1)
  })

  it('a crowd of wakes is one reading, and not before a second has passed', async () => {
    const { clock, poller, outcomes, add } = bench()
    add({ name: 'a', interval: () => 60_000 })
    poller.replan()
    await clock.advanceUntil(() => outcomes.length === 1, 1_000)
    for (let i = 0; i < 50; i += 1) poller.wake('a')
    await clock.advanceUntil(() => false, 900)
    expect(outcomes.length).toBe(1)
    await clock.advanceUntil(() => false, 500)
    expect(outcomes.length).toBe(2)
  })

  it('G-05 after a stop nothing is read and no timer is left', async () => {
    const { clock, poller, outcomes, add } = bench()
    add({ name: 'a', read: (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))) })
    poller.replan()
    await clock.advanceUntil(() => false, 1_000)
    poller.stop(new Error('stopped'))
    await clock.advanceUntil(() => false, 60_000, 500)
    expect(outcomes).toEqual([])
    expect(clock.waiting).toBe(0)
  })
})
