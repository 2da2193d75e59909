import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Produce } from './produce.tsx'
import { MessagesScreen } from './screen.tsx'

export const messages: Feature = {
  id: 'messages',
  title: en.messages.title,
  icon: 'file',
  place: 'cluster',
  routes: [
    { path: '/topics/:topic/messages', screen: MessagesScreen, title: (params) => `${params['topic'] ?? ''} · ${en.messages.title}` },
  ],
  actions: [],
  forms: [{ id: 'messages.produce', view: Produce }],
}
