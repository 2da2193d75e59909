import { useMemo } from 'react'
import { placeOf, usePlace, type Feature, type PaletteItem } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { count } from '../../ui/format/numbers.ts'
import { BrokersScreen } from './screen.tsx'

export const brokers: Feature = {
  id: 'brokers',
  title: en.brokers.title,
  icon: 'brokers',
  place: 'cluster',
  rail: {
    section: 'Kafka',
    path: '/brokers',
    key: 'b',
    badge: ({ brokers: { up, known } }) => (up < known ? { text: `${count(up)}/${count(known)}`, hot: true } : { text: count(known) }),
  },
  routes: [{ path: '/brokers', screen: BrokersScreen, title: () => en.brokers.title }],
  actions: [],
  palette: { kind: en.brokers.paletteKind, prefix: ':', useItems: useBrokerItems },
}

function useBrokerItems(cluster: string | null): readonly PaletteItem[] {
  const { at } = usePlace()
  const { rows } = useView('brokers', 'list', cluster === null ? null : { cluster, at })
  return useMemo(
    () =>
      rows.map((row) => ({
        id: `broker ${row.key}`,
        title: en.brokers.named(row.id),
        note: `${row.host}:${row.port}`,
        path: placeOf('brokers', row.key),
      })),
    [rows],
  )
}
