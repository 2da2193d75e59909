import { ExactTime } from './exact-time.tsx'
import { PinDialog } from './pin-dialog.tsx'
import type { Time } from './use-time.ts'

interface TimeLayersProps {
  readonly layer: string
  readonly cluster: string | null
  readonly time: Time
  onClose(): void
}

/** What the keys of time open over any screen of a cluster. */
export function TimeLayers({ layer, cluster, time, onClose }: TimeLayersProps) {
  const { at, reach } = time
  if (layer === 'time') return <ExactTime time={time} onClose={onClose} />
  if (layer !== 'pin' || cluster === null || reach === null) return null
  return <PinDialog cluster={cluster} at={at === 'live' ? reach.last : at} reach={reach} onClose={onClose} />
}
