import { en } from '../../../text/en.ts'
import { count, offset } from '../../format/numbers.ts'
import { groupIn, keptOf, type LogRow } from './log-row.ts'
import type { LogAxis } from './log-layout.ts'
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
}

const WIDE = 230
const HIGH = 84

/** What stands under the pointer: the offset there, and the group that is looked at. */
export function LogTip({ hover, focus }: { readonly hover: LogHover; readonly focus: string | null; readonly axis: LogAxis }) {
  const { row, x, y, width, height, distance } = hover
  const kept = keptOf(row)
  if (distance === null || row.end === null || kept === null) return null
  const whole = Math.round(distance)
  const deleted = whole > kept
  const group = groupIn(row, focus)
  const left = x + WIDE + 16 > width ? x - WIDE - 12 : x + 14
  const top = y + HIGH + 16 > height ? y - HIGH - 8 : y + 16
  return (
    <div className={styles['tip']} style={{ left: Math.max(4, left), top: Math.max(4, top), minWidth: 170 }}>
      <b>
        p{row.partition}
        <span>{deleted ? t.tip.deleted : t.tip.toEnd(count(whole))}</span>
      </b>
      {!deleted && <span>{t.tip.offset(offset((BigInt(row.end) - BigInt(whole)).toString()))}</span>}
      {group && <span>{group.lag === 0 ? t.atEnd(group.group) : t.behind(group.group, count(group.lag))}</span>}
      {row.leader >= 0 && <span>{t.broker(row.leader)}</span>}
    </div>
  )
}
