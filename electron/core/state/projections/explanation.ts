import type { Explanation } from '../../../../shared/contract/lag.ts'
import type { Derived } from '../derive/derive.ts'

const text = (offset: number | undefined): string | null =>
  offset === undefined || Number.isNaN(offset) || offset < 0 ? null : String(offset)
const time = (at: number | undefined | null): number | null => (at === undefined || at === null || Number.isNaN(at) ? null : at)

/** The inputs of a partition's figures with their times, and the figures made of them. */
export function explanation({ state, lag }: Derived, group: string, topic: string, partition: number): Explanation {
  const sample = state.samples.get(group)
  const read = sample?.topics.get(topic)
  const place = read?.partitions.indexOf(partition) ?? -1
  const starts = state.starts.get(topic)
  const lines = lag.explain(group, topic, partition)
  return {
    committed: { offset: text(read?.committed[place]), at: time(sample?.committedAt) },
    start: { offset: text(starts?.offsets[partition]), at: time(starts?.at[partition]) },
    end: { offset: text(read?.ends[place]), at: time(read?.endAt[place]) },
    stable: text(state.stables.get(topic)?.offsets[partition]),
    lines: lines ? [...lines] : [{ name: 'lag', value: 'unknown', how: 'No commit of this partition was read yet.' }],
  }
}
