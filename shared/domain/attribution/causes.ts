import type { Candidate } from './concentration.ts'
import type { AttributionInputs, AttributionPartition, Cause, Dimension, EventKind, RankedCause } from './inputs.ts'
import { changeOf, type Change, type Onset } from './onset.ts'

/** What every cause is tested against. */
export interface Scene {
  readonly inputs: AttributionInputs
  readonly onset: Onset
  readonly t0: number
  readonly candidates: readonly Candidate[]
  /** Concentration of causes that hit the whole group: what no part of it explains. */
  readonly everywhere: number
}

export type CauseTest = (scene: Scene) => readonly RankedCause[]

const one = (cause: Cause, subject: string, confidence: number): RankedCause => ({ cause, subject, confidence })

/** Measured causes are less sure with less than three minutes of data after the onset. */
const measured = ({ inputs, t0 }: Scene): number => (inputs.now - t0 < 180 ? 0.8 : 1)

const candidatesIn = ({ candidates }: Scene, dimension: Dimension): readonly Candidate[] =>
  candidates.filter((c) => c.dimension === dimension)

function falls(p: AttributionPartition, from: number): number {
  let sum = 0
  let last: number | null = null
  for (const { t, committed } of p.samples) {
    if (committed === null) continue
    if (t > from && last !== null && committed < last) sum += last - committed
    last = committed
  }
  return sum
}

export const nobodyConsuming: CauseTest = ({ inputs }) => (inputs.group.emptyFor >= 60 ? [one('nobodyConsuming', '', 1)] : [])

export const offsetsMoved: CauseTest = ({ inputs, onset, t0 }) => {
  const moved = inputs.partitions.reduce((sum, p) => sum + falls(p, t0 - 120), 0)
  const part = onset.growth === 0 ? (moved > 0 || inputs.group.resetByUs ? 1 : 0) : Math.min(1, moved / onset.growth)
  return part >= 0.5 || (inputs.group.resetByUs && part > 0) ? [one('offsetsMoved', '', part)] : []
}

export const openTransaction: CauseTest = ({ inputs, onset }) => {
  const blocked = (p: AttributionPartition): boolean => (p.samples.findLast((s) => s.blocked !== null)?.blocked ?? 0) > 0
  if (onset.t === null) return inputs.partitions.length > 0 && inputs.partitions.every(blocked) ? [one('openTransaction', '', 1)] : []
  const total = onset.partitions.reduce((sum, g) => sum + g.lag, 0)
  const part = total === 0 ? 0 : onset.partitions.filter((g) => blocked(g.partition)).reduce((sum, g) => sum + g.lag, 0) / total
  return part >= 0.7 ? [one('openTransaction', '', part)] : []
}

/** A cause that needs an event on the candidate near the onset. */
export const fromEvents =
  (cause: Cause, dimension: Dimension, kind: EventKind): CauseTest =>
  (scene) => {
    const { eventNear, eventFar } = scene.inputs.settings
    return candidatesIn(scene, dimension).flatMap((candidate) => {
      const strengths = scene.inputs.events
        .filter((e) => e.kind === kind && e.subject === candidate.value)
        .map((e) => {
          const distance = Math.abs(e.t - scene.t0)
          const near = distance <= eventNear ? 1 : distance <= eventFar ? 0.6 : 0
          return near * (e.harmlessBefore >= 2 ? 0.8 : 1)
        })
      const strongest = Math.max(0, ...strengths)
      return strongest > 0 ? [one(cause, candidate.value, candidate.concentration * strongest)] : []
    })
  }

export const brokerSaturated: CauseTest = (scene) =>
  candidatesIn(scene, 'leader')
    .filter((c) => scene.inputs.saturated?.has(c.value))
    .map((c) => one('brokerSaturated', c.value, c.concentration * measured(scene)))

const THROTTLE_EVIDENCE = 0.7

export const throttled: CauseTest = (scene) => {
  const brokers = candidatesIn(scene, 'leader')
    .filter((c) => scene.inputs.throttledBrokers?.has(c.value))
    .map((c) => one('throttled', c.value, c.concentration * THROTTLE_EVIDENCE))
  return scene.inputs.group.throttled ? [...brokers, one('throttled', '', scene.everywhere * THROTTLE_EVIDENCE)] : brokers
}

const change = ({ inputs, t0 }: Scene, partitions: Iterable<AttributionPartition>, what: 'in' | 'out'): Change | null =>
  changeOf([...partitions], t0, inputs.now, what)

const steady = (c: Change | null): boolean => c !== null && Math.abs(c.after - c.before) <= 0.2 * c.before
const slowedTo = (c: Change | null, part: number): boolean => c !== null && c.after <= part * c.before

export const rebalancing: CauseTest = (scene) => {
  const { group, settings } = scene.inputs
  const often = group.rebalances > settings.rebalanceLoop || group.rebalancingShare >= 0.5
  const out = change(scene, scene.inputs.partitions, 'out')
  return often && slowedTo(out, 0.5) ? [one('rebalancing', '', scene.everywhere * measured(scene))] : []
}

export const hotPartition: CauseTest = (scene) =>
  candidatesIn(scene, 'partition').flatMap((candidate) => {
    const others = scene.inputs.partitions.filter((p) => !candidate.partitions.has(p))
    const own = change(scene, candidate.partitions, 'in')
    const rest = change(scene, others, 'in')
    if (own === null || rest === null || others.length === 0) return []
    const hot = own.after > (scene.inputs.settings.hotFactor * rest.after) / others.length
    return hot ? [one('hotPartition', candidate.value, candidate.concentration * measured(scene))] : []
  })

const slowSet = (scene: Scene, cause: Cause, candidate: Candidate): readonly RankedCause[] => {
  const slow = slowedTo(change(scene, candidate.partitions, 'out'), 0.7) && steady(change(scene, candidate.partitions, 'in'))
  return slow ? [one(cause, candidate.value, candidate.concentration * measured(scene))] : []
}

export const hostSlow: CauseTest = (scene) =>
  candidatesIn(scene, 'host').flatMap((candidate) => {
    const growing = scene.onset.partitions.filter((g) => g.owed > 0 && candidate.partitions.has(g.partition)).map((g) => g.partition.member)
    return new Set(growing).size >= 2 ? slowSet(scene, 'hostSlow', candidate) : []
  })

export const consumerSlow: CauseTest = (scene) => candidatesIn(scene, 'member').flatMap((c) => slowSet(scene, 'consumerSlow', c))

const mostGrow = ({ onset }: Scene): boolean => onset.partitions.filter((g) => g.owed > 0).length >= 0.7 * onset.partitions.length

export const producersSpedUp: CauseTest = (scene) => {
  const rateIn = change(scene, scene.inputs.partitions, 'in')
  const rateOut = change(scene, scene.inputs.partitions, 'out')
  if (!mostGrow(scene) || rateIn === null || rateOut === null) return []
  const fits = rateIn.after > 1.5 * rateIn.before && rateOut.after >= 0.9 * rateOut.before
  return fits ? [one('producersSpedUp', '', scene.everywhere * measured(scene))] : []
}

/** Not listed beside *rebalancing* or *nobody consuming*, which say why. */
export const consumersSlowed: CauseTest = (scene) => {
  const out = change(scene, scene.inputs.partitions, 'out')
  if (!mostGrow(scene) || out === null || out.after >= 0.7 * out.before || !steady(change(scene, scene.inputs.partitions, 'in'))) return []
  if (nobodyConsuming(scene).length > 0 || rebalancing(scene).length > 0) return []
  return [one('consumersSlowed', '', scene.everywhere * measured(scene))]
}
