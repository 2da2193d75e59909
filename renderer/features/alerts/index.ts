import { useMemo } from 'react'
import { alertSentence, ruleSentence } from '../../../shared/domain/alerts/words.ts'
import type { Feature, PaletteItem } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { AlertsScreen } from './screen.tsx'

export const alerts: Feature = {
  id: 'alerts',
  title: en.alerts.title,
  icon: 'bell',
  place: 'cluster',
  rail: { section: 'Watch', path: '/alerts', key: 'n' },
  routes: [{ path: '/alerts', screen: AlertsScreen, title: () => en.alerts.title }],
  actions: [],
  palette: { kind: en.alerts.paletteKind, prefix: '!', useItems: useStanding },
}

/** What is wrong now: the alerts that stand. */
function useStanding(cluster: string | null): readonly PaletteItem[] {
  const { rows } = useView('alerts', 'log', cluster === null ? null : { cluster })
  return useMemo(
    () =>
      rows
        .filter(({ ended }) => ended === null)
        .map((row) => ({ id: `alert ${row.id}`, title: alertSentence(row), note: ruleSentence(row), path: row.path })),
    [rows],
  )
}
