import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { OverviewScreen } from './screen.tsx'

export const overview: Feature = {
  id: 'overview',
  title: en.overview.title,
  icon: 'overview',
  place: 'cluster',
  rail: { section: 'Watch', path: '/overview', key: 'o' },
  routes: [{ path: '/overview', screen: OverviewScreen, title: () => en.overview.title }],
  actions: [],
}
