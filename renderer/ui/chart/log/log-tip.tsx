import { en } from '../../../text/en.ts'
import { count, offset } from '../../format/numbers.ts'
import { duration } from '../../format/times.ts'
import { groupIn, keptOf, type LogGroup, type LogRow } from './log-row.ts'
import { groupAge } from './log-time.ts'
import styles from '../chart.module.css'

const t = en.lag.log

export interface LogHover {
  readonly row: LogRow
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Before the end; null right of it. */
  readonly distance: number | null
  /** Seconds, where the axis is time. */
  readonly age: number | null
  /** Its arrow is under the pointer and can be moved. */
  readonly grab?: LogGroup | null
}

const WIDE = 230
const HIGH = 84

/** What stands under the pointer: the offset there, and the group that is looked at. */
export function LogTip({ hover, focus }: { readonly hover: LogHover; readonly focus: string | null }) {
  const { row, x, y, width, height, distance, age } = hover
  const kept = keptOf(row)
  if ((distance === null && age === null) || row.end === null || kept === null) return null
  const whole = Math.round(distance ?? 0)
  const deleted = whole > kept
  const group = groupIn(row, focus)
  const left = x + WIDE + 16 > width ? x - WIDE - 12 : x + 14
  const top = y + HIGH + 16 > height ? y - HIGH - 8 : y + 16
  return (
    <div className={styles['tip']} style={{ left: Math.max(4, left), top: Math.max(4, top), minWidth: 170 }}>
      <b>
        p{row.partition}
        <span>{age !== null ? t.tip.written(duration(age * 1_000)) : deleted ? t.tip.deleted : t.tip.toEnd(count(whole))}</span>
      </b>
      {age === null && !deleted && <span>{t.tip.offset(offset((BigInt(row.end) - BigInt(whole)).toString()))}</span>}
      {group && age !== null && <span>{timeText(group)}</span>}
      {group && <span>{group.lag === 0 ? t.atEnd(group.group) : t.behind(group.group, count(group.lag))}</span>}
      {row.leader >= 0 && <span>{t.broker(row.leader)}</span>}
      {hover.grab && <span>{t.tip.grab(hover.grab.group)}</span>}
    </div>
  )
}

function timeText(group: LogGroup): string {
  const age = groupAge(group)
  if (age === null) return t.tip.timeUnknown(group.group)
  return age === 0 ? t.atEnd(group.group) : t.tip.late(group.group, duration(age * 1_000))
}
