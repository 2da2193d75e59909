import { isGap } from './gaps.ts'
import type { Tier } from './tiers.ts'

/** A span cut into steps of equal length. */
export interface Steps {
  readonly from: number
  readonly step: number
  readonly count: number
}

/** @returns at most `count` steps, none shorter than a second */
export function stepsOf(from: number, to: number, count: number): Steps {
  const span = Math.max(1_000, to - from)
  const most = Math.max(1, Math.min(count, Math.floor(span / 1_000)))
  return { from, step: span / most, count: most }
}

export const stepAt = ({ from, step, count }: Steps, time: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor((time - from) / step)))

/** Which moments fell into which steps, and where nothing was recorded. */
export interface Track {
  /** Ms since the moment before; null: there is none, or nothing was recorded between. */
  add(time: number, tier: Tier): number | null
  /**
   * Steps that no moment fell into although readings went on, each with the step whose reading still holds there: what was known last is
   * shown until it is known anew, but never across a gap.
   */
  held(until: number): readonly (readonly [step: number, from: number])[]
}

export function createTrack(steps: Steps): Track {
  const held: [number, number][] = []
  let last: { readonly time: number; readonly tier: Tier } | null = null
  let spacing: number | null = null

  const hold = (from: number, before: number): void => {
    for (let step = from + 1; step < before; step++) held.push([step, from])
  }
  return {
    add(time, tier) {
      const before = last
      last = { time, tier }
      if (before === null) return null
      const ms = time - before.time
      // Between two tiers the longer interval counts.
      const gap = isGap(ms, spacing, Math.max(tier, before.tier) as Tier) // the larger of two tiers is one
      spacing = ms
      if (gap) return null
      hold(stepAt(steps, before.time), stepAt(steps, time))
      return ms
    },
    held(until) {
      if (last !== null && !isGap(until - last.time, spacing, last.tier)) hold(stepAt(steps, last.time), stepAt(steps, until) + 1)
      return held
    },
  }
}
