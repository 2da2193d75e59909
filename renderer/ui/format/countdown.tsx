import { duration, fullTime, hourMinute } from './times.ts'
import { useNow, useZone } from './zone.tsx'

/** What is left until a moment, counting by itself: `7 m 12 s`. Once it is over it says `over` (nothing, if not given). */
export function Countdown({
  until,
  before = '',
  over = null,
}: {
  readonly until: number
  readonly before?: string
  readonly over?: string | null
}) {
  const zone = useZone()
  const left = until - useNow()
  if (left <= 0) return over
  return (
    <span role="timer" title={fullTime(until, zone)}>
      {before}
      {/* Rounded up: what says 0 s is over. */}
      {duration(Math.ceil(left / 1000) * 1000)}
    </span>
  )
}

/** `14:12`, for a moment that is ahead; the whole of it on hover. */
export function Moment({ at }: { readonly at: number }) {
  const zone = useZone()
  return <span title={fullTime(at, zone)}>{hourMinute(at, zone)}</span>
}
