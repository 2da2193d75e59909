import { useEffect, useRef } from 'react'
import type { AlertRow } from '../../../shared/contract/alerts.ts'
import { alertSentence, ruleSentence } from '../../../shared/domain/alerts/words.ts'
import { useStream, useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { IconButton } from '../../ui/button.tsx'
import { inCluster, useApp, type App } from '../actions.ts'
import styles from './frame.module.css'

const t = en.alerts
const none = {}

/** What a notification of the system was clicked for is opened, wherever the page is. */
export function useOpenedPlaces(app: App): void {
  useStream('alerts', 'opened', none, (place) => app.open(inCluster(place.cluster, place.path)))
}

/** How many alerts stand; a new one is told on the page. */
export function AlertBell({ cluster }: { readonly cluster: string }) {
  const app = useApp()
  const log = useView('alerts', 'log', { cluster })
  useNewAlerts(log.rows, log.about.state === 'live')
  const standing = log.rows.filter((row) => row.ended === null).length
  return (
    <span className={styles['bell']} data-standing={standing > 0 || undefined}>
      <IconButton icon="bell" label={t.bell(standing)} iconSize={16} onClick={() => app.open('/alerts')} />
      {standing > 0 && <i aria-hidden>{standing > 99 ? '99+' : standing}</i>}
    </span>
  )
}

/** The notice is read out (a polite live region). What stood when the page came is no news. */
function useNewAlerts(rows: readonly AlertRow[], ready: boolean): void {
  const app = useApp()
  const known = useRef<Set<string> | null>(null)
  useEffect(() => {
    if (!ready) return
    const before = known.current
    known.current = new Set(rows.map((row) => row.id))
    if (before === null) return
    for (const row of rows) {
      if (before.has(row.id) || row.ended !== null || row.silent === 'muted') continue
      app.notify({
        tone: 'warn',
        title: t.announced(alertSentence(row)),
        detail: ruleSentence(row),
        link: { title: t.openMoment, run: () => app.open(row.path) },
      })
    }
  }, [app, rows, ready])
}
