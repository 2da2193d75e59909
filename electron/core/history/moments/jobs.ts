import type { JobHandlers } from '../../workers/serve-jobs.ts'
import type { HistoryDatabase } from '../database.ts'
import type { HistoryJobs, Reach } from '../jobs.ts'
import { tiers } from '../tiers.ts'
import { momentAt, type MomentLog } from './log.ts'
import { offsetsAt } from './offsets-at.ts'
import { stepsText } from './steps.ts'

export interface MomentFiles {
  withFile<T>(file: string, work: (opened: { readonly db: HistoryDatabase; readonly log: MomentLog }) => T): T
  /** Reading makes no file. */
  isThere(file: string): boolean
}

type MomentJobs = Pick<JobHandlers<HistoryJobs>, 'recordMoment' | 'moment' | 'newestValue' | 'reach' | 'band'>

/** What the history worker does about moments. */
export const momentJobs = ({ withFile, isThere }: MomentFiles): MomentJobs => {
  const reading = <T>(file: string, nothing: T, read: (db: HistoryDatabase) => T): T =>
    isThere(file) ? withFile(file, ({ db }) => read(db)) : nothing
  return {
    recordMoment: ({ file, text, whole, happened }) =>
      withFile(file, ({ log }) => (log.take(text, whole, happened) ? 'stored' : 'tellAll')),
    moment: ({ file, time }) =>
      reading<HistoryJobs['moment']['output']>(file, null, (db) => {
        const found = momentAt(db.moments, time)
        if (found === null) return null
        return { time: found.time, text: stepsText([{ time: found.time, tables: found.cells }]), offsets: offsetsAt(db, time) }
      }),
    newestValue: ({ file, table, key }) =>
      reading<string | null>(file, null, ({ moments }) => {
        const last = moments.newest()
        return last === null ? null : (momentAt(moments, last)?.cells.get(table)?.get(key) ?? null)
      }),
    reach: ({ file }) => reading<Reach>(file, { first: null, last: null, bytes: 0 }, reachOf),
    band: ({ file, from, to, columns, events }) =>
      reading<HistoryJobs['band']['output']>(
        file,
        { density: Array.from({ length: columns }, () => 0), events: [], more: 0 },
        ({ moments }) => ({ density: moments.density(from, to, columns), ...moments.happened(from, to, events) }),
      ),
  }
}

function reachOf({ moments, size }: HistoryDatabase): Reach {
  const firsts = tiers.flatMap(({ tier }) => moments.oldest(tier) ?? [])
  return { first: firsts.length === 0 ? null : Math.min(...firsts), last: moments.newest(), bytes: size() }
}
