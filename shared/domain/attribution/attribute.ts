import * as causes from './causes.ts'
import { candidatesOf } from './concentration.ts'
import type { Attribution, AttributionInputs, Cause, RankedCause } from './inputs.ts'
import { onsetOf } from './onset.ts'

interface Entry {
  readonly test: causes.CauseTest
  /** Also tested when nothing grows. */
  readonly always?: true
}

/** In the order that decides between causes of about the same confidence. */
const table: readonly Entry[] = [
  { test: causes.nobodyConsuming, always: true },
  { test: causes.offsetsMoved, always: true },
  { test: causes.openTransaction, always: true },
  { test: causes.fromEvents('agentTrouble', 'agent', 'agent') },
  { test: causes.fromEvents('brokerRestarted', 'leader', 'broker') },
  { test: causes.fromEvents('replicationTrouble', 'leader', 'replication') },
  { test: causes.brokerSaturated },
  { test: causes.throttled },
  { test: causes.rebalancing },
  { test: causes.hotPartition },
  { test: causes.hostSlow },
  { test: causes.consumerSlow },
  { test: causes.producersSpedUp },
  { test: causes.consumersSlowed },
]

const AT_MOST = 3

/** By confidence; within five points the order of the table decides. */
function rank(found: readonly RankedCause[]): readonly RankedCause[] {
  const left = found.map((cause, place) => ({ cause, place }))
  const ranked: RankedCause[] = []
  while (left.length > 0 && ranked.length < AT_MOST) {
    const best = Math.max(...left.map((l) => l.cause.confidence))
    const next = left.findIndex((l) => l.cause.confidence >= best - 0.05)
    const [taken] = left.splice(next, 1)
    if (taken) ranked.push(taken.cause)
  }
  return ranked
}

function notTested({ partitions, saturated, throttledBrokers, group }: AttributionInputs): Cause[] {
  const missing: Cause[] = []
  if (partitions.every((p) => p.now.agent === null && p.before.agent === null)) missing.push('agentTrouble')
  if (saturated === null) missing.push('brokerSaturated')
  if (throttledBrokers === null && group.throttled === null) missing.push('throttled')
  return missing
}

/**
 * Why a group lags: ranked causes with their confidence, from the last hour. Growth is looked for first, then for what the growing
 * partitions have in common, then for events and changes of rates that fit.
 */
export function attribute(inputs: AttributionInputs): Attribution {
  const onset = onsetOf(inputs)
  const candidates = candidatesOf(onset.partitions, inputs.settings)
  const strongest = Math.max(0, ...candidates.map((c) => c.concentration))
  const scene = { inputs, onset, t0: onset.t ?? inputs.now, candidates, everywhere: 1 - strongest }
  const found = table
    .filter((entry) => onset.t !== null || entry.always)
    .flatMap((entry) => entry.test(scene))
    .filter((cause) => cause.confidence >= inputs.settings.listFrom)
  const ranked = rank(found)
  const highest = Math.max(0, ...ranked.map((c) => c.confidence))
  return {
    onset: onset.t,
    growth: onset.growth,
    causes: ranked,
    notExplained: 1 - highest,
    leftOut: onset.leftOut,
    notTested: notTested(inputs),
  }
}
