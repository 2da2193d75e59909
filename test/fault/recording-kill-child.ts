/**
 * The process that is killed: records readings without a pause, as the core does, and says on standard output which were read and up to
 * where they are stored.
 */
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { createHistories, historyFile } from '../../electron/core/history/histories.ts'
import { startRecorder } from '../../electron/core/history/recorder.ts'
import { systemClock } from '../../electron/core/lib/clock.ts'
import { silentLog } from '../../electron/core/lib/log.ts'
import { createWorkerPool } from '../../electron/core/workers/pool.ts'
import type { HistoryJobs } from '../../electron/core/history/jobs.ts'
import { emptyState, type ClusterState } from '../../shared/domain/cluster-state.ts'
import { workerFile } from '../support/worker-file.ts'
import { CLUSTER, READ_MS, readingAt } from './recording-kill-world.ts'

const folder = process.argv[2] ?? ''

// What is killed writes no cache at its end: the next child would compile its sources anew.
flushCompileCache()

/** A synchronous write: what was said the parent has, whatever happens next. */
const say = (line: string): void => void writeSync(1, `${line}\n`)

const pool = createWorkerPool({ workerFile, clock: systemClock, log: silentLog })
const histories = createHistories({
  lane: pool.lane<HistoryJobs>('history'),
  fileOf: historyFile(folder),
  clock: systemClock,
  log: silentLog,
})
let state: ClusterState = emptyState
const listeners = new Set<() => void>()
let newest = 0

startRecorder({
  cluster: CLUSTER,
  isOn: () => true,
  clock: systemClock,
  log: silentLog,
  store: { current: () => state, watch: (changed) => void listeners.add(changed) },
  histories: {
    keepTidy: (cluster, signal) => histories.keepTidy(cluster, signal),
    async ask(job, cluster, input, signal) {
      const upTo = newest
      const answer = await histories.ask(job, cluster, input, signal)
      if (job === 'record' && answer === 'stored') say(`stored ${upTo}`)
      return answer
    },
  },
})

setInterval(() => {
  newest = Date.now()
  state = readingAt(state, newest)
  for (const changed of listeners) changed()
  say(`read ${newest}`)
}, READ_MS)

// Rolling up and trimming, more often than in life.
const tidy = async (): Promise<never> => {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 700))
    await histories.ask('tidy', CLUSTER, { now: Date.now() }).catch(() => false)
  }
}
await tidy()
