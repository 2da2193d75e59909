import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import { addSkewValue } from '../../../../shared/domain/skew.ts'
import type { GroupTally, KeepingUp } from '../../../../shared/domain/verdict/group-tally.ts'
import { CODES } from '../../../../shared/domain/verdict/ranks.ts'
import { ageBetweenEnds } from './age-between-ends.ts'
import type { GroupBlock } from './group-block.ts'
import { plus, type FoundAge, type GroupSums } from './group-sums.ts'
import { keepFor } from './judge-row.ts'
import type { GroupOfRows } from './judge-rows.ts'
import { commitGapOf, hasOwnRhythm } from './rhythm.ts'
import { indexOf, timeAt, type Samples } from './samples.ts'
import type { TopicCase } from './topic-case.ts'

/**
 * Most rows of most clusters keep up, did so before, and have done nothing odd for a window: a few of its samples say all, and what is shown
 * stays. These are taken in one loop; whatever is not surely such a row is judged as all others are.
 */
export interface QuickRows {
  begin(group: GroupOfRows): void
  /** Rows from `from` to before `to` of the topic's; places that it leaves to others go to `left`. @returns how many those are */
  judge(topic: TopicCase, rows: Rows, from: number, to: number, left: Int32Array): number
}

export interface Rows {
  readonly partitions: Int32Array
  readonly base: number
}

const OK = CODES.OK

