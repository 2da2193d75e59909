import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { ActivityScreen } from './screen.tsx'

export const activity: Feature = {
  id: 'activity',
  title: en.activity.title,
  icon: 'activity',
  place: 'cluster',
  rail: { section: 'Change', path: '/activity', key: 'h' },
  routes: [{ path: '/activity', screen: ActivityScreen, title: () => en.activity.title }],
  actions: [],
}
