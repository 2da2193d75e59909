import type { ClusterState } from '../../../../shared/domain/cluster-state.ts'
import { lagDefaults, type LagSettings } from '../../../../shared/domain/lag-defaults.ts'
import type { Observation, OffsetsObserved } from '../../../../shared/domain/observation.ts'
import { breakRateAt } from '../../../../shared/domain/rates.ts'
import type { EdgeView } from '../../../../shared/contract/figures.ts'
import type { Explanation } from '../../../../shared/contract/lag.ts'
import { KeyedList } from '../keyed-list.ts'
import { explainRow } from './explain.ts'
import type { GroupBlock } from './group-block.ts'
import { createGroupStates } from './group-states.ts'
import type { GroupLagFigures, PartitionLagFigures } from './figures.ts'
import { createGroupJudge } from './judge-group.ts'
import type { Judging } from './judging.ts'
import { edgeAt, partitionFigures, rowCase } from './row-alone.ts'
import { createRowPages } from './row-pages.ts'
import { forget, takeSample, timeOf } from './take-sample.ts'
import { createTopicFacts, type Retention } from './topic-facts.ts'

/** What follows from the samples of groups: rates, time lag, verdicts. The same object while nothing changed. */
export interface LagFigures {
  readonly groups: ReadonlyMap<string, GroupLagFigures>
  readonly partition: (group: string, topic: string, partition: number) => PartitionLagFigures | null
  /** Every figure of a partition with how it came about; null: it was not sampled. */
  readonly explain: (group: string, topic: string, partition: number) => Explanation['lines'] | null
  /** Messages per second that arrive in a partition; null: not known yet. */
  readonly rateIn: (topic: string, partition: number) => number | null
  /** How long until records that the group did not read are deleted, by the newest sample. */
  readonly edge: (group: string, topic: string, partition: number) => EdgeView
  /** How records of a partition come to be deleted; null: nothing was read of it. */
  readonly retention: (topic: string, partition: number) => Retention | null
}

const UNKNOWN_EDGE: EdgeView = { kind: 'unknown' }

export const noLag: LagFigures = {
  groups: new Map(),
  partition: () => null,
  explain: () => null,
  rateIn: () => null,
  edge: () => UNKNOWN_EDGE,
  retention: () => null,
}

/**
 * Follows the samples of all groups of a cluster, in bounded memory. What it says is a function of the observations it saw: the same
 * ones, played back, give the same figures.
 */
export interface LagTracker {
  /** @param state the state after the observation */
  observe(state: ClusterState, observation: Observation): Generator<undefined, void>
  figures(): LagFigures
}

const USUAL_INTERVAL_MS = 30_000
/** Partitions between two chances to let others run: about a millisecond. */
const ROWS_A_STEP = 60
/** What a group takes beside its rows, in rows. */
const GROUP_WORK = 8
const GROUPS_A_STEP = 1_000
const CLOCK_TURN_MS = 2_000

