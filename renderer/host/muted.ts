import { useCallback, useMemo } from 'react'
import { useClient } from './api.tsx'
import { useViewRow } from './hooks.ts'

/** For how long a group is not told of when somebody mutes it. */
export const MUTE_S = 3_600

/** Until when groups are muted, wall clock ms. The core forgets those that are over with the next change. */
export function useMuted(cluster: string): ReadonlyMap<string, number> {
  const muted = useViewRow('alerts', 'settings', { cluster }, 'settings')?.muted
  return useMemo(() => new Map(muted?.map(({ group, until }) => [group, until])), [muted])
}

/** The mark itself shows whether it was kept: it follows the core. */
export function useToggleMuted(cluster: string): (group: string, on: boolean) => void {
  const client = useClient()
  return useCallback(
    (group, on) => void client.alerts.mute({ cluster, group, forSeconds: on ? MUTE_S : 0 }).catch(() => undefined),
    [client, cluster],
  )
}
