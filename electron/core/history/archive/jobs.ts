import type { JobHandlers } from '../../workers/serve-jobs.ts'
import { JobFailure } from '../../workers/messages.ts'
import type { HistoryDatabase } from '../database.ts'
import type { HistoryJobs } from '../jobs.ts'
import { applyStep, type Cells } from '../moments/steps.ts'
import { DamagedBlock } from '../varint.ts'
import { anonymised } from './anonymise.ts'
import type { Packed } from './choice.ts'
import { rangeOf, type RecordedRange } from './range.ts'
import { scoped } from './scope.ts'
import { storeRange } from './store.ts'
import { packRange, unpackRange, type Manifest } from './text.ts'

type ArchiveJobs = Pick<JobHandlers<HistoryJobs>, 'packRange' | 'keepRange' | 'unpackInto' | 'keptLog'>

/** What the history worker does about recordings. */
export const archiveJobs = (withFile: <T>(file: string, work: (opened: { readonly db: HistoryDatabase }) => T) => T): ArchiveJobs => {
  const read = (file: string, from: number, to: number): RecordedRange | null => withFile(file, ({ db }) => rangeOf(db, from, to))
  return {
    packRange({ file, manifest, groups, anonymise, log }) {
      const found = read(file, manifest.from, manifest.to)
      if (found === null) return null
      const whole = { ...found, log }
      const part = groups === null ? whole : scoped(whole, groups)
      const range = anonymise ? anonymised(part, manifest.name) : part
      const told: Manifest = anonymise ? { ...manifest, name: 'cluster', anonymised: true } : manifest
      return { body: packRange(told, range), ...countsOf(range) }
    },
    keptLog: ({ file, from, to }) => withFile(file, ({ db }) => db.log.read(from, to)),
    keepRange({ file, from, to, into, log }) {
      const range = read(file, from, to)
      if (range === null) return null
      // One that is kept of a recording has the log of that.
      withFile(into, ({ db }) => storeRange(db, { ...range, log: log.length > 0 ? log : range.log }))
      return { from: range.from, to: range.steps.at(-1)?.time ?? range.from }
    },
    unpackInto({ file, body }) {
      try {
        const { manifest, range } = unpackRange(body)
        withFile(file, ({ db }) => storeRange(db, range))
        return manifest
      } catch (error) {
        if (error instanceof DamagedBlock) throw new JobFailure('damaged', error.message, { cause: error })
        throw error
      }
    },
  }
}

/** Names that were there at any time of it. */
function countsOf({ steps, offsets, events, log }: RecordedRange): Omit<Packed, 'body'> {
  const cells: Cells = new Map()
  for (const step of steps) applyStep(cells, step)
  const count = (table: string): number => cells.get(table)?.size ?? 0
  return {
    brokers: count('brokers'),
    topics: count('topics'),
    groups: count('groups'),
    moments: steps.length,
    readings: offsets.reduce((n, { rows }) => n + rows.length, 0),
    events: events.length,
    logLines: log.length,
    logBytes: log.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(log)),
  }
}
