import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { JobFailure } from '../../electron/core/workers/messages.ts'
import { createWorkerPool, workerLimits, type PoolLimits } from '../../electron/core/workers/pool.ts'
import { AppError } from '../../shared/errors/error.ts'
import type { BadJobs } from '../support/bad-worker-entry.ts'

const TIMES = Number(process.env['SAMSA_CONTAINMENT'] ?? 5)

/** Limits scaled down twenty times. */
const small: PoolLimits = {
  ...workerLimits,
  ...{ deadlineMs: 500, silenceMs: 8_000, bytes: 38 * 2 ** 20, backoffMs: [5, 20], oldSpaceMb: 26, youngSpaceMb: 4, stackMb: 1 },
}

function start(limits: PoolLimits = small) {
  const workerFile = (): string => fileURLToPath(new URL('../support/bad-worker-entry.ts', import.meta.url))
  const pool = createWorkerPool({ workerFile, clock: systemClock, log: silentLog, limits })
  onTestFinished(() => pool.stop())
  const lane = pool.lane<BadJobs>('history')
  const run = <J extends keyof BadJobs>(job: J, input: BadJobs[J]['input']): Promise<BadJobs[J]['output']> =>
    lane.run(job, input, { owner: 'a' })
  return { run }
}

const whyEnded = async (job: Promise<unknown>): Promise<string> => {
  try {
    await job
    return 'it did not end'
  } catch (error) {
    if (error instanceof AppError && error.code === 'worker.ended') return (error as AppError<'worker.ended'>).about.why // as the code says
    throw error
  }
}

describe('M-2 what goes wrong in a worker stays there', () => {
  it.each<[string, (run: ReturnType<typeof start>['run']) => Promise<unknown>, RegExp]>([
    ['a busy loop', (run) => run('stall', null), /took too long/],
    ['a catastrophic pattern', (run) => run('pattern', null), /took too long/],
    ['an exception', (run) => run('throw', 'a defect'), /Error: a defect/],
    ['an exception between steps', (run) => run('throwLater', 'a defect'), /Error: a defect/],
    ['process.exit', (run) => run('exit', 3), /left with code 3/],
    ['endless recursion', (run) => run('deepen', null), /RangeError/],
    ['a leak of heap', (run) => run('fillHeap', null), /too much memory/],
  ])('%s', async (_, happen, why) => {
    const { run } = start()
    const delay = monitorEventLoopDelay({ resolution: 5 })
    // Warm: the first start of all reads its files.
    expect(await run('echo', 'before')).toBe('before')
    delay.enable()
    for (let n = 0; n < TIMES; n++) {
      expect(await whyEnded(happen(run))).toMatch(why)
      expect(await run('echo', 'after')).toBe('after')
    }
    delay.disable()
    expect(delay.max / 1e6).toBeLessThan(200)
  })

  it('a leak of buffers, which resource limits do not count', async () => {
    const { run } = start({ ...small, deadlineMs: 20_000 })
    expect(await whyEnded(run('fillBuffers', null))).toBe('it used too much memory')
    expect(await run('echo', 'after')).toBe('after')
  })

  it('a failure that the job expects ends nothing', async () => {
    const { run } = start()
    await expect(run('fail', 'so it is')).rejects.toThrow(JobFailure)
    expect(await run('echo', 'x')).toBe('x')
  })

  it('M-3 a worker has no environment and no arguments', async () => {
    const { run } = start()
    expect(await run('look', null)).toEqual({ variables: [], arguments: [] })
  })
})
