import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { bytes } from '../../ui/format/numbers.ts'
import { dateTime } from '../../ui/format/times.ts'
import { useNow, useZone } from '../../ui/format/zone.tsx'
import styles from './card.module.css'

/** How far back a cluster can be looked at without it, and how much room that takes. */
export function Kept({ cluster }: { readonly cluster: string }) {
  const row = useView('history', 'recorder', { cluster }).rows[0]
  const now = useNow()
  const zone = useZone()
  const t = en.launcher
  return (
    <p className={styles['kept']}>
      {row && (row.first === null ? t.nothingKept : t.kept(dateTime(row.first, zone, now), bytes(row.bytes)))}
    </p>
  )
}
