import * as z from 'zod'
import type { StateCreator } from 'zustand'

/** Ids of clusters and recordings in the order in which they were looked at, the newest first. */
export const Opened = z.array(z.string().max(200)).max(50)

const MOST = 12

export interface OpenedSlice {
  readonly opened: readonly string[]
}

export const openedSlice =
  (kept: readonly string[]): StateCreator<OpenedSlice> =>
  () => ({ opened: kept })

export const withNewest = (opened: readonly string[], cluster: string): string[] =>
  [cluster, ...opened.filter((each) => each !== cluster)].slice(0, MOST)
