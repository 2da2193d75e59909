import { historyWorker } from '../../electron/core/history/history-worker.ts'
import type { HistoryJobs } from '../../electron/core/history/jobs.ts'
import type { WorkerLane } from '../../electron/core/workers/worker-lane.ts'

/** The history worker's jobs on this thread, through copies as between threads: for tests whose clock stands still meanwhile. */
export function historyLane(): WorkerLane<HistoryJobs> {
  const handlers = historyWorker()
  return {
    async run(job, input) {
      // Of that job, as the table of jobs says.
      const handler = handlers[job] as (input: unknown) => unknown
      return structuredClone(await handler(structuredClone(input))) as HistoryJobs[typeof job]['output']
    },
    bytes: () => 0,
    isRunning: () => true,
    end: () => undefined,
    stop: () => Promise.resolve(),
  }
}
