import { lagOf } from '../../../../shared/domain/lag.ts'
import type { GroupBlock } from './group-block.ts'
import { TREND_MINUTES } from './row-pages.ts'
import { indexOf, timeAt, totalAt } from './samples.ts'

/**
 * Log starts are read after commits and ends. What was counted from the commit until then is counted from the start, as if it had been
 * known: else a group whose messages were deleted seems to lose its lag, by millions a minute, when the start arrives.
 * @param places how many samples were taken before it was known
 */
export function countFromStart({ samples, trend, trendFrom, trendMinute }: GroupBlock, row: number, places: number): void {
  const { committed, ends, starts, start, stride } = samples
  const l = start[row] ?? Number.NaN
  for (let place = 0; place < places; place += 1) {
    const at = indexOf(samples, place, row)
    if (starts && Number.isNaN(starts[at - samples.at] ?? Number.NaN)) starts[at - samples.at] = l
    const c = committed[at] ?? Number.NaN
    const e = ends[at] ?? Number.NaN
    if (!(c >= 0 && c < l) || Number.isNaN(e)) continue
    const less = lagOf(c, l, e) - lagOf(c, Number.NaN, e)
    ends[samples.at + place * stride] = totalAt(samples, place) + less
    const minute = minuteOf(timeAt(samples, place))
    // A minute says what its last sample did.
    const inTrend = TREND_MINUTES - 1 - (trendMinute - minute)
    if (minuteOf(timeAt(samples, place + 1)) > minute && inTrend >= 0)
      trend[trendFrom + inTrend] = (trend[trendFrom + inTrend] ?? Number.NaN) + less
  }
}

const minuteOf = (seconds: number): number => Math.floor(seconds / 60)
