import { useMemo } from 'react'
import type { Feature, PaletteItem } from '../../app/actions.ts'
import { useView } from '../../host/hooks.ts'
import { en } from '../../text/en.ts'
import { SandboxScreen } from './sandbox-screen.tsx'
import { AgentsScreen } from './screen.tsx'

export const agents: Feature = {
  id: 'agents',
  title: en.agents.title,
  icon: 'agents',
  place: 'cluster',
  rail: { section: 'Kafka', path: '/agents', key: 'a' },
  routes: [
    { path: '/agents', screen: AgentsScreen, title: () => en.agents.title },
    { path: '/tasks/:task', screen: SandboxScreen, title: () => en.agents.task.sandboxTab, icon: 'folder' },
  ],
  actions: [],
  palette: { kind: en.agents.paletteKind, prefix: ':', useItems: useAgentItems },
}

function useAgentItems(cluster: string | null): readonly PaletteItem[] {
  const { rows } = useView('mesos', 'agents', cluster === null ? null : { cluster, at: 'live' })
  return useMemo(
    () =>
      rows.map((row) => {
        const name = row.host ?? row.id
        return {
          id: `agent ${row.id}`,
          title: name,
          note: en.agents.state[row.state],
          path: `/agents?filter=${encodeURIComponent(`host:${name}`)}`,
        }
      }),
    [rows],
  )
}
