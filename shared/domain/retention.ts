/** How long until records that a group has not read yet are deleted. Seconds and messages. */
export interface RetentionInputs {
  /** `cleanup.policy` contains `delete`. */
  readonly deletes: boolean
  readonly committed: number
  readonly logStart: number | null
  readonly logEnd: number
  readonly lag: number
  readonly lost: number | null
  /** Advance of the log start, msg/s, over at least an hour of history; null: not known. */
  readonly logStartRate: number | null
  /** Window mean of the consumption rate, msg/s. */
  readonly consumed: number | null
  /** Effective `retention.ms` in seconds; null: unlimited or not known. */
  readonly retention: number | null
  readonly timeLag: { readonly seconds: number; readonly error: number } | null
  /** Growth of the time lag, seconds per second; null: not known. */
  readonly timeLagGrowth: number | null
}

export interface RetentionRisk {
  /** Lag as a part of what the log holds; null: no such figure. */
  readonly share: number | null
  /** Seconds until loss; `Infinity`: never; null: not known. */
  readonly edge: number | null
  /** Which of the two forecasts decides. */
  readonly by: 'offset' | 'time' | null
}

const none: RetentionRisk = { share: null, edge: null, by: null }

function byOffset(i: RetentionInputs): number | null {
  if (i.logStartRate === null || i.consumed === null || i.logStart === null) return null
  return i.logStartRate > i.consumed ? (i.committed - i.logStart) / (i.logStartRate - i.consumed) : Infinity
}

function byTime(i: RetentionInputs): number | null {
  if (i.retention === null || i.timeLag === null || i.timeLagGrowth === null) return null
  return i.timeLagGrowth > 0 ? Math.max(0, i.retention - (i.timeLag.seconds + i.timeLag.error)) / i.timeLagGrowth : Infinity
}

/** Share and edge. Compact-only topics have neither: nothing is deleted for age or size there. */
export function retentionRisk(i: RetentionInputs): RetentionRisk {
  if (!i.deletes) return none
  const share = i.logStart !== null && i.logEnd > i.logStart ? i.lag / (i.logEnd - i.logStart) : null
  if (i.lost !== null && i.lost > 0) return { share, edge: 0, by: 'offset' }
  const offset = byOffset(i)
  const time = byTime(i)
  if (offset === null && time === null) return { share, edge: null, by: null }
  const edge = Math.min(offset ?? Infinity, time ?? Infinity)
  return { share, edge, by: offset !== null && edge === offset ? 'offset' : 'time' }
}
