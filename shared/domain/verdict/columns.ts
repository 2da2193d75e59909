import type { LagSettings } from '../lag-defaults.ts'
import { bitOf, CODES } from './ranks.ts'
import { createEnvelope } from './envelope.ts'

/** Samples of a row, among those of others: place `from + i * stride` holds what was read at `t[tFrom + i * stride]`. NaN: not read. */
export interface RowSamples {
  readonly t: Float64Array
  readonly tFrom: number
  readonly committed: Float64Array
  readonly ends: Float64Array
  /** Log starts by sample, from `startsFrom` on; null: `start` holds for all. */
  readonly starts: Float64Array | null
  startsFrom: number
  start: number
  from: number
  readonly stride: number
  readonly count: number
  /** The time from which on every sample is complete and neither commit nor end ever falls; NaN: not known. */
  steadySince: number
}

/** What else the verdict hangs on. Filled anew for each row. NaN: unknown. */
export interface RowSetting {
  /** Seconds. */
  interval: number
  commitGap: number
  usualPause: number
  ownedSince: number
  /** Nobody consumes: the group is Empty or Dead, or members are readable and none owns the row. */
  ownerless: boolean
  /** The group is Empty or Dead. */
  empty: boolean
  rebalancingFor: number
  rebalances: number
  /** Time lag and its error. */
  age: number
  ageError: number
}

/** What was found, in place of the answer before. */
export interface RowVerdict {
  code: number
  urgent: boolean
  /** Bits of `BESIDE`. */
  also: number
  allowed: number
  width: number
  patience: number
}

export interface RowJudge {
  readonly found: RowVerdict
  /** Other samples than before: their times are shared by the rows that follow. */
  begin(): void
  judge(samples: RowSamples, setting: RowSetting): void
}

const FIRST_PLACES = 64

/**
 * The rules of `judgePartition` over columns, without an object a row: a refresh judges hundreds of thousands of rows. For rows whose
 * newest sample is complete, with nothing lost, no open transaction read, no retention time, no known advance of the log start, no goals,
 * a leader and a topic. The same answers for those; the others are asked of `judgePartition`.
 */
