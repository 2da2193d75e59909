import type { LifePart } from '../../../shared/domain/joined/life-line.ts'
import { life as t } from '../../text/phase.ts'
import { fullTime } from '../format/times.ts'
import { useZone } from '../format/zone.tsx'
import styles from './mesos.module.css'

const DAY_MS = 86_400_000
const kinds = ['running', 'starting', 'ended', 'unknown'] as const

/** A bar of days: grey while it ran, colour only for what was not. Thin lines part the days. */
export function LifeLine({ parts, label }: { readonly parts: readonly LifePart[]; readonly label: string }) {
  const zone = useZone()
  const from = parts[0]?.from ?? 0
  const span = Math.max(1, (parts.at(-1)?.to ?? 0) - from)
  const days = Array.from({ length: Math.max(0, Math.ceil(span / DAY_MS) - 1) }, (_, at) => ((at + 1) * DAY_MS) / span)
  const words = parts
    .filter((part) => part.kind !== 'running')
    .map((part) => `${t[part.kind]} from ${fullTime(part.from, zone)} to ${fullTime(part.to, zone)}`)
  return (
    <span className={styles['life']} role="img" aria-label={[label, ...words].join('. ')}>
      {parts.map((part) => (
        <i
          key={part.from}
          data-kind={part.kind}
          title={`${t[part.kind]}: ${fullTime(part.from, zone)} – ${fullTime(part.to, zone)}`}
          style={{ left: `${((part.from - from) / span) * 100}%`, width: `${((part.to - part.from) / span) * 100}%` }}
        />
      ))}
      {days.map((at) => (
        <u key={at} style={{ left: `${at * 100}%` }} />
      ))}
    </span>
  )
}

export function LifeLegend() {
  return kinds.map((kind) => (
    <span key={kind} className={styles['legend']}>
      <i data-kind={kind} />
      {t[kind]}
    </span>
  ))
}