export function createQuickRows(settings: LagSettings, tally: GroupTally, sums: GroupSums): QuickRows {
  const age: FoundAge = { kind: 'unknown', seconds: Number.NaN, error: 0, method: 'interp', atLeast: false }
  /** By the gap between commits, of which most rows have the usual one: how wide the window is, where it begins, what traffic counts as none. */
  const window = { gap: Number.NaN, width: 0, first: 0, since: 0, span: 0, slack: 0, recent: 0 }
  const kept: KeepingUp = { count: 0, owing: 0, youngest: 0, partition: 0, row: -1, age: Number.NaN, ageError: 0, lag: 0 }
  const some = { caughtUp: false, ready: false }
  let group: GroupOfRows

  const lookBack = (gap: number): void => {
    const { block } = group
    const { samples } = block
    const { count } = samples
    const now = timeAt(samples, count - 1)
    window.gap = gap
    window.width = Math.min(settings.windowMax, Math.max(settings.windowMin, 9 * block.interval, 5 * gap))
    window.slack = Math.min(settings.slackMax, settings.slackBase + Math.min(gap, block.interval))
    let first = count - 1
    while (first > 0 && timeAt(samples, first - 1) >= now - window.width) first -= 1
    window.first = first
    window.since = timeAt(samples, first)
    window.span = now - window.since
    const patience = Math.min(settings.patienceMax, Math.max(settings.patienceMin, 3 * block.interval))
    // Quiet for less than patience, so that neither stalled nor stopped fits beside it.
    window.recent = Math.max(window.since, now - patience)
    keepFor(block, window.width, patience, settings)
  }

  /** The commit of a row with members waits for its turn: before, within the window, there was no more than what counts as none. */
  const wasWithin = (samples: Samples, row: number, allowed: number): boolean => {
    if (group.empty) return false
    const { committed, ends, starts, start, count } = samples
    for (let i = count - 2; i >= window.first && timeAt(samples, i) > window.recent; i -= 1) {
      const at = indexOf(samples, i, row)
      const c = committed[at] ?? Number.NaN
      const l = (starts === null ? start[row] : starts[at - samples.at]) ?? Number.NaN
      if ((ends[at] ?? Number.NaN) - (l > c ? l : c) <= allowed) return true
    }
    return false
  }

  /** The end reading before mostly lies at or below the position: then the record is as old as the line between the two says. */
  const findAge = ({ samples }: GroupBlock, row: number, position: number, end: number): void => {
    const { ends, count } = samples
    const before = count < 2 ? Number.NaN : (ends[indexOf(samples, count - 2, row)] ?? Number.NaN)
    const now = timeAt(samples, count - 1)
    if (!(before <= position)) {
      ageBetweenEnds(samples, row, position, now, age)
      return
    }
    const at = timeAt(samples, count - 2)
    const time = at + ((position - before) / (end - before)) * (now - at)
    age.kind = 'value'
    age.seconds = Math.max(0, now - time)
    age.error = Math.max(time - at, now - time)
  }

  const clear = (): void => {
    kept.count = kept.owing = 0
    kept.youngest = Infinity
    kept.row = -1
    some.caughtUp = some.ready = false
  }

  const isWorse = (seconds: number, lag: number, partition: number): boolean => {
    const time = (Number.isNaN(seconds) ? -1 : seconds) - (Number.isNaN(kept.age) ? -1 : kept.age)
    if (time !== 0) return time > 0
    return lag === kept.lag ? partition < kept.partition : lag > kept.lag
  }

  const take = (row: number, partition: number, lag: number): void => {
    const seconds = lag > 0 && age.kind === 'value' ? age.seconds : Number.NaN
    kept.count += 1
    if (lag > 0) {
      kept.owing += 1
      kept.youngest = Math.min(kept.youngest, seconds - age.error)
      sums.addAge(age)
    } else some.caughtUp = true
    if (kept.row >= 0 && !isWorse(seconds, lag, partition)) return
    kept.partition = partition
    kept.row = row
    kept.age = seconds
    kept.ageError = age.error
    kept.lag = lag
  }

  const addRates = (arriving: number, leaving: number): void => {
    sums.rates.in = plus(sums.rates.in, arriving)
    if (arriving > 0) addSkewValue(sums.traffic, arriving)
    sums.rates.out = plus(sums.rates.out, leaving)
  }

  return {
    begin(next) {
      group = next
      window.gap = Number.NaN
    },
    judge({ topic, rates }, { partitions, base }, from, to, left) {
      const { block } = group
      const { samples, rhythm, shown, allowed: allowances, edge } = block
      const { committed, ends, start, steadySince, count } = samples
      const newest = indexOf(samples, count - 1, 0)
      const { pauses } = rhythm
      let others = 0
      clear()
      for (let i = from; i < to; i += 1) {
        const row = base + i
        const c = committed[newest + row] ?? Number.NaN
        const e = ends[newest + row] ?? Number.NaN
        // Also false where one of them is unknown.
        const isPlain = c >= 0 && c <= e && e <= Number.MAX_SAFE_INTEGER && !((start[row] ?? 0) > c)
        const isShown = shown.code[row] === OK && shown.flags[row] === 0 && shown.settling[row] === 0
        if (isPlain && isShown && pauses?.has(row) !== true) {
          const gap = hasOwnRhythm(rhythm, row) ? commitGapOf(rhythm, row, settings) : settings.commitGapDefault
          if (gap !== window.gap) lookBack(gap)
          const before = ends[indexOf(samples, window.first, row)] ?? Number.NaN
          const produced = window.span === 0 ? 0 : (e - before) / window.span
          const allowed = Math.max(settings.allowedLag, Math.floor(produced * window.slack))
          const lag = e - c
          if ((steadySince[row] ?? Number.NaN) <= window.since && (lag <= allowed || wasWithin(samples, row, allowed))) {
            const p = partitions[i] ?? 0
            shown.also[row] = 0
            allowances[row] = allowed
            edge[row] = Number.NaN
            if (lag > 0) findAge(block, row, c, e)
            take(row, p, lag)
            addRates(rates?.short[p] ?? Number.NaN, block.out.short[row] ?? Number.NaN)
            if (lag > allowed) sums.addEta(block, row, rates, p, lag)
            else some.ready = true
            continue
          }
        }
        left[others] = i
        others += 1
      }
      tally.addKeepingUp(topic, kept)
      sums.addReady(some)
      return others
    },
  }
}
