import { handingOver } from '../../workers/messages.ts'
import type { JobHandlers } from '../../workers/serve-jobs.ts'
import type { HistoryDatabase } from '../database.ts'
import type { HistoryJobs, Reach } from '../jobs.ts'
import { createArena } from '../arena.ts'
import { heldSince } from '../tidy.ts'
import { tiers } from '../tiers.ts'
import { flatLines } from './flat-lines.ts'
import { cellsOf, sectionsAt, type MomentLog } from './log.ts'
import { buffersOf, offsetsAt } from './offsets-at.ts'
import { toldOf } from './sections.ts'
import { textOf } from './steps.ts'
import { numbersIn, REPLICAS } from './tables.ts'

export interface MomentFiles {
  withFile<T>(file: string, work: (opened: { readonly db: HistoryDatabase; readonly log: MomentLog }) => T): T
  /** Reading makes no file. */
  isThere(file: string): boolean
}

type MomentJobs = Pick<
  JobHandlers<HistoryJobs>,
  'recordMoment' | 'moment' | 'momentOffsets' | 'newestValue' | 'reach' | 'band' | 'happened'
>

/** What the history worker does about moments. */
export const momentJobs = ({ withFile, isThere }: MomentFiles): MomentJobs => {
  const reading = <T>(file: string, nothing: T, read: (db: HistoryDatabase) => T): T =>
    isThere(file) ? withFile(file, ({ db }) => read(db)) : nothing
  const arena = createArena()
  return {
    recordMoment: ({ file, text, flat = [], whole, happened }) =>
      withFile(file, ({ log }) => {
        const lines = [textOf(text), ...flat.map((facts) => flatLines(facts, numbersIn(facts.table)))].join('\n')
        return log.take(lines, whole, happened) ? 'stored' : 'tellAll'
      }),
    moment: ({ file, time, known, of }) =>
      reading<HistoryJobs['moment']['output']>(file, null, ({ moments }) => {
        const found = sectionsAt(moments, time)
        const there = new Set(known)
        return found === null ? null : toldOf(found, (table, id) => (table === REPLICAS) === (of === 'sizes') && !there.has(id))
      }),
    momentOffsets: ({ file, time }) =>
      reading<HistoryJobs['momentOffsets']['output']>(file, null, (db) => {
        const found = offsetsAt(db, time, arena)
        return handingOver(found, buffersOf(found))
      }),
    newestValue: ({ file, table, key }) =>
      reading<string | null>(file, null, ({ moments }) => {
        const last = moments.newest()
        return last === null ? null : (cellsOf(sectionsAt(moments, last)?.tables.get(table) ?? []).get(key) ?? null)
      }),
    reach: ({ file }) => reading<Reach>(file, { first: null, last: null, bytes: 0, grains: [] }, reachOf),
    happened: ({ file, from, to, most, of }) =>
      reading<HistoryJobs['happened']['output']>(file, { events: [], more: 0 }, ({ moments }) => moments.happened(from, to, most, of)),
    band: ({ file, from, to, columns, events }) =>
      reading<HistoryJobs['band']['output']>(
        file,
        { density: Array.from({ length: columns }, () => 0), events: [], more: 0 },
        ({ moments }) => ({ density: moments.density(from, to, columns), ...moments.happened(from, to, events) }),
      ),
  }
}

function reachOf(db: HistoryDatabase): Reach {
  const { moments, size } = db
  const firsts = tiers.flatMap(({ tier }) => moments.oldest(tier) ?? [])
  const first = firsts.length === 0 ? null : Math.min(...firsts)
  const grains = tiers.flatMap((tier) => {
    const since = heldSince(db, tier)
    // A slot may begin before anything was recorded.
    return since === null ? [] : [{ seconds: tier.tier, since: Math.max(since, first ?? since) }]
  })
  return { first, last: moments.newest(), bytes: size(), grains }
}
