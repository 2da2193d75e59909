import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { Produce } from './produce.tsx'
import { MessagesScreen, MessagesTab } from './screen.tsx'

export const messages: Feature = {
  id: 'messages',
  title: en.messages.title,
  icon: 'file',
  place: 'cluster',
  routes: [
    { path: '/topics/:topic/messages', screen: MessagesScreen, title: (params) => `${params['topic'] ?? ''} · ${en.messages.title}` },
  ],
  actions: [],
  tabs: [{ on: 'topic', id: 'messages', title: en.messages.title, view: MessagesTab }],
  forms: [{ id: 'messages.produce', view: Produce }],
}
