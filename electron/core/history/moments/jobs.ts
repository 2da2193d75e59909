import type { JobHandlers } from '../../workers/serve-jobs.ts'
import type { HistoryDatabase } from '../database.ts'
import type { HistoryJobs } from '../jobs.ts'
import { tiers } from '../tiers.ts'
import { momentAt, type MomentLog } from './log.ts'
import { offsetsAt } from './offsets-at.ts'
import { stepsText } from './steps.ts'

export interface MomentFiles {
  withFile<T>(file: string, work: (opened: { readonly db: HistoryDatabase; readonly log: MomentLog }) => T): T
  /** Reading makes no file. */
  isThere(file: string): boolean
}

type MomentJobs = Pick<JobHandlers<HistoryJobs>, 'recordMoment' | 'moment' | 'reach'>

/** What the history worker does about moments. */
export const momentJobs = ({ withFile, isThere }: MomentFiles): MomentJobs => ({
  recordMoment: ({ file, text, whole }) => withFile(file, ({ log }) => (log.take(text, whole) ? 'stored' : 'tellAll')),
  moment: ({ file, time }) =>
    isThere(file)
      ? withFile(file, ({ db }) => {
          const found = momentAt(db.moments, time)
          if (found === null) return null
          return { time: found.time, text: stepsText([{ time: found.time, tables: found.cells }]), offsets: offsetsAt(db, time) }
        })
      : null,
  reach: ({ file, from, to, columns }) =>
    isThere(file)
      ? withFile(file, ({ db }) => ({ ...reachOf(db), bytes: db.size(), density: db.moments.density(from, to, columns) }))
      : { first: null, last: null, bytes: 0, density: Array.from({ length: columns }, () => 0) },
})

function reachOf({ moments }: HistoryDatabase): { readonly first: number | null; readonly last: number | null } {
  const firsts = tiers.flatMap(({ tier }) => moments.oldest(tier) ?? [])
  return { first: firsts.length === 0 ? null : Math.min(...firsts), last: moments.newest() }
}
