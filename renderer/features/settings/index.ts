import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { SettingsScreen } from './screen.tsx'

export const settings: Feature = {
  id: 'settings',
  title: en.settings.title,
  icon: 'settings',
  place: 'start',
  rail: { section: 'Clusters', path: '/settings' },
  routes: [{ path: '/settings', screen: SettingsScreen, title: () => en.settings.title }],
  actions: [],
}
