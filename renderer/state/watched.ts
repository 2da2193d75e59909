import { create } from 'zustand'

/** Groups that the user watches, by profile: the stars. Kept on this computer only. */
interface Watched {
  readonly byCluster: Readonly<Record<string, readonly string[]>>
}

const PLACE = 'samsa.watched'

function read(): Watched['byCluster'] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(PLACE) ?? '{}')
    if (typeof found !== 'object' || found === null) return {}
    return Object.fromEntries(
      Object.entries(found).map(([cluster, names]) => [cluster, Array.isArray(names) ? names.filter((n) => typeof n === 'string') : []]),
    )
  } catch {
    // Storage is off or holds something else: nothing is watched.
    return {}
  }
}

const useStore = create<Watched>(() => ({ byCluster: read() }))

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
export const useWatched = (cluster: string): ReadonlySet<string> => asSet(useStore((state) => state.byCluster[cluster]))

export const useIsWatched = (cluster: string, group: string): boolean => useStore((state) => asSet(state.byCluster[cluster]).has(group))

export function toggleWatched(cluster: string, group: string): void {
  const { byCluster } = useStore.getState()
  const names = byCluster[cluster] ?? []
  const next = { ...byCluster, [cluster]: names.includes(group) ? names.filter((n) => n !== group) : [...names, group] }
  useStore.setState({ byCluster: next })
  try {
    localStorage.setItem(PLACE, JSON.stringify(next))
  } catch {
    // Kept for this visit only.
  }
}
