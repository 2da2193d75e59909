import * as z from 'zod'
import { currentPath, splitPath, type TabsSlice } from './tabs.ts'

const MOST = 20

/** Places inside a cluster, without parameters, the last visited first. */
export const Recent = z.record(z.string(), z.array(z.string().max(4_096)).max(MOST))
export type Recent = Readonly<Record<string, readonly string[]>>

export interface RecentSlice {
  readonly recent: Recent
}

/** With the place on the screen in front; what a removed cluster left goes. */
export function visited(recent: Recent, state: TabsSlice): Recent {
  const { cluster, path } = splitPath(currentPath(state))
  const kept = Object.entries(recent).filter(([name]) => name in state.byCluster)
  if (cluster === null) return kept.length === Object.keys(recent).length ? recent : Object.fromEntries(kept)
  const place = path.split('?')[0] ?? ''
  const before = recent[cluster] ?? []
  if (before[0] === place && kept.length === Object.keys(recent).length) return recent
  return { ...Object.fromEntries(kept), [cluster]: [place, ...before.filter((each) => each !== place)].slice(0, MOST) }
}
