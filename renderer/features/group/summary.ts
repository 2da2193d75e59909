import type { GroupPartitionRow, GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { count, percent } from '../../ui/format/numbers.ts'

const t = en.group.sentence

export interface GroupSummary {
  /** The partition with most lag; null: none was read, or none lags. */
  readonly worst: GroupPartitionRow | null
  readonly unowned: number
  readonly noCommit: number
  /** Partitions with lag. */
  readonly lagging: number
}

export function summaryOf(partitions: readonly GroupPartitionRow[]): GroupSummary {
  let worst: GroupPartitionRow | null = null
  let unowned = 0
  let noCommit = 0
  let lagging = 0
  for (const row of partitions) {
    if (row.member === null && row.reading !== 'topicGone') unowned++
    if (row.reading === 'noCommit') noCommit++
    if ((row.lag ?? 0) > 0) lagging++
    if (row.lag !== null && row.lag > (worst?.lag ?? 0)) worst = row
  }
  return { worst, unowned, noCommit, lagging }
}

export interface GroupSentence {
  readonly tone: 'calm' | 'warn' | 'bad'
  readonly text: string
  /** Named at the end of the text; a link to its topic. */
  readonly worst: GroupPartitionRow | null
  readonly rest: string
}

/** A partition is named when it holds at least this share, and twice what an even spread would give it. */
const NAMED_SHARE = 0.2

/** What can be said about the group from one reading. It tells distances, not whether they grow: that needs time. */
export function groupSentence(row: GroupRow, { worst, unowned, lagging }: GroupSummary): GroupSentence {
  const lost = row.lost ?? 0
  const notes: string[] = []
  if (lost > 0) notes.push(t.lost(count(lost)))
  if (row.members === 0) notes.push(t.noMembers)
  else if (row.members !== null && unowned > 0) notes.push(t.unowned(unowned, count(unowned)))
  if (row.partial) notes.push(t.partly)
  const rest = notes.map((note) => t.joint + note).join('')
  const tone = lost > 0 ? 'bad' : row.partial || (row.members === 0 && (row.lag ?? 0) > 0) ? 'warn' : 'calm'
  const say = (text: string, named: GroupPartitionRow | null = null): GroupSentence => ({ tone, text, worst: named, rest: rest + t.end })
  if (row.lag === null) return say(row.partitions.committed === 0 ? t.nothingCommitted : t.nothingRead)
  if (row.lag === 0) return say(t.caughtUp)
  if (worst === null || worst.lag === null) return say(t.lagsBy(count(row.lag)))
  const share = worst.lag / row.lag
  if (lagging > 1 && (share < NAMED_SHARE || share < 2 / lagging)) return say(t.lagsBy(count(row.lag)) + t.spread(count(lagging)))
  return say(t.lagsBy(count(row.lag)) + t.shareIn(percent(share)), worst)
}
