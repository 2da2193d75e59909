import type { Attribution } from '../../../shared/domain/attribution/inputs.ts'
import type { LogLine } from '../lib/log-lines.ts'
import type { RecordedCommits } from './commits-at.ts'
import type { Packed, PackChoice } from './archive/choice.ts'
import type { Manifest } from './archive/text.ts'
import type { BackfilledRates } from './backfilled/series.ts'
import type { BackfilledEnds } from './backfilled/store.ts'
import type { HeatBin, HeatOrder } from './heat-bins.ts'
import type { HeatMetric } from './heat-map.ts'
import type { FlatFacts } from './moments/flat-facts.ts'
import type { Happening } from './moments/happenings.ts'
import type { OffsetsAt } from './moments/offsets-at.ts'
import type { HappenedTo } from './moments/rows.ts'
import type { ToldMoment } from './moments/sections.ts'
import type { Ownership } from './ownership.ts'
import type { Positions } from './positions.ts'
import type { SampleBatch } from './sample-batch.ts'
import type { LagSeries } from './series.ts'
import type { StoryMoment } from './story.ts'
import type { Circumstances } from './why.ts'

/** Where a cluster's history is, and what it is about. */
interface InFile {
  readonly file: string
}

interface OfGroup extends InFile {
  readonly group: string
  readonly from: number
  readonly to: number
}

export interface HeatBins {
  readonly from: number
  readonly step: number
  readonly columns: number
  readonly rows: readonly HeatBin[]
  readonly partitions: number
}

export interface Reach {
  readonly first: number | null
  readonly last: number | null
  readonly bytes: number
  /** By tier, the finest first: since when it is held. */
  readonly grains: readonly { readonly seconds: number; readonly since: number }[]
}

/** What the history worker is asked for. Failures: `disk`. */
export interface HistoryJobs {
  /** Stored and synced when it answers. `unknownLayouts`: nothing was taken in, all layouts must be told again. */
  readonly record: { readonly input: InFile & { readonly batch: SampleBatch }; readonly output: 'stored' | 'unknownLayouts' }
  /**
   * Changes of all that is no offset, as `bytesInSteps` wrote them, the newest of them with those in `flat`. `whole`: its tables are all there
   * is of them.
   */
  readonly recordMoment: {
    readonly input: InFile & {
      readonly text: readonly Uint8Array[]
      readonly flat?: readonly FlatFacts[]
      readonly whole: boolean
      readonly happened: readonly Happening[]
    }
    readonly output: 'stored' | 'tellAll'
  }
  /**
   * All of a moment but its offsets, by sections; null: nothing was recorded up to then.
   * `known`: sections that need not be told again. `of`: replica sizes are long to read and are asked for by themselves.
   */
  readonly moment: {
    readonly input: InFile & { readonly time: number; readonly known: readonly string[]; readonly of: 'facts' | 'sizes' }
    readonly output: ToldMoment | null
  }
  /** The offsets of a moment. */
  readonly momentOffsets: { readonly input: InFile & { readonly time: number }; readonly output: OffsetsAt | null }
  /** A value of the newest moment, as JSON. */
  readonly newestValue: { readonly input: InFile & { readonly table: string; readonly key: string }; readonly output: string | null }
  /** How far the recorded moments reach. */
  readonly reach: { readonly input: InFile; readonly output: Reach }
  /** How much was recorded by spans of time, and what happened. */
  readonly band: {
    readonly input: InFile & { readonly from: number; readonly to: number; readonly columns: number; readonly events: number }
    readonly output: { readonly density: readonly number[]; readonly events: readonly Happening[]; readonly more: number }
  }
  /** What happened to some things, newest first. */
  readonly happened: {
    readonly input: InFile & { readonly from: number; readonly to: number; readonly most: number; readonly of: HappenedTo }
    readonly output: { readonly events: readonly Happening[]; readonly more: number }
  }
  /** A span as the content of a file; null: nothing is recorded of it. */
  readonly packRange: {
    readonly input: InFile & Omit<PackChoice, 'logs'> & { readonly manifest: Manifest; readonly log: readonly LogLine[] }
    readonly output: Packed | null
  }
  /** What Samsa's log said in a span, where a recording has it. */
  readonly keptLog: { readonly input: InFile & { readonly from: number; readonly to: number }; readonly output: readonly LogLine[] }
  /** Copies a span into a file of its own. */
  readonly keepRange: {
    readonly input: InFile & { readonly from: number; readonly to: number; readonly into: string; readonly log: readonly LogLine[] }
    readonly output: { readonly from: number; readonly to: number } | null
  }
  /** The other way round. Failures: `damaged`. */
  readonly unpackInto: { readonly input: InFile & { readonly body: Uint8Array }; readonly output: Manifest }
  /** Removes the file: a recording that is not wanted any more. */
  readonly forget: { readonly input: InFile; readonly output: null }
  /** Log ends of the past that the time index told, beside what was observed. Stored and synced when it answers. */
  readonly backfill: { readonly input: InFile & { readonly ends: readonly BackfilledEnds[] }; readonly output: null }
  /** Of some times of one hour those of which a topic's log ends are neither observed nor backfilled; topics without any are left out. */
  readonly lacking: {
    readonly input: InFile & { readonly topics: readonly string[]; readonly times: readonly number[] }
    readonly output: readonly { readonly topic: string; readonly times: readonly number[] }[]
  }
  /** How much of a topic is backfilled in a span; null: nothing. */
  readonly backfilledReach: {
    readonly input: InFile & { readonly topic: string; readonly from: number; readonly to: number }
    readonly output: { readonly first: number; readonly last: number; readonly count: number } | null
  }
  readonly series: {
    readonly input: OfGroup & { readonly points: number }
    readonly output: LagSeries & { readonly since: number | null; readonly backfilled: BackfilledRates }
  }
  readonly heatMap: {
    readonly input: OfGroup & {
      readonly metric: HeatMetric
      readonly order: HeatOrder
      readonly columns: number
      readonly rows: number
      readonly ownership: Ownership
    }
    readonly output: HeatBins
  }
  /** Null: nothing was recorded shortly before that moment. */
  readonly commitsAt: { readonly input: InFile & { readonly group: string; readonly at: number }; readonly output: RecordedCommits | null }
  readonly why: {
    readonly input: InFile & { readonly group: string; readonly now: number; readonly circumstances: Circumstances }
    readonly output: Attribution
  }
  readonly positions: {
    readonly input: OfGroup & { readonly topic: string; readonly partition: number; readonly points: number }
    readonly output: Positions & { readonly backfilled: Float64Array }
  }
  /** What a group showed, moment by moment. */
  readonly story: { readonly input: OfGroup; readonly output: { readonly moments: readonly StoryMoment[]; readonly since: number | null } }
  /** One short piece of rolling up and trimming. True: there is more to do. */
  /** `bytes`: of the file, at most; left out: the usual. */
  readonly tidy: { readonly input: InFile & { readonly now: number; readonly bytes?: number }; readonly output: boolean }
  /** All of it, as it is then; null: nothing is recorded. */
  readonly wholeFile: { readonly input: InFile; readonly output: Uint8Array | null }
  readonly close: { readonly input: InFile; readonly output: null }
}
