import type { GroupPartitionRow, GroupRow } from '../../../shared/contract/groups.ts'
import { en } from '../../text/en.ts'
import { signOf } from '../../../shared/domain/verdict/rank.ts'
import { count, percent, short } from '../../ui/format/numbers.ts'
import { dateTime, hourMinute, type Zone } from '../../ui/format/times.ts'

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

/** Of these it is told how fast they read and what comes in: it is what the verdict is about. */
const aboutSpeed: ReadonlySet<string> = new Set(['FALLING_BEHIND', 'BEHIND', 'CATCHING_UP'])

/** How far the group is behind and where; what its verdict says stands before it. */
export function groupSentence(row: GroupRow, { worst, unowned, lagging }: GroupSummary): GroupSentence {
  const lost = row.lost ?? 0
  const notes: string[] = []
  if (lost > 0) notes.push(t.lost(count(lost)))
  if (row.members === 0) notes.push(t.noMembers)
  else if (row.members !== null && unowned > 0) notes.push(t.unowned(unowned, count(unowned)))
  if (row.partial) notes.push(t.partly)
  const rest = notes.map((note) => t.joint + note).join('')
  const tone = lost > 0 ? 'bad' : row.partial || (row.members === 0 && (row.lag ?? 0) > 0) ? 'warn' : 'calm'
  const moving = row.verdict !== null && aboutSpeed.has(row.verdict.verdict) && row.in !== null && row.out !== null
  const speed = moving ? t.rates(short(row.in), short(row.out)) : ''
  const say = (text: string, named: GroupPartitionRow | null = null): GroupSentence => ({
    tone,
    text: speed + text,
    worst: named,
    rest: rest + t.end,
  })
  if (row.lag === null) return say(row.partitions.committed === 0 ? t.nothingCommitted : t.nothingRead)
  if (row.lag === 0) return say(t.caughtUp)
  if (worst === null || worst.lag === null) return say(t.lagsBy(count(row.lag)))
  const share = worst.lag / row.lag
  if (lagging > 1 && (share < NAMED_SHARE || share < 2 / lagging)) return say(t.lagsBy(count(row.lag)) + t.spread(count(lagging)))
  return say(t.lagsBy(count(row.lag)) + t.shareIn(percent(share)), worst)
}

const DAY = 86_400_000

/** The verdict in words, up to the colon: “Stalled, 2 of 48 partitions, seen since 13:41: ”. Null: nothing was judged. */
export function judgement({ verdict, counts, partitions, asOf, atLeast }: GroupRow, zone: Zone): string | null {
  if (verdict === null) return null
  const word = en.lag.verdict[verdict.verdict]
  const { rank } = signOf(verdict)
  const calm = rank === null || verdict.verdict === 'OK'
  if (calm) return t.judged(word)
  const n = counts.find((each) => each.verdict === verdict.verdict)?.n ?? 0
  const some = n > 0 && n < partitions.total ? t.someOf(n, count(n), count(partitions.total)) : ''
  const old = asOf !== null && asOf - verdict.since > DAY
  const since = old ? dateTime(verdict.since, zone, asOf) : hourMinute(verdict.since, zone)
  return t.judged(`${atLeast ? t.atLeast(word) : word}${some}${t.since(since)}`)
}
