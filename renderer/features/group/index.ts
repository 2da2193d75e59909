import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { GroupScreen } from './screen.tsx'

export const group: Feature = {
  id: 'group',
  title: en.group.title,
  icon: 'groups',
  place: 'cluster',
  routes: [{ path: '/groups/:group', screen: GroupScreen, title: (params) => params['group'] ?? en.group.title }],
  actions: [],
}
