import type { LagSettings } from '../lag-defaults.ts'

/** One reading of a group's partition. Seconds and messages. */
export interface VerdictSample {
  /** Time of the end reading. */
  readonly t: number
  /** Committed offset; negative: no commit; null: not read. */
  readonly committed: number | null
  readonly end: number | null
  /** Last known log start; null: never read. */
  readonly start: number | null
  /** Last stable offset, when read. */
  readonly stable: number | null
  /** True: it is not compared with the samples before it (topic made anew, an offset reset of ours). A fall of `end` needs no mark. */
  readonly cut?: boolean
}

export interface TimeLagFigure {
  readonly seconds: number
  readonly error: number
}

/** Everything a partition's verdict depends on. It reads no clock: the same inputs give the same verdict, live and in playback. */
export interface VerdictInputs {
  /** In order of time; incomplete ones are skipped. */
  readonly samples: readonly VerdictSample[]
  readonly askedAt: number
  /** Planned seconds between two samples of the tier. */
  readonly interval: number
  readonly group: {
    readonly state: string
    /** Seconds that it has been in a rebalance state without a break; 0: it is in none. */
    readonly rebalancingFor: number
    /** Times it entered a rebalance state in the last ten minutes. */
    readonly rebalances: number
  }
  readonly owner: 'assigned' | 'none' | 'unreadable'
  /** Since when the present owner has the partition, when known. */
  readonly ownedSince: number | null
  /** Metadata says that there is no leader, read again after two seconds. */
  readonly leaderless: boolean
  /** Missing from two successive complete metadata replies. */
  readonly topicGone: boolean
  /** Time of the last commit of any offset, when the group's offsets partition is followed. */
  readonly lastCommitAt: number | null
  /** Usual seconds between two commits, when they were followed longer than the samples reach; absent: read off the samples. */
  readonly commitGap?: number
  /** Third longest wait of the last 24 h, seconds; 0: fewer than three. */
  readonly usualPause: number
  readonly timeLag: TimeLagFigure | null
  /** Growth of the time lag while the commit moves, seconds per second. */
  readonly timeLagGrowth: number | null
  /** `cleanup.policy` contains `delete`. */
  readonly deletes: boolean
  /** Effective retention, seconds. */
  readonly retention: number | null
  /** Advance of the log start over at least an hour, messages per second. */
  readonly logStartRate: number | null
  /** The log start rose in the last 24 h. */
  readonly trimming: boolean
  /** Position from which on only control records were found, up to the end. */
  readonly markersFrom: number | null
  readonly goals: { readonly timeLag: number | null; readonly lag: number | null }
  readonly settings: LagSettings
}

export type Verdict =
  | 'TOPIC_GONE'
  | 'NO_LEADER'
  | 'NO_COMMIT'
  | 'LEARNING'
  | 'DATA_LOST'
  | 'AHEAD'
  | 'REWIND'
  | 'LOSS_RISK'
  | 'OK'
  | 'REBALANCING'
  | 'STOPPED'
  | 'STALLED'
  | 'FALLING_BEHIND'
  | 'CATCHING_UP'
  | 'BEHIND'
