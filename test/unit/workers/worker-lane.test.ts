import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors/error.ts'
import { silentLog } from '../../../electron/core/lib/log.ts'
import { JobFailure, type Asked, type Told } from '../../../electron/core/workers/messages.ts'
import { createWorkerLane, type SpawnEvents } from '../../../electron/core/workers/worker-lane.ts'
import { createTestClock } from '../../support/clock.ts'

interface Jobs {
  readonly add: { readonly input: number; readonly output: number }
}

/** A lane with workers that do what the test says. */
function lane() {
  const clock = createTestClock()
  let slept = 0
  const started: { asked: Asked[]; ended: boolean; events: SpawnEvents }[] = []
  const made = createWorkerLane<Jobs>({
    ...{ name: 'test', clock: { ...clock, now: () => clock.now() + slept }, log: silentLog },
    limits: { deadlineMs: 10_000, silenceMs: 10_000, bytes: 1_000, backoffMs: [1_000, 60_000] },
    spawn(events) {
      const worker = { asked: [] as Asked[], ended: false, events }
      started.push(worker)
      return {
        ask: (message) => void worker.asked.push(message),
        terminate() {
          worker.ended = true
          return Promise.resolve()
        },
      }
    },
  })
  const newest = () => {
    const worker = started.at(-1)
    if (!worker) throw new Error('No worker was started')
    return worker
  }
  return {
    sleep: (ms: number) => void (slept += ms),
    ...{ clock, started, newest, lane: made },
    tell: (message: Told) => newest().events.onTold(message),
    answer(value: number) {
      newest().events.onTold({ is: 'done', id: newest().asked.at(-1)?.id ?? -1, value })
    },
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    first: (input: number, owner: string) => made.run('add', input, { owner, first: true }),
    run: (input: number, owner = 'a', signal?: AbortSignal) => made.run('add', input, { owner, ...(signal && { signal }) }),
  }
}

const endOf = async (job: Promise<unknown>): Promise<unknown> => {
  try {
    return await job
  } catch (error) {
    return error instanceof AppError ? [error.code, error.about] : error
  }
}
const ended = (why: string): unknown => ['worker.ended', { worker: 'test', why }]

