import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { LauncherScreen } from './screen.tsx'

export const launcher: Feature = {
  id: 'launcher',
  title: en.launcher.title,
  icon: 'clusters',
  place: 'start',
  rail: { section: 'Clusters', path: '/' },
  routes: [{ path: '/', screen: LauncherScreen, title: () => en.launcher.title }],
  actions: [],
}
