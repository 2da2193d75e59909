import * as z from 'zod'
import type { StateCreator } from 'zustand'
import { clusterPath } from '../../shared/links.ts'

/** A tab is a place inside its cluster: `/groups/billing?tab=members`. */
const Tab = z.strictObject({ id: z.string(), path: z.string().max(4_096) })
export type Tab = z.infer<typeof Tab>

const ClusterTabs = z.strictObject({ tabs: z.array(Tab).min(1).max(50), active: z.string(), closed: z.array(z.string()).max(20) })
export type ClusterTabs = z.infer<typeof ClusterTabs>

/** What is kept over restarts. */
export const KeptTabs = z.record(z.string(), ClusterTabs)

export const HOME = '/overview'
const MAX_TABS = 50
const MAX_CLOSED = 20

export interface TabsSlice {
  /** Null: beside the launcher, at `start`. */
  readonly cluster: string | null
  readonly start: string
  readonly byCluster: Readonly<Record<string, ClusterTabs>>
  /** A whole path: `/`, `/settings`, `/c/<profile>/groups`. */
  go(path: string, how?: { readonly newTab?: boolean; readonly tab?: string }): void
  activate(tab: string): void
  /** Gives a tab other parameters, while it is still at the same place; which one is in front stays as it is. */
  amend(cluster: string, tab: string, path: string): void
  step(by: 1 | -1): void
  close(tab: string): void
  reopen(): void
  /** After a profile is gone. */
  forget(cluster: string): void
}

/** `/c/<profile>/rest` in its parts; another path lies beside the launcher. */
export function splitPath(path: string): { readonly cluster: string | null; readonly path: string } {
  const found = /^\/c\/([^/?]+)(.*)$/.exec(path)
  if (!found?.[1]) return { cluster: null, path: path || '/' }
  const rest = found[2] ?? ''
  return { cluster: decodeURIComponent(found[1]), path: rest === '' || rest === '/' ? HOME : rest }
}

const bare = (path: string): string => path.split('?')[0] ?? ''

export const joinPath = (cluster: string | null, path: string): string => (cluster === null ? path : clusterPath(cluster, path))

export const activeTab = (tabs: ClusterTabs | undefined): Tab | undefined =>
  tabs?.tabs.find((tab) => tab.id === tabs.active) ?? tabs?.tabs[0]

/** The whole path of what is on the screen. */
export const currentPath = (state: TabsSlice): string =>
  state.cluster === null ? state.start : joinPath(state.cluster, activeTab(state.byCluster[state.cluster])?.path ?? HOME)

function newId(tabs: readonly Tab[]): string {
  const used = new Set(tabs.map((tab) => tab.id))
  let next = tabs.length + 1
  while (used.has(`t${next}`)) next++
  return `t${next}`
}

function goIn(tabs: ClusterTabs | undefined, path: string, how: { readonly newTab?: boolean; readonly tab?: string }): ClusterTabs {
  if (!tabs) return { tabs: [{ id: 't1', path }], active: 't1', closed: [] }
  const wanted = how.tab ?? tabs.active
  const known = tabs.tabs.some((tab) => tab.id === wanted)
  if (!how.newTab && known) return { ...tabs, active: wanted, tabs: tabs.tabs.map((tab) => (tab.id === wanted ? { ...tab, path } : tab)) }
  if (tabs.tabs.length >= MAX_TABS) return goIn(tabs, path, {})
  const id = newId(tabs.tabs)
  const at = tabs.tabs.findIndex((tab) => tab.id === tabs.active) + 1
  return { ...tabs, active: id, tabs: tabs.tabs.toSpliced(at, 0, { id, path }) }
}

function closeIn(tabs: ClusterTabs, id: string): ClusterTabs {
  const at = tabs.tabs.findIndex((tab) => tab.id === id)
  const gone = tabs.tabs[at]
  if (!gone) return tabs
  const closed = [...tabs.closed, gone.path].slice(-MAX_CLOSED)
  // The last tab is not closed: it goes home.
  if (tabs.tabs.length === 1) return { tabs: [{ id, path: HOME }], active: id, closed }
  const left = tabs.tabs.toSpliced(at, 1)
  const next = left[Math.min(at, left.length - 1)]?.id ?? tabs.active
  return { tabs: left, active: tabs.active === id ? next : tabs.active, closed }
}

/** Where the user is: a place beside the launcher, or the tabs of a cluster. */
export const tabsSlice =
  (kept: Readonly<Record<string, ClusterTabs>>): StateCreator<TabsSlice> =>
  (set) => {
    const change = (act: (tabs: ClusterTabs) => ClusterTabs): void =>
      set((state) => {
        const tabs = state.cluster === null ? undefined : state.byCluster[state.cluster]
        return state.cluster === null || !tabs ? {} : { byCluster: { ...state.byCluster, [state.cluster]: act(tabs) } }
      })
    return {
      cluster: null,
      start: '/',
      byCluster: kept,
      go: (whole, how = {}) =>
        set((state) => {
          const { cluster, path } = splitPath(whole)
          if (cluster === null) return { cluster: null, start: path }
          const here = state.byCluster[cluster]
          // Coming from elsewhere to a cluster's front door: its tabs are as they were left.
          if (state.cluster !== cluster && here && whole === joinPath(cluster, '')) return { cluster }
          return { cluster, byCluster: { ...state.byCluster, [cluster]: goIn(here, path, how) } }
        }),
      amend: (cluster, id, path) =>
        set((state) => {
          const here = state.byCluster[cluster]
          if (!here) return {}
          const tabs = here.tabs.map((tab) => (tab.id === id && bare(tab.path) === bare(path) ? { ...tab, path } : tab))
          return { byCluster: { ...state.byCluster, [cluster]: { ...here, tabs } } }
        }),
      activate: (tab) => change((tabs) => (tabs.tabs.some((t) => t.id === tab) ? { ...tabs, active: tab } : tabs)),
      step: (by) =>
        change((tabs) => {
          const at = tabs.tabs.findIndex((tab) => tab.id === tabs.active)
          const next = tabs.tabs[(at + by + tabs.tabs.length) % tabs.tabs.length]
          return next ? { ...tabs, active: next.id } : tabs
        }),
      close: (tab) => change((tabs) => closeIn(tabs, tab)),
      reopen: () =>
        change((tabs) => {
          const path = tabs.closed.at(-1)
          return path === undefined ? tabs : { ...goIn(tabs, path, { newTab: true }), closed: tabs.closed.slice(0, -1) }
        }),
      forget: (cluster) =>
        set((state) => ({ byCluster: Object.fromEntries(Object.entries(state.byCluster).filter(([name]) => name !== cluster)) })),
    }
  }