export function createLagTracker(settings: LagSettings = lagDefaults): LagTracker {
  const blocks = new Map<string, GroupBlock>()
  const pages = createRowPages()
  const facts = createTopicFacts(settings)
  const states = createGroupStates()
  const judge = createGroupJudge(settings)
  let groups = KeyedList.empty<GroupLagFigures>()
  let now: ClusterState | null = null
  let wallAhead: number | null = null
  /** By which groups were forgotten last. */
  let listed: ClusterState['groups'] | null = null

  const judging = (state: ClusterState, group: string, t: number): Judging => ({
    state,
    group,
    t,
    facts,
    settings,
    timing: states.of(group, t),
  })
  /** The same for those that are judged one after the other: one for all of them. */
  let judged: { -readonly [K in keyof Judging]: Judging[K] } | null = null
  const judgedNow = (state: ClusterState, group: string, t: number): Judging => {
    if (judged === null) return (judged = judging(state, group, t))
    judged.state = state
    judged.group = group
    judged.t = t
    judged.timing = states.of(group, t)
    return judged
  }
  const partition = (group: string, topic: string, p: number): PartitionLagFigures | null => {
    const block = blocks.get(group)
    const figures = groups.get(group)
    return block && figures && now ? partitionFigures(judging(now, group, figures.t), block, topic, p) : null
  }
  const explain = (group: string, topic: string, p: number): Explanation['lines'] | null => {
    const block = blocks.get(group)
    const figures = groups.get(group)
    const row = block && figures && now ? rowCase(judging(now, group, figures.t), block, topic, p) : null
    return row && block ? [...explainRow(row, block)] : null
  }
  const rateIn = (topic: string, p: number): number | null => facts.rateIn(topic, p).short
  const edge = (group: string, topic: string, p: number): EdgeView => {
    const block = blocks.get(group)
    return block ? edgeAt(block, topic, p) : UNKNOWN_EDGE
  }
  const retention = (topic: string, p: number): Retention | null =>
    now?.starts.has(topic) ? facts.retention(now, topic, p, (now.starts.get(topic)?.at[p] ?? 0) / 1_000) : null
  let told = noLag

  /** Nothing is compared across a jump of the wall clock. */
  const noteClock = ({ at, now: monotonic }: { readonly at: number; readonly now: number }): void => {
    const ahead = at - monotonic
    if (wallAhead !== null && Math.abs(ahead - wallAhead) > CLOCK_TURN_MS) {
      facts.breakRates()
      for (const { out, samples } of blocks.values()) for (let i = 0; i < samples.rows; i += 1) breakRateAt(out, samples.from + i)
    }
    wallAhead = ahead
  }

  function* offsets(state: ClusterState, seen: OffsetsObserved): Generator<undefined, void> {
    yield* facts.readEnds(seen.ends, yield* intervalsOf(seen))
    const next = groups.draft()
    judge.begin(state)
    let work = 0
    for (const { group, problem, interval } of seen.commits) {
      const sample = state.samples.get(group)
      const t = sample && timeOf(sample)
      if (problem !== null || !sample || t == null) continue
      const planned = (interval ?? USUAL_INTERVAL_MS) / 1_000
      const known = blocks.get(group)
      const block = takeSample(pages, known, state, sample, t, planned, settings)
      if (block !== known) blocks.set(group, block)
      work += 2 + block.samples.rows / 8
      judge.open(judgedNow(state, group, t), block)
      work += GROUP_WORK
      for (let done = judge.step(); done > 0; done = judge.step()) {
        work += done
        if (work < ROWS_A_STEP) continue
        work = 0
        yield
      }
      block.place = next.set(group, judge.close(), block.place)
    }
    groups = next.done()
  }

  /** More is known of times: the groups that it concerns are judged again by the sample they have. */
  function* again(state: ClusterState, topics: ReadonlySet<string>): Generator<undefined, void> {
    const next = groups.draft()
    judge.begin(state)
    for (const [group, block] of blocks) {
      const before = block.figures
      if (!before || !block.samples.topics.some((rows) => topics.has(rows.topic))) continue
      judge.open(judgedNow(state, group, before.t), block)
      while (judge.step() > 0) yield
      block.place = next.set(group, judge.close(), block.place)
    }
    groups = next.done()
  }

  function* forgetOthers(state: ClusterState): Generator<undefined, void> {
    if (state.groups === listed) return
    listed = state.groups
    const gone: string[] = []
    let n = 0
    for (const group of blocks.keys()) {
      if (!state.groups.has(group)) gone.push(group)
      n += 1
      if (n % GROUPS_A_STEP === 0) yield
    }
    if (gone.length === 0) return
    for (const group of gone) {
      const block = blocks.get(group)
      if (block) forget(block, pages)
      blocks.delete(group)
    }
    groups = groups.without(new Set(gone))
  }

  return {
    *observe(state, observation) {
      now = state
      const before = groups
      if ('at' in observation) noteClock(observation)
      switch (observation.kind) {
        case 'offsets':
          yield* offsets(state, observation)
          break
        case 'starts':
          yield* facts.readStarts(
            state.starts,
            observation.starts.map((s) => s.topic),
            observation.at / 1_000,
          )
          break
        case 'metadata':
          yield* facts.readLayout(state, observation.at / 1_000, true)
          break
        case 'groups':
          yield* states.read(state, observation.at / 1_000)
          yield* forgetOthers(state)
          break
        case 'descriptions':
          yield* states.read(state, observation.at / 1_000)
          break
        case 'probes':
          yield* again(state, new Set(observation.probes.map((probe) => probe.topic)))
          break
        case 'links':
        case 'causes':
        case 'maintenance':
        case 'mesos':
        case 'scheduler':
        case 'stables':
        case 'logDirs':
        case 'config':
        case 'part':
          break
      }
      if (before !== groups) told = { groups, partition, explain, rateIn, edge, retention }
    },
    figures: () => told,
  }
}

/** The tier in which a topic's ends are read: that of the group that is read most often. */
function* intervalsOf(seen: OffsetsObserved): Generator<undefined, (topic: string) => number> {
  const all = commonInterval(seen)
  if (all !== null) return () => all
  const intervals = new Map<string, number>()
  let n = 0
  for (const { topics, interval = USUAL_INTERVAL_MS } of seen.commits) {
    for (const { topic } of topics) intervals.set(topic, Math.min(intervals.get(topic) ?? Infinity, interval / 1_000))
    n += 1
    if (n % GROUPS_A_STEP === 0) yield
  }
  return (topic) => intervals.get(topic) ?? USUAL_INTERVAL_MS / 1_000
}

/** Seconds, where all groups are read in one tier, as in most readings; null: they are not. */
function commonInterval({ commits }: OffsetsObserved): number | null {
  const first = commits[0]?.interval ?? USUAL_INTERVAL_MS
  for (const { interval = USUAL_INTERVAL_MS } of commits) if (interval !== first) return null
  // Topics that none of them reads are read in the usual one.
  return first === USUAL_INTERVAL_MS ? first / 1_000 : null
}
