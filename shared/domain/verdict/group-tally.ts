import type { LagSettings } from '../lag-defaults.ts'
import { CODES, NOTICE, rankAt, URGENT, VERDICTS } from './ranks.ts'

/** A partition as its group's verdict needs it. NaN: not read. */
export interface Counted {
  topic: string
  partition: number
  /** The caller's own number of it. */
  row: number
  /** 0: not judged. */
  code: number
  flags: number
  /** Seconds and error of the time lag. */
  age: number
  ageError: number
  lag: number
  owed: number
}

export interface GroupSetting {
  readonly state: string
  /** Seconds of history without a rise of any commit and without a member; null: not that much history. */
  readonly idleFor: number | null
  readonly settings: LagSettings
}

/** What the partitions of a group come to. */
export interface Tallied {
  readonly code: number
  readonly urgent: boolean
  readonly notice: boolean
  readonly complete: number
  readonly atLeast: boolean
  readonly dormant: boolean
  readonly hasRepresentative: boolean
}

const OK = CODES.OK

/** Partitions of a topic that keep up, taken in one loop. */
export interface KeepingUp {
  count: number
  /** Those with lag; the age of the youngest, less its error. NaN: of one it is not known. */
  owing: number
  youngest: number
  /** Of the oldest, then that with the largest lag, then the first. NaN: not read. */
  partition: number
  row: number
  age: number
  ageError: number
  lag: number
}

/** Takes in the partitions of a group one after the other and keeps sums and the worst only: the order does not matter. */
export interface GroupTally {
  clear(): void
  add(one: Counted): void
  /** The same for partitions of a topic that are OK, of which the worst is told. */
  addKeepingUp(topic: string, some: KeepingUp): void
  /** Null: there was none. */
  result(setting: GroupSetting): Tallied | null
  /** Partitions with that verdict. */
  countOf(code: number): number
  readonly notices: number
  /** The one whose figures are in the sentence: of the worst the oldest, then that with the largest lag, then the first by name. */
  readonly representative: Readonly<Counted>
}

/** Unknown sorts last. */
const weight = (value: number): number => (Number.isNaN(value) ? -1 : value)

export function createGroupTally(): GroupTally {
  const counts = new Int32Array(VERDICTS.length + 1)
  const best: Counted = {
    topic: '',
    partition: 0,
    row: -1,
    code: 0,
    flags: 0,
    age: Number.NaN,
    ageError: 0,
    lag: Number.NaN,
    owed: Number.NaN,
  }
  const keeping: Counted = { ...best, code: OK }
  let partitions = 0
  let ranked = 0
  let notices = 0
  /** Infinity: none is ranked. */
  let worst = Infinity
  let urgent = false
  let owing = 0
  /** Error bar of the time lag taken off; the youngest of those that owe. NaN: of one it is not known. */
  let youngest = Infinity

  const isBefore = (one: Counted): boolean => {
    const time = weight(best.age) - weight(one.age)
    if (time !== 0) return time < 0
    const lag = weight(best.lag) - weight(one.lag)
    if (lag !== 0) return lag < 0
    return one.topic === best.topic ? one.partition < best.partition : one.topic < best.topic
  }
  const take = (one: Counted): void => {
    best.topic = one.topic
    best.partition = one.partition
    best.row = one.row
    best.code = one.code
    best.flags = one.flags
    best.age = one.age
    best.ageError = one.ageError
    best.lag = one.lag
    best.owed = one.owed
  }
  const rank = (one: Counted): void => {
    const own = rankAt(one.code, one.flags)
    if (own === 0) return
    ranked += 1
    if (own > worst) return
    if (own < worst) urgent = false
    if (own < worst || isBefore(one)) take(one)
    worst = own
    if ((one.flags & URGENT) !== 0) urgent = true
  }
  const isDormant = ({ state, idleFor, settings }: GroupSetting): boolean => {
    if (state !== 'Empty' && state !== 'Dead') return false
    if (idleFor !== null) return idleFor >= settings.dormantAfter
    return owing > 0 && youngest >= settings.dormantAfter
  }

  return {
    clear() {
      counts.fill(0)
      partitions = ranked = notices = owing = 0
      worst = Infinity
      urgent = false
      youngest = Infinity
    },
    add(one) {
      if (one.code !== 0) counts[one.code] = (counts[one.code] ?? 0) + 1
      if ((one.flags & NOTICE) !== 0) notices += 1
      if (one.owed > 0) {
        owing += 1
        // NaN stays.
        youngest = Math.min(youngest, one.age - one.ageError)
      }
      rank(one)
      partitions += 1
    },
    addKeepingUp(topic, some) {
      if (some.count === 0) return
      counts[OK] = (counts[OK] ?? 0) + some.count
      partitions += some.count
      owing += some.owing
      if (some.owing > 0) youngest = Math.min(youngest, some.youngest)
      ranked += some.count - 1
      keeping.topic = topic
      keeping.partition = some.partition
      keeping.row = some.row
      keeping.age = some.age
      keeping.ageError = some.ageError
      keeping.lag = keeping.owed = some.lag
      rank(keeping)
    },
    result(setting) {
      if (partitions === 0) return null
      const dormant = isDormant(setting)
      if (notices === partitions) {
        const code = (counts[CODES.NO_COMMIT] ?? 0) > 0 ? CODES.NO_COMMIT : CODES.TOPIC_GONE
        return { code, urgent: false, notice: true, complete: 1, atLeast: false, dormant, hasRepresentative: false }
      }
      const complete = ranked / (partitions - notices)
      const partial = complete < setting.settings.completeMin
      if (ranked === 0 || (best.code === CODES.OK && partial))
        return { code: CODES.LEARNING, urgent: false, notice: false, complete, atLeast: false, dormant, hasRepresentative: false }
      return { code: best.code, urgent, notice: false, complete, atLeast: partial, dormant, hasRepresentative: true }
    },
    countOf: (code) => counts[code] ?? 0,
    get notices() {
      return notices
    },
    representative: best,
  }
}
