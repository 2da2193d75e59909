import { en } from '../../text/en.ts'
import { count, UNKNOWN } from '../format/numbers.ts'
import styles from './kafka.module.css'

const t = en.groupWords

export interface LeftOutCounts {
  readonly noCommit: number
  readonly noLeader: number
  readonly topicGone: number
  readonly notRead: number
}

/** Why a sum is more than it says, in words. Partitions without a commit leave a sum complete: they are told all the same. */
export function leftOutWords(leftOut: LeftOutCounts): readonly string[] {
  const reasons = ['noLeader', 'notRead', 'topicGone', 'noCommit'] as const
  return reasons.filter((reason) => leftOut[reason] > 0).map((reason) => t.leftOut[reason](leftOut[reason]))
}

/** A sum of lag: `≥` before it when something that belongs into it is missing, a dash when nothing was read. */
export function LagSum({
  lag,
  partial,
  leftOut,
}: {
  readonly lag: number | null
  readonly partial: boolean
  readonly leftOut: LeftOutCounts
}) {
  const missing = leftOutWords(leftOut)
  const title = missing.length > 0 ? t.partialWhy(missing) : undefined
  if (lag === null) {
    return (
      <span className={styles['quiet']} title={title}>
        {UNKNOWN}
      </span>
    )
  }
  return (
    <span className={styles['strong']} title={title}>
      {partial && <span className={styles['atLeast']}>{t.atLeast}&#8239;</span>}
      {count(lag)}
    </span>
  )
}

/** A thin bar behind or beside a figure; nothing for an unknown share. */
export function ShareBar({ share, tone = 'calm' }: { readonly share: number | null; readonly tone?: 'calm' | 'warn' | 'bad' }) {
  if (share === null || !Number.isFinite(share)) return null
  const percent = Math.min(1, Math.max(0, share)) * 100
  return (
    <span className={styles['bar']} data-tone={tone} aria-hidden>
      {/* A share above nothing is never drawn as nothing. */}
      <span style={{ width: `${percent > 0 ? Math.max(percent, 2) : 0}%` }} />
    </span>
  )
}