describe('M-2, M-3 a lane of jobs', () => {
  it('starts its worker when first needed and gives it one job at a time', async () => {
    const t = lane()
    expect(t.started).toHaveLength(0)
    const jobs = [t.run(1), t.run(2)]
    expect(t.newest().asked.map((a) => a.input)).toEqual([1])
    t.answer(10)
    expect(t.newest().asked.map((a) => a.input)).toEqual([1, 2])
    t.answer(20)
    expect(await Promise.all(jobs)).toEqual([10, 20])
    expect(t.started).toHaveLength(1)
  })

  it('lets another profile go first, whatever one has waiting', async () => {
    const t = lane()
    const jobs = [t.run(1, 'a'), t.run(2, 'a'), t.run(3, 'a'), t.run(4, 'b')]
    for (const value of [0, 0, 0, 0]) t.answer(value)
    await Promise.all(jobs)
    expect(t.newest().asked.map((a) => a.input)).toEqual([1, 4, 2, 3])
  })

  it('what goes first waits for the job that runs and for no other, in its own order', async () => {
    const t = lane()
    const jobs = [t.run(1, 'a'), t.run(2, 'a'), t.run(3, 'b'), t.first(4, 'a'), t.first(5, 'a')]
    for (const value of [0, 0, 0, 0, 0]) t.answer(value)
    await Promise.all(jobs)
    expect(t.newest().asked.map((a) => a.input)).toEqual([1, 4, 5, 3, 2])
  })

  it('a failure that the job expects leaves the worker as it is', async () => {
    const t = lane()
    const job = t.run(1)
    t.tell({ is: 'failed', id: t.newest().asked[0]?.id ?? -1, kind: 'disk', message: 'full' })
    const failure = await endOf(job)
    expect(failure).toBeInstanceOf(JobFailure)
    expect(failure).toMatchObject({ kind: 'disk', message: 'full' })
    expect(t.newest().ended).toBe(false)
  })

  it.each([
    [
      'takes too long',
      'a job (add) took too long',
      (t: ReturnType<typeof lane>) => {
        for (let s = 0; s < 5; s++) {
          t.clock.advance(1_999)
          t.tell({ is: 'alive', bytes: 1 })
        }
        t.clock.advance(10)
      },
    ],
    ['gives no sign of life', 'it gave no sign of life', (t: ReturnType<typeof lane>) => t.clock.advance(10_000)],
    ['grows too large', 'it used too much memory', (t: ReturnType<typeof lane>) => t.tell({ is: 'alive', bytes: 1_001 })],
    ['leaves', 'it left with code 7', (t: ReturnType<typeof lane>) => t.newest().events.onEnd('it left with code 7')],
  ])('a worker that %s is ended; its job fails, the one behind it is done by the next worker', async (_, why, happen) => {
    const t = lane()
    const [job, behind] = [t.run(1), t.run(2)]
    happen(t)
    expect(await endOf(job)).toEqual(ended(why))
    expect(t.newest().ended).toBe(true)
    t.clock.advance(1_000)
    await t.settle()
    expect(t.started).toHaveLength(2)
    t.answer(20)
    expect(await behind).toBe(20)
  })

  it('rests 1, 2, 4 … 60 s before the next start, and 1 s again after a good while', async () => {
    const t = lane()
    const rests: number[] = []
    const restOf = async (): Promise<number> => {
      const before = t.started.length
      t.newest().events.onEnd('gone')
      const from = t.clock.now()
      await t.clock.advanceUntil(() => t.started.length > before, 100_000, 500)
      return t.clock.now() - from
    }
    for (let n = 0; n < 9; n++) endOf(t.run(n)).catch(() => undefined)
    for (let n = 0; n < 8; n++) rests.push(await restOf())
    expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    t.answer(1)
    for (let s = 0; s < 70; s++) {
      t.clock.advance(1_000)
      t.tell({ is: 'alive', bytes: 1 })
    }
    endOf(t.run(1)).catch(() => undefined)
    endOf(t.run(2)).catch(() => undefined)
    expect(await restOf()).toBe(1_000)
  })

  it('a computer that slept does not make a worker late', async () => {
    const t = lane()
    const job = t.run(1)
    // Time has passed, and its timers fire when it wakes.
    t.sleep(3_600_000)
    t.clock.advance(10_000)
    expect(t.newest().ended).toBe(false)
    t.answer(10)
    expect(await job).toBe(10)
  })

  it('a job that waits ends with its signal and is not done', async () => {
    const t = lane()
    const abort = new AbortController()
    const [first, second] = [t.run(1), t.run(2, 'a', abort.signal)]
    abort.abort(new Error('left'))
    expect(await endOf(second)).toEqual(new Error('left'))
    t.answer(10)
    await first
    expect(t.newest().asked).toHaveLength(1)
  })

  it('an answer of a worker that was ended goes nowhere', async () => {
    const t = lane()
    const job = t.run(1)
    const old = t.newest()
    t.lane.end('the test says so')
    expect(await endOf(job)).toEqual(ended('the test says so'))
    const next = t.run(2)
    t.clock.advance(1_000)
    await t.settle()
    old.events.onTold({ is: 'done', id: t.newest().asked[0]?.id ?? -1, value: 99 })
    old.events.onEnd('late')
    t.answer(20)
    expect(await next).toBe(20)
  })

  it('when it stops, what waits and what runs fails, and nothing is started again', async () => {
    const t = lane()
    const jobs = [endOf(t.run(1)), endOf(t.run(2))]
    await t.lane.stop()
    expect(await Promise.all(jobs)).toEqual([ended('Samsa is quitting'), ended('Samsa is quitting')])
    expect(await endOf(t.run(3))).toEqual(ended('Samsa is quitting'))
    expect(t.clock.waiting).toBe(0)
    expect(t.started).toHaveLength(1)
  })
})
