import type { JobHandlers } from '../../workers/serve-jobs.ts'
import type { HistoryDatabase } from '../database.ts'
import type { HistoryJobs } from '../jobs.ts'
import { addBackfilled, backfilledOf, lacking } from './store.ts'

type BackfilledJobs = Pick<JobHandlers<HistoryJobs>, 'backfill' | 'lacking' | 'backfilledReach'>

/** What the history worker does about log ends that are asked for later. */
export const backfilledJobs = (
  withFile: <T>(file: string, work: (opened: { readonly db: HistoryDatabase }) => T) => T,
): BackfilledJobs => ({
  backfill({ file, ends }) {
    withFile(file, ({ db }) => addBackfilled(db, ends))
    return null
  },
  backfilledReach: ({ file, topic, from, to }) =>
    withFile(file, ({ db }) => {
      const rows = backfilledOf(db, topic, from, to)
      const [first, last] = [rows[0], rows.at(-1)]
      return first === undefined || last === undefined ? null : { first: first.time, last: last.time, count: rows.length }
    }),
  lacking: ({ file, topics, times }) =>
    withFile(file, ({ db }) =>
      topics.flatMap((topic) => {
        const own = lacking(db, topic, times)
        return own.length === 0 ? [] : [{ topic, times: own }]
      }),
    ),
})
