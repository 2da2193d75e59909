import { attribute } from '../../../shared/domain/attribution/attribute.ts'
import type {
  Attribution,
  AttributionEvent,
  AttributionInputs,
  AttributionPartition,
  AttributionSample,
} from '../../../shared/domain/attribution/inputs.ts'
import { onsetOf } from '../../../shared/domain/attribution/onset.ts'
import { partitionKey } from '../../../shared/domain/ids.ts'
import { lagDefaults } from '../../../shared/domain/lag-defaults.ts'
import { ownersOf, type Ownership } from './ownership.ts'
import type { GroupMoment } from './playback.ts'

/** What is known beside the recorded offsets. Wall clock ms. */
export interface Circumstances {
  readonly ownership: Ownership
  readonly leaderMoves: readonly LeaderMove[]
  readonly events: readonly { readonly at: number; readonly kind: AttributionEvent['kind']; readonly subject: string }[]
  /** States of the group, oldest first. */
  readonly states: readonly { readonly at: number; readonly state: string }[]
}

export interface LeaderMove {
  readonly at: number
  readonly topic: string
  readonly partition: number
  readonly from: number
  /** −1: nobody. */
  readonly to: number
}

export const HOUR_MS = 3_600_000

/** Why a group lags at `now`, from what was recorded in the hour before. */
export function whyOf(moments: Iterable<GroupMoment>, now: number, circumstances: Circumstances): Attribution {
  const partitions = partitionsOf(moments, circumstances)
  const inputs: AttributionInputs = {
    now: now / 1_000,
    partitions,
    group: { ...groupFacts(circumstances, now, now), resetByUs: false, throttled: null },
    events: circumstances.events.map(({ at, kind, subject }) => ({ t: at / 1_000, kind, subject, harmlessBefore: 0 })),
    saturated: null,
    throttledBrokers: null,
    settings: lagDefaults,
  }
  const onset = onsetOf(inputs).t
  if (onset === null) return attribute(inputs)
  const before = leadersBefore(circumstances, onset * 1_000 - lagDefaults.eventNear * 1_000)
  return attribute({
    ...inputs,
    partitions: partitions.map((p) => ({ ...p, before: placeOf(before.get(p.id) ?? p.now.leader, circumstances) })),
    group: { ...inputs.group, ...groupFacts(circumstances, now, onset * 1_000) },
  })
}

/** Attribution compares every moment with every other: the more partitions, the fewer moments. */
const momentsFor = (partitions: number): number => Math.max(60, Math.sqrt(1e8 / Math.max(1, partitions)))

interface Growing extends AttributionPartition {
  readonly samples: AttributionSample[]
}

function partitionsOf(moments: Iterable<GroupMoment>, circumstances: Circumstances): readonly Growing[] {
  const found = new Map<string, Growing>()
  const ownerOf = ownersOf(circumstances.ownership)
  const keep = ({ time, layout, committed, ends, lag }: GroupMoment): void => {
    let column = 0
    for (const { topic, partitions } of layout)
      for (const partition of partitions) {
        const id = partitionKey(topic, partition)
        const known = found.get(id) ?? newPartition(id, ownerOf(topic, partition), circumstances)
        found.set(id, known)
        known.samples.push(sampleOf(time, committed[column], ends[column], lag[column]))
        column++
      }
  }
  let kept = Number.NEGATIVE_INFINITY
  let newest: GroupMoment | null = null
  for (const moment of moments) {
    newest = moment
    if (moment.time - kept < HOUR_MS / momentsFor(moment.lag.length)) continue
    kept = moment.time
    keep(moment)
  }
  if (newest !== null && newest.time > kept) keep(newest)
  return [...found.values()]
}

function sampleOf(time: number, committed = Number.NaN, end = Number.NaN, lag = Number.NaN): AttributionSample {
  const known = Number.isNaN(lag) ? null : lag
  return {
    t: time / 1_000,
    committed: committed >= 0 ? committed : null,
    end: Number.isNaN(end) ? null : end,
    owed: known,
    lag: known,
    blocked: null,
  }
}

function newPartition(id: string, { leader, member }: ReturnType<ReturnType<typeof ownersOf>>, circumstances: Circumstances): Growing {
  const place = placeOf(leader === null ? null : String(leader), circumstances)
  return { id, samples: [], member: member?.member ?? null, host: member?.host ?? null, now: place, before: place }
}

const placeOf = (leader: string | null, { ownership }: Circumstances): AttributionPartition['now'] => ({
  leader,
  agent: null,
  rack: leader === null ? null : (ownership.racks.get(Number(leader)) ?? null),
})

/** Leaders of those partitions that have another one since. */
function leadersBefore({ leaderMoves }: Circumstances, at: number): ReadonlyMap<string, string> {
  const before = new Map<string, string>()
  for (const move of leaderMoves) {
    const id = partitionKey(move.topic, move.partition)
    // The first move after the moment tells who led until then.
    if (move.at > at && move.from >= 0 && !before.has(id)) before.set(id, String(move.from))
  }
  return before
}

const REBALANCES_MS = 600_000
const isRebalancing = (state: string): boolean => /^(PreparingRebalance|CompletingRebalance|Assigning|Reconciling)$/.test(state)
const isEmpty = (state: string): boolean => state === 'Empty' || state === 'Dead'

function groupFacts(
  { states }: Circumstances,
  now: number,
  onset: number,
): Pick<AttributionInputs['group'], 'emptyFor' | 'rebalances' | 'rebalancingShare'> {
  let rebalancing = 0
  let rebalances = 0
  for (const [i, { at, state }] of states.entries()) {
    if (!isRebalancing(state)) continue
    const until = states[i + 1]?.at ?? now
    rebalancing += Math.max(0, until - Math.max(at, onset))
    const begun = i === 0 || !isRebalancing(states[i - 1]?.state ?? '')
    if (begun && at > now - REBALANCES_MS) rebalances += 1
  }
  const newest = states.at(-1)
  const sinceEmpty = states.slice(states.findLastIndex((s) => !isEmpty(s.state)) + 1)[0]?.at ?? now
  return {
    emptyFor: newest !== undefined && isEmpty(newest.state) ? (now - sinceEmpty) / 1_000 : 0,
    rebalances,
    rebalancingShare: now > onset ? rebalancing / (now - onset) : 0,
  }
}
