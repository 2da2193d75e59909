import { momentsOf, type HistoryReader } from './playback.ts'

/** Committed offsets of a group as they were recorded. */
export interface RecordedCommits {
  /** When they were read, wall clock ms. */
  readonly committedAt: number
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly number[]; readonly offsets: readonly number[] }[]
}

/** The coarsest tier keeps one reading in ten minutes: a gap longer than two of them is one in which nothing was recorded. */
const LOOK_BACK_MS = 20 * 60_000

/** The newest reading of the group that is not after the moment; null: nothing was recorded shortly before it. */
export function commitsAt(db: HistoryReader, group: string, at: number): RecordedCommits | null {
  let found: RecordedCommits | null = null
  for (const { committedAt, layout, committed } of momentsOf(db, group, at - LOOK_BACK_MS, at)) {
    if (committedAt > at) continue
    let place = 0
    const topics = layout.map(({ topic, partitions }) => {
      const own = Array.from(partitions, (partition) => ({ partition, offset: committed[place++] ?? Number.NaN }))
      const there = own.filter(({ offset }) => offset >= 0)
      return { topic, partitions: there.map((o) => o.partition), offsets: there.map((o) => o.offset) }
    })
    found = { committedAt, topics: topics.filter((t) => t.partitions.length > 0) }
  }
  return found
}
