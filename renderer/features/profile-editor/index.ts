import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { EditScreen, NewScreen } from './screen.tsx'

export const profileEditor: Feature = {
  id: 'profile-editor',
  title: en.profileEditor.titleNew,
  icon: 'edit',
  place: 'start',
  routes: [
    { path: '/new', screen: NewScreen, title: () => en.profileEditor.titleNew },
    { path: '/edit/:profile', screen: EditScreen, title: () => en.profileEditor.title },
  ],
  actions: [
    {
      id: 'new-profile',
      title: en.launcher.addTitle,
      icon: 'plus',
      when: () => true,
      run: ({ app }) => app.open('//new'),
    },
  ],
}
