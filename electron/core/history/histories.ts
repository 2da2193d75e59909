import { join } from 'node:path'
import { AppError } from '../../../shared/errors/error.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { JobFailure } from '../workers/messages.ts'
import type { JobAbout, WorkerLane } from '../workers/worker-lane.ts'
import type { HistoryJobs } from './jobs.ts'

/** The stored histories of all clusters, by profile. Work is done in the history worker; a failure is one of the catalogue's. */
export interface Histories {
  ask<J extends AskJob>(
    job: J,
    cluster: string,
    input: Omit<HistoryJobs[J]['input'], 'file'>,
    signal?: AbortSignal,
    transfer?: JobAbout['transfer'],
  ): Promise<HistoryJobs[J]['output']>
  /** Rolls up and trims from now on, once a minute. */
  keepTidy(cluster: string, signal: AbortSignal): void
  stop(): Promise<void>
}

type AskJob = keyof HistoryJobs & string

export interface HistoriesNeeds {
  readonly lane: WorkerLane<HistoryJobs>
  /** The file of a cluster's history. */
  readonly fileOf: (cluster: string) => string
  /** Bytes of a file, at most, as the settings are now; left out: the usual. */
  readonly most?: () => number
  readonly clock: Clock
  readonly log: Log
}

/** Ids of profiles are made by the core and fit any file system. */
export const historyFile =
  (dataFolder: string) =>
  (cluster: string): string => {
    if (!/^[\w-]{1,64}$/.test(cluster)) throw new Error('That is no id of a profile')
    return join(dataFolder, 'history', `${cluster}.db`)
  }

const TIDY_MS = 60_000
const RECORDING: readonly AskJob[] = ['record', 'recordMoment']

export function createHistories({ lane, fileOf, most, clock, log }: HistoriesNeeds): Histories {
  const tidied = new Set<string>()
  /** Those that the worker may have open. */
  const used = new Set<string>()

  const ask: Histories['ask'] = async (job, cluster, input, signal, transfer) => {
    used.add(cluster)
    try {
      // The input as the job's table types it: what was left out is the file.
      const whole = { ...input, file: fileOf(cluster) } as HistoryJobs[typeof job]['input']
      return await lane.run(job, whole, {
        owner: cluster,
        first: RECORDING.includes(job),
        ...(signal && { signal }),
        ...(transfer && { transfer }),
      })
    } catch (error) {
      if (error instanceof JobFailure) throw new AppError('history.failed', { why: error.message }, { cause: error })
      throw error
    }
  }
  const tidyOnce = async (cluster: string, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && (await ask('tidy', cluster, { now: clock.wall(), ...(most && { bytes: most() }) }, signal)));
  }
  return {
    ask,
    keepTidy(cluster, signal) {
      if (tidied.has(cluster)) return
      tidied.add(cluster)
      let cancel = (): void => {}
      const again = (): void => {
        if (signal.aborted) return
        cancel = clock.after(TIDY_MS, () => {
          tidyOnce(cluster, signal)
            .catch((error: unknown) => {
              if (!signal.aborted) log.warn('History was not tidied', { cluster, error })
            })
            .finally(again)
        })
      }
      again()
      signal.addEventListener('abort', () => {
        cancel()
        tidied.delete(cluster)
      })
    },
    async stop() {
      await Promise.all([...used].map((cluster) => ask('close', cluster, {}).catch(() => null)))
    },
  }
}
