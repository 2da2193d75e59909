import type { ClusterState } from './cluster-state.ts'

/**
 * The last stable offset to set beside a log end; NaN: none that may be. Only one that was read after the end: the stable offset moves on
 * too, so an older one would show records as blocked that only came in meanwhile.
 * @param endAt wall clock ms of the end reading
 */
export function stableBeside({ stables }: Pick<ClusterState, 'stables'>, topic: string, partition: number, endAt: number): number {
  const read = stables.get(topic)
  if (read === undefined || !((read.at[partition] ?? Number.NaN) >= endAt)) return Number.NaN
  return read.offsets[partition] ?? Number.NaN
}
