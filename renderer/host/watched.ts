import { useCallback } from 'react'
import { useClient } from './api.tsx'
import { useViewRow } from './hooks.ts'

/** Groups that the user watches. The core keeps them: it tells about them whether or not a page is open. */

const none: ReadonlySet<string> = new Set()
const sets = new WeakMap<readonly string[], ReadonlySet<string>>()

function asSet(names: readonly string[] | undefined): ReadonlySet<string> {
  if (!names) return none
  const known = sets.get(names)
  if (known) return known
  const made: ReadonlySet<string> = new Set(names)
  sets.set(names, made)
  return made
}

/** The same set while nothing changed. */
export const useWatched = (cluster: string): ReadonlySet<string> =>
  asSet(useViewRow('alerts', 'settings', { cluster }, 'settings')?.watched)

/** The star itself shows whether it was kept: it follows the core. */
export function useToggleWatched(cluster: string): (group: string, on: boolean) => void {
  const client = useClient()
  return useCallback((group, on) => void client.alerts.watch({ cluster, group, on }).catch(() => undefined), [client, cluster])
}
