import { useMemo } from 'react'
import { useView } from '../../host/hooks.ts'
import { placeOf, usePlace, type Feature, type PaletteItem } from '../../app/actions.ts'
import { count } from '../../ui/format/numbers.ts'
import { en } from '../../text/en.ts'
import { GroupsScreen } from './screen.tsx'

export const groups: Feature = {
  id: 'groups',
  title: en.groups.title,
  icon: 'groups',
  place: 'cluster',
  rail: {
    section: 'Watch',
    path: '/groups',
    key: 'c',
    badge: (overview) => (overview.groups ? { text: count(overview.groups.total) } : null),
  },
  routes: [{ path: '/groups', screen: GroupsScreen, title: () => en.groups.title }],
  actions: [],
  palette: { kind: en.groups.paletteKind, prefix: '@', useItems: useGroupItems },
}

function useGroupItems(cluster: string | null): readonly PaletteItem[] {
  const { at } = usePlace()
  const { rows } = useView('groups', 'list', cluster === null ? null : { cluster, at })
  return useMemo(
    () =>
      rows.map((row) => ({
        id: `group ${row.group}`,
        title: row.group,
        note: row.state,
        verdict: row.verdict,
        path: placeOf('groups', row.group),
      })),
    [rows],
  )
}