export function createRowJudge(settings: LagSettings): RowJudge {
  const found: RowVerdict = { code: 0, urgent: false, also: 0, allowed: 0, width: 0, patience: 0 }
  const envelope = createEnvelope()
  /** Complete samples since the last fall of the log end, newest first. */
  let times = new Float64Array(FIRST_PLACES)
  let commits = new Float64Array(FIRST_PLACES)
  let logEnds = new Float64Array(FIRST_PLACES)
  let owed = new Float64Array(FIRST_PLACES)

  const makeRoom = (places: number): void => {
    if (places <= times.length) return
    times = new Float64Array(2 * places)
    commits = new Float64Array(2 * places)
    logEnds = new Float64Array(2 * places)
    owed = new Float64Array(2 * places)
  }

  const gather = ({ t, tFrom, committed, ends, starts, startsFrom, start, from, stride, count }: RowSamples): number => {
    makeRoom(count)
    let n = 0
    let later = Infinity
    for (let i = count - 1; i >= 0; i -= 1) {
      const at = from + i * stride
      const c = committed[at] ?? Number.NaN
      const e = ends[at] ?? Number.NaN
      if (!(c >= 0) || Number.isNaN(e)) continue
      if (e > later) break
      later = e
      const l = starts === null ? start : (starts[startsFrom + i * stride] ?? Number.NaN)
      const lag = e - (l > c ? l : c)
      times[n] = t[tFrom + i * stride] ?? 0
      commits[n] = c
      logEnds[n] = e
      owed[n] = lag > 0 ? lag : 0
      n += 1
    }
    return n
  }

  /** Where the window of that width begins: looked for once, as rows of a group share times and mostly the width. */
  const firstOf = { width: Number.NaN, place: 0 }
  const firstInWindow = ({ t, tFrom, stride, count }: RowSamples, width: number): number => {
    if (firstOf.width === width) return firstOf.place
    const since = (t[tFrom + (count - 1) * stride] ?? 0) - width
    let place = count - 1
    while (place > 0 && (t[tFrom + (place - 1) * stride] ?? 0) >= since) place -= 1
    firstOf.width = width
    firstOf.place = place
    return place
  }

  const slackOf = ({ interval, commitGap }: RowSetting): number =>
    Math.min(settings.slackMax, settings.slackBase + Math.min(commitGap, interval))

  /**
   * Most rows of most clusters keep up, and have done nothing odd for a window: then the first and the newest sample of it say all. True:
   * this is such a row, and `found` has its verdict.
   */
  const keepsUp = (samples: RowSamples, setting: RowSetting, width: number): boolean => {
    const { t, tFrom, committed, ends, starts, startsFrom, start, from, stride, count, steadySince } = samples
    const first = firstInWindow(samples, width)
    const since = t[tFrom + first * stride] ?? Number.NaN
    if (!(steadySince <= since)) return false
    const newest = from + (count - 1) * stride
    const c = committed[newest] ?? Number.NaN
    const e = ends[newest] ?? Number.NaN
    const l = starts === null ? start : (starts[startsFrom + (count - 1) * stride] ?? Number.NaN)
    const span = (t[tFrom + (count - 1) * stride] ?? 0) - since
    const produced = span === 0 ? 0 : (e - (ends[from + first * stride] ?? Number.NaN)) / span
    const allowed = Math.max(settings.allowedLag, Math.floor(produced * slackOf(setting)))
    if (!(c <= e && e - (l > c ? l : c) <= allowed)) return false
    found.code = CODES.OK
    found.also = 0
    found.allowed = allowed
    return true
  }

  /** How many of them the window holds. */
  const inWindow = (n: number, since: number): number => {
    let w = 1
    while (w < n && (times[w] ?? 0) >= since) w += 1
    return w
  }

  const quiet = { span: 0, samples: 0 }
  /** Seconds without progress while something is owed, and over how many samples. */
  const quietFor = (n: number, allowed: number, ownedSince: number): { span: number; samples: number } => {
    quiet.span = 0
    quiet.samples = 0
    if ((owed[0] ?? 0) <= allowed) return quiet
    let run = 1
    while (run < n && commits[run] === commits[0] && (owed[run] ?? 0) > allowed) run += 1
    const first = times[run - 1] ?? 0
    quiet.span = Math.max(0, (times[0] ?? 0) - (ownedSince > first ? ownedSince : first))
    quiet.samples = run
    return quiet
  }

  const trendOf = (w: number, width: number, traffic: number): number => {
    const now = times[0] ?? 0
    envelope.clear()
    for (let i = w - 1; i >= 0; i -= 1) envelope.add(times[i] ?? 0, owed[i] ?? 0, now, width)
    if (envelope.filled(0) < settings.slotsMin || envelope.filled(5) < settings.halfSlotsMin) return CODES.LEARNING
    const threshold = Math.max(settings.trendShare * traffic, (settings.trendChance * Math.sqrt(traffic * width)) / width)
    const rose = hasRisen(w)
    if (rose && envelope.isSteeper(0, 1, threshold) && envelope.isSteeper(5, 1, threshold)) return CODES.FALLING_BEHIND
    return envelope.isSteeper(0, -1, threshold) && envelope.isSteeper(5, -1, threshold) ? CODES.CATCHING_UP : CODES.BEHIND
  }

  const hasRisen = (w: number): boolean => {
    for (let i = 1; i < w; i += 1) if ((commits[i - 1] ?? 0) > (commits[i] ?? 0)) return true
    return false
  }
  const everWithin = (w: number, allowed: number): boolean => {
    for (let i = 0; i < w; i += 1) if ((owed[i] ?? 0) <= allowed) return true
    return false
  }
  const wentBack = (n: number, w: number): boolean => {
    let highest = 0
    for (let i = 0; i < w; i += 1) highest = Math.max(highest, commits[i] ?? 0)
    return n >= 2 && (commits[0] ?? 0) < highest && (commits[1] ?? 0) < highest
  }
  const isAhead = (n: number): boolean => n >= 2 && (commits[0] ?? 0) > (logEnds[0] ?? 0) && (commits[1] ?? 0) > (logEnds[1] ?? 0)

  const judge = (samples: RowSamples, setting: RowSetting): void => {
    const { interval, commitGap } = setting
    const width = Math.min(settings.windowMax, Math.max(settings.windowMin, 9 * interval, 5 * commitGap))
    const patience = Math.min(settings.patienceMax, Math.max(settings.patienceMin, 3 * interval, 2 * setting.usualPause))
    found.urgent = false
    found.width = width
    found.patience = patience
    if (!keepsUp(samples, setting, width)) judgeWindow(samples, setting, width, patience)
  }

  const judgeWindow = (samples: RowSamples, setting: RowSetting, width: number, patience: number): void => {
    const { age, ageError } = setting
    const n = gather(samples)
    const now = times[0] ?? 0
    const w = inWindow(n, now - width)
    const span = now - (times[w - 1] ?? 0)
    const produced = span === 0 ? 0 : Math.max(0, ((logEnds[0] ?? 0) - (logEnds[w - 1] ?? 0)) / span)
    const allowed = Math.max(settings.allowedLag, Math.floor(produced * slackOf(setting)))
    const behind = (owed[0] ?? 0) > allowed
    const { span: still, samples: stillFor } = quietFor(n, allowed, setting.ownedSince)
    const ahead = isAhead(n)
    const rewind = wentBack(n, w)
    const tooQuiet = behind && still >= patience && stillFor >= settings.samplesMin
    const longUnread = behind && setting.empty && age - ageError >= patience && !hasRisen(w)
    const stopped = (setting.ownerless && tooQuiet) || longUnread
    const stalled = !setting.ownerless && tooQuiet
    const moving = setting.rebalancingFor >= settings.rebalanceAfter || setting.rebalances > settings.rebalanceLoop
    const trifle = age + ageError < settings.trifleTime && (owed[0] ?? 0) < settings.trifleLag

    found.allowed = allowed
    if (ahead) found.code = CODES.AHEAD
    else if (rewind) found.code = CODES.REWIND
    else if (trifle || everWithin(w, allowed)) found.code = CODES.OK
    else if (behind && still >= settings.rebalanceAfter && moving) {
      found.code = CODES.REBALANCING
      found.urgent = setting.rebalancingFor >= settings.rebalanceUrgent
    } else if (stopped) found.code = CODES.STOPPED
    else if (stalled) found.code = CODES.STALLED
    else if (n < settings.samplesMin) found.code = CODES.LEARNING
    else found.code = trendOf(w, width, trafficOf(w, span, produced))
    found.also = besides(found.code, ahead, rewind, stopped, stalled)
  }

  const trafficOf = (w: number, span: number, produced: number): number =>
    span === 0 ? 0 : Math.max(produced, Math.max(0, ((commits[0] ?? 0) - (commits[w - 1] ?? 0)) / span))

  return { found, begin: () => void (firstOf.width = Number.NaN), judge }
}

const AHEAD = bitOf('AHEAD')
const REWIND = bitOf('REWIND')
const STOPPED = bitOf('STOPPED')
const STALLED = bitOf('STALLED')

/** What fits beside the first. */
function besides(code: number, ahead: boolean, rewind: boolean, stopped: boolean, stalled: boolean): number {
  let bits = 0
  if (ahead && code !== CODES.AHEAD) bits |= AHEAD
  if (rewind && code !== CODES.REWIND) bits |= REWIND
  if (stopped && code !== CODES.STOPPED) bits |= STOPPED
  if (stalled && code !== CODES.STALLED) bits |= STALLED
  return bits
}
