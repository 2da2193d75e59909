import { useMemo } from 'react'
import { inCluster, type Feature, type PaletteItem } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { LauncherScreen } from './screen.tsx'

export const launcher: Feature = {
  id: 'launcher',
  title: en.launcher.title,
  icon: 'clusters',
  place: 'start',
  rail: { section: 'Clusters', path: '/' },
  routes: [{ path: '/', screen: LauncherScreen, title: () => en.launcher.title }],
  actions: [],
  palette: { kind: en.recordings.paletteKind, prefix: '', useItems: useRecordings },
}

const none = {}

function useRecordings(): readonly PaletteItem[] {
  const { rows } = useView('recordings', 'list', none)
  return useMemo(
    () =>
      rows.map((row) => ({
        id: `recording ${row.id}`,
        title: row.title,
        note: en.recordings.of(row.name),
        path: inCluster(row.id),
      })),
    [rows],
  )
}
