import type { Feature } from '../../app/actions.ts'
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
}
