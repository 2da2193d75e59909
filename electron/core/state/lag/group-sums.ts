import type { EdgeView, EtaView, TimeLagView } from '../../../../shared/contract/figures.ts'
import { createLongestEta, NOTHING_LEFT } from '../../../../shared/domain/catch-up.ts'
import type { LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import type { RateColumns } from '../../../../shared/domain/rates.ts'
import { addSkewValue, clearSkewSums, noSkewSums, skewOf, type Skew, type SkewSums } from '../../../../shared/domain/skew.ts'
import type { TimeLagMethod } from '../../../../shared/domain/time-lag/reading.ts'
import type { Age } from './age-between-ends.ts'
import type { GroupBlock } from './group-block.ts'
import { edgeView, etaView } from './forecast-views.ts'

/** An age with the way it was found. */
export interface FoundAge extends Age {
  method: TimeLagMethod
  atLeast: boolean
}

/** Sums and the worst over the rows of a group, one row after the other. */
export interface GroupSums {
  clear(): void
  /** @param lag NaN: not complete @param age only looked at where there is lag */
  add(block: GroupBlock, row: number, rateIn: RateColumns | undefined, partition: number, lag: number, owed: number, age: FoundAge): void
  /** The same of rows without an edge, by whoever goes through many in one loop: what is to be added to there, and the rest. */
  readonly rates: { in: number; out: number }
  readonly traffic: SkewSums
  addAge(age: FoundAge): void
  addEta(block: GroupBlock, row: number, rateIn: RateColumns | undefined, partition: number, owed: number): void
  /** @param some of those lags are 0, or no more than what counts as none */
  addReady(some: { readonly caughtUp: boolean; readonly ready: boolean }): void
  timeLag(atMs: number): TimeLagView
  eta(): EtaView
  edge(): EdgeView
  /** msg/s; null: none is known. */
  rateIn(): number | null
  rateOut(): number | null
  /** Of the traffic, over partitions that have some. */
  skew(): Skew | null
}

const UNKNOWN: TimeLagView = { kind: 'unknown' }

export const plus = (sum: number, more: number): number => (Number.isNaN(more) ? sum : Number.isNaN(sum) ? more : sum + more)
const known = (value: number): number | null => (Number.isNaN(value) ? null : value)
/** For "the largest": a lower bound counts as what it is known to be; nothing known sorts last. */
const weightOf = (age: Age): number => (age.kind === 'unknown' ? -1 : age.seconds)

function copyAge({ kind, seconds, error, method, atLeast }: FoundAge, to: FoundAge): void {
  to.kind = kind
  to.seconds = seconds
  to.error = error
  to.method = method
  to.atLeast = atLeast
}

export function createGroupSums(settings: LagSettings): GroupSums {
  const oldest: FoundAge = { kind: 'unknown', seconds: Number.NaN, error: 0, method: 'record', atLeast: false }
  /** In an object: a number with a fraction in a variable of a closure is a new object with every change. */
  const rates = { in: Number.NaN, out: Number.NaN }
  const sum = { edge: Number.NaN, edgeBy: 0 }
  let agesUnknown = false
  let caughtUp = false
  let someReady = false
  const traffic = noSkewSums()
  const left = createLongestEta(settings)

  const addAge = (age: FoundAge): void => {
    if (age.kind === 'unknown') agesUnknown = true
    else if (oldest.kind === 'unknown' || weightOf(age) > weightOf(oldest)) copyAge(age, oldest)
  }
  const addEta = (block: GroupBlock, row: number, rateIn: RateColumns | undefined, partition: number, owed: number): void => {
    const allowed = block.allowed[row] ?? 0
    if (owed <= allowed) someReady = true
    else left.addRow(owed, rateIn, partition, block.out, row)
  }
  const addEdge = ({ edge: edges, edgeBy: by }: GroupBlock, row: number): void => {
    const own = edges[row] ?? Number.NaN
    if (Number.isNaN(own) || own >= sum.edge) return
    sum.edge = own
    sum.edgeBy = by[row] ?? 0
  }

  return {
    clear() {
      rates.in = rates.out = sum.edge = Number.NaN
      sum.edgeBy = 0
      agesUnknown = caughtUp = someReady = false
      oldest.kind = 'unknown'
      left.clear()
      clearSkewSums(traffic)
    },
    add(block, row, rateIn, partition, lag, owed, age) {
      const arriving = rateIn?.short[partition] ?? Number.NaN
      rates.in = plus(rates.in, arriving)
      if (arriving > 0) addSkewValue(traffic, arriving)
      rates.out = plus(rates.out, block.out.short[row] ?? Number.NaN)
      if (lag > 0) addAge(age)
      else if (lag === 0) caughtUp = true
      if (!Number.isNaN(lag)) addEta(block, row, rateIn, partition, owed)
      addEdge(block, row)
    },
    rates,
    traffic,
    addAge,
    addEta,
    addReady(some) {
      if (some.caughtUp) caughtUp = true
      if (some.ready) someReady = true
    },
    timeLag(at) {
      const { kind, seconds, error, method, atLeast } = oldest
      if (kind === 'value') return { kind, seconds, error, method, atLeast: atLeast || agesUnknown, at }
      if (kind === 'moreThan') return { kind, seconds, at }
      if (agesUnknown || !caughtUp) return UNKNOWN
      return { kind: 'value', seconds: 0, error: 0, method: 'record', atLeast: false, at }
    },
    eta() {
      // One is as good as all of them.
      if (someReady) left.add(NOTHING_LEFT)
      return etaView(left.eta, left.atLeast)
    },
    edge: () => edgeView(sum.edge, sum.edgeBy),
    rateIn: () => known(rates.in),
    rateOut: () => known(rates.out),
    skew: () => skewOf(traffic),
  }
}
