import { en } from '../../text/en.ts'
import type { Feature } from '../../app/actions.ts'
import { WallScreen } from './screen.tsx'

export const wall: Feature = {
  id: 'wall',
  title: en.wall.title,
  icon: 'wall',
  place: 'cluster',
  rail: { section: 'Watch', path: '/wall', key: 'w' },
  routes: [{ path: '/wall', screen: WallScreen, title: () => en.wall.title }],
  actions: [],
}
