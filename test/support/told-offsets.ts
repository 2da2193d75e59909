import type { OffsetsAt } from '../../electron/core/history/moments/offsets-at.ts'

const nothing = { topics: [], counts: new Int32Array(), times: new Float64Array(), values: new Float64Array() }

/** Offsets of a moment of which nothing was recorded. */
export const NOTHING_TOLD: OffsetsAt = {
  ends: nothing,
  starts: nothing,
  commits: {
    ...{ groups: [], times: new Float64Array(), topicCounts: new Int32Array(), topics: new Int32Array(), names: [] },
    ...{ counts: new Int32Array(), endTimes: new Float64Array(), partitions: new Int32Array() },
    ...{ committed: new Float64Array(), ends: new Float64Array() },
  },
}
