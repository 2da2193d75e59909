import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { CompareScreen } from './screen.tsx'

export const compare: Feature = {
  id: 'compare',
  title: en.compare.title,
  icon: 'compare',
  place: 'start',
  rail: { section: 'Clusters', path: '/compare' },
  routes: [{ path: '/compare', screen: CompareScreen, title: () => en.compare.title }],
  actions: [
    {
      id: 'compare',
      title: en.compare.open,
      icon: 'compare',
      keys: 'c',
      when: ({ profile }) => profile !== null || en.compare.choose,
      run: ({ app, profile }) => app.open(profile ? `//compare?left=${encodeURIComponent(profile.id)}` : '//compare'),
    },
  ],
}
