import { useMemo } from 'react'
import { placeOf, usePlace, type Feature, type PaletteItem } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { TopicsScreen } from './screen.tsx'

export const topics: Feature = {
  id: 'topics',
  title: en.topics.title,
  icon: 'topics',
  place: 'cluster',
  rail: {
    section: 'Watch',
    path: '/topics',
    key: 't',
    badge: (overview) => (overview.topics === null ? null : { text: count(overview.topics) }),
  },
  routes: [{ path: '/topics', screen: TopicsScreen, title: () => en.topics.title }],
  actions: [],
  palette: { kind: en.topics.paletteKind, prefix: '#', useItems: useTopicItems },
}

function useTopicItems(cluster: string | null): readonly PaletteItem[] {
  const { at } = usePlace()
  const { rows } = useView('topics', 'list', cluster === null ? null : { cluster, at })
  return useMemo(() => rows.map((row) => ({ id: `topic ${row.name}`, title: row.name, path: placeOf('topics', row.name) })), [rows])
}
