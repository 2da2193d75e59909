import { en } from '../../text/en.ts'
import { offset as written } from '../../ui/format/numbers.ts'

const t = en.topicChanges.errors

/** A partition as far as it was read: decimal text, exact beyond what a number can carry. */
export interface Range {
  readonly partition: number
  readonly start: string | null
  readonly end: string | null
}

export interface Before {
  readonly partition: number
  /** Everything below it goes. */
  readonly before: string
}

/** What is wrong with the offset of one partition; null: nothing, also when it is empty. */
export function beforeProblem(text: string, { start, end }: Range): string | null {
  const plain = text.trim()
  if (plain === '') return null
  if (!/^\d{1,19}$/.test(plain)) return t.offset
  if (start === null || end === null) return null
  const at = BigInt(plain)
  return at >= BigInt(start) && at <= BigInt(end) ? null : t.offsetRange(written(start), written(end))
}

/** How many offsets go; null: not read. */
export function goes(text: string, { start }: Range): bigint | null {
  if (start === null || !/^\d{1,19}$/.test(text.trim())) return null
  const gone = BigInt(text.trim()) - BigInt(start)
  return gone > 0n ? gone : 0n
}

/** Deletion that was asked for, partition by partition; what deletes nothing is left out. */
export const beforeOf = (ranges: readonly Range[], texts: Readonly<Record<number, string>>): readonly Before[] =>
  ranges.flatMap(({ partition, start }) => {
    const text = (texts[partition] ?? '').trim()
    if (!/^\d{1,19}$/.test(text) || text === start) return []
    return [{ partition, before: BigInt(text).toString() }]
  })

/** Everything that is there now: up to the end of each partition that was read and holds something. */
export const allOf = (ranges: readonly Range[]): readonly Before[] =>
  ranges.flatMap(({ partition, start, end }) => (end === null || end === start ? [] : [{ partition, before: end }]))

/** Which partition the core speaks of: it names it by its place in what was sent. */
export function fieldOf(path: string, sent: readonly Before[]): number | null {
  const at = /^partitions\.(\d+)(\.|$)/.exec(path)?.[1]
  return at === undefined ? null : (sent[Number(at)]?.partition ?? null)
}

/** What the core says, by partition. */
export const refusedOf = (problems: Readonly<Record<string, string>>, sent: readonly Before[]): ReadonlyMap<number, string> =>
  new Map(
    Object.entries(problems).flatMap(([path, message]) => {
      const partition = fieldOf(path, sent)
      return partition === null ? [] : [[partition, message] as const]
    }),
  )
