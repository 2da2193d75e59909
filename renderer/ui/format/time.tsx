import { age, clockTime, dateTime, fullTime } from './times.ts'
import { useNow, useZone } from './zone.tsx'

/** A moment as the user reads times: `14:02:11`, the whole of it on hover. */
export function Time({ at, form = 'clock' }: { readonly at: number | null; readonly form?: 'clock' | 'date' }) {
  const zone = useZone()
  const now = useNow()
  return <span title={fullTime(at, zone)}>{form === 'clock' ? clockTime(at, zone) : dateTime(at, zone, now)}</span>
}

/** `48 s ago`, counting by itself. */
export function Age({ at }: { readonly at: number | null }) {
  const zone = useZone()
  return <span title={fullTime(at, zone)}>{age(at, useNow())}</span>
}
