import type { Feature } from '../../app/actions.ts'
import { en } from '../../text/en.ts'
import { TopicScreen } from './screen.tsx'

export const topic: Feature = {
  id: 'topic',
  title: en.topic.title,
  icon: 'topics',
  place: 'cluster',
  routes: [{ path: '/topics/:topic', screen: TopicScreen, title: (params) => params['topic'] ?? en.topic.title }],
  actions: [],
}
