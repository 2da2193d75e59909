import {
  emptyState,
  type ClusterState,
  type GroupSample,
  type LogDirsFact,
  type TopicOffsetsFact,
  type TopicSample,
} from '../../../../shared/domain/cluster-state.ts'
import { noMesos, type MesosFacts, type SchedulerFacts } from '../../../../shared/domain/mesos-state.ts'
import type { PartName, PartStatus } from '../../../../shared/domain/part-status.ts'
import type { CommitsAt, OffsetsAt, TopicOffsetsAt } from './offsets-at.ts'
import type { SizesByBroker } from './replica-sizes.ts'
import type { TableFacts } from './sections.ts'
import { FIGURES, MESOS_TABLES, PROBLEMS, SCHEDULER_BROKERS, SINGLE } from './tables.ts'

export interface BuiltMoment {
  readonly state: ClusterState
  readonly figures: ReadonlyMap<string, unknown>
}

/** By table. */
export type Facts = ReadonlyMap<string, TableFacts>

const VALUES_A_STEP = 100
const NOTHING: ReadonlyMap<number, number> = new Map()
const NO_METADATA: TopicSample['metadata'] = new Map()

/** All of a recorded moment's state but its offsets. Monotonic times in it are those of the wall clock. */
export function stateOf(facts: Facts, logDirs: ClusterState['logDirs']): ClusterState {
  const parts = Object.fromEntries(facts.get('parts') ?? []) as Partial<Record<PartName, PartStatus>> // as it was written
  const maps = [...facts].filter(([table]) => table in emptyState && !['parts', 'logDirs'].includes(table))
  const singles: Record<string, unknown> = Object.fromEntries(facts.get(SINGLE) ?? [])
  return {
    ...emptyState,
    ...singles,
    ...Object.fromEntries(maps),
    mesos: mesosOf(singles['mesos'], facts),
    scheduler: schedulerOf(singles['scheduler'], facts),
    parts: { ...emptyState.parts, ...parts },
    logDirs,
  } // each field as it was written of a state
}

/** What live projections are made of. */
export function* withOffsets(state: ClusterState, facts: Facts, offsets: OffsetsAt): Generator<undefined, BuiltMoment> {
  const samples = yield* samplesOf(offsets.commits, facts.get(PROBLEMS), facts.get('groups') ?? new Map<unknown, unknown>())
  const topics = facts.get('topics') ?? new Map<unknown, unknown>()
  return {
    state: { ...state, samples, ends: topicFacts(offsets.ends, topics), starts: topicFacts(offsets.starts, topics) },
    figures: (facts.get(FIGURES) ?? new Map<unknown, unknown>()) as ReadonlyMap<string, unknown>,
  }
}

/** Older records have the maps where everything else is. All as it was written. */
function mesosOf(told: unknown, facts: Facts): MesosFacts {
  const rest = (told ?? {}) as Partial<MesosFacts>
  const map = <K extends keyof typeof MESOS_TABLES>(name: K): MesosFacts[K] =>
    (facts.get(MESOS_TABLES[name]) as MesosFacts[K] | undefined) ?? rest[name] ?? noMesos[name]
  return { ...noMesos, ...rest, agents: map('agents'), frameworks: map('frameworks'), tasks: map('tasks') }
}

function schedulerOf(told: unknown, facts: Facts): SchedulerFacts | null {
  if (told === null || told === undefined) return null
  const { brokers, ...rest } = told as Omit<SchedulerFacts, 'brokers'> & Partial<SchedulerFacts>
  const own = facts.get(SCHEDULER_BROKERS) as SchedulerFacts['brokers'] | undefined
  return { ...rest, brokers: own ?? brokers ?? new Map() }
}

const NO_REPLICAS: LogDirsFact['replicas'] = new Map()

/** What brokers told of their disks. @param sizes of replicas; null: they are not read yet */
export function logDirsOf(facts: Facts, sizes: SizesByBroker | null): ClusterState['logDirs'] {
  const made = new Map<number, LogDirsFact>()
  for (const [id, rest] of facts.get('logDirs') ?? [])
    made.set(Number(id), { ...(rest as Omit<LogDirsFact, 'replicas'>), replicas: sizes?.get(Number(id)) ?? NO_REPLICAS })
  return made
}

/** Of topics that were there. */
function topicFacts(
  { topics, counts, times, values }: TopicOffsetsAt,
  known: ReadonlyMap<unknown, unknown>,
): ReadonlyMap<string, TopicOffsetsFact> {
  const facts = new Map<string, TopicOffsetsFact>()
  const timesOf = createTimes()
  let at = 0
  for (const [i, topic] of topics.entries()) {
    const count = counts[i] ?? 0
    const from = at
    at += count
    if (!known.has(topic)) continue
    facts.set(topic, { offsets: values.subarray(from, at), at: timesOf(values, from, at, times[i] ?? Number.NaN), errors: NOTHING })
  }
  return facts
}

/**
 * When each value was read; NaN where there is none. Most things are read whole and many at the same time: those share an array, into which
 * nobody writes. An array each would cost more than all that is in it.
 */
function createTimes(): (values: Float64Array, from: number, to: number, time: number) => Float64Array {
  const whole = new Map<number, Float64Array[]>()
  return (values, from, to, time) => {
    const count = to - from
    for (let place = from; place < to; place++)
      if (Number.isNaN(values[place])) return values.slice(from, to).map((value) => (Number.isNaN(value) ? Number.NaN : time))
    let own = whole.get(time)
    if (own === undefined) whole.set(time, (own = []))
    return (own[count] ??= new Float64Array(count).fill(time))
  }
}

interface Problems {
  readonly problem: GroupSample['problem']
  readonly errors: readonly (readonly [string, TopicSample['commitErrors'], TopicSample['endErrors']])[]
}

function* samplesOf(
  commits: CommitsAt,
  problems: ReadonlyMap<unknown, unknown> | undefined,
  groups: ReadonlyMap<unknown, unknown>,
): Generator<undefined, ReadonlyMap<string, GroupSample>> {
  const samples = new Map<string, GroupSample>()
  // As it was written.
  for (const [group, told] of problems ?? [])
    samples.set(String(group), { committedAt: null, problem: (told as Problems).problem, topics: new Map() })
  const at: Reached = { topic: 0, place: 0, timesOf: createTimes() }
  for (const [i, group] of commits.groups.entries()) {
    const told = problems?.get(group) as Problems | undefined
    const sample = {
      committedAt: commits.times[i] ?? null,
      problem: told?.problem ?? null,
      topics: topicSamples(commits, commits.topicCounts[i] ?? 0, at, told?.errors ?? []),
    }
    if (groups.has(group)) samples.set(group, sample)
    if (i % VALUES_A_STEP === 0) yield
  }
  return samples
}

/** All partitions of a topic of that size, which most groups read: the same array for each. Nobody writes into it. */
const wholeTopics = Array.from({ length: 129 }, (_, count) => Int32Array.from({ length: count }, (__, p) => p))

function partitionsIn(all: Int32Array, from: number, to: number): Int32Array {
  const whole = wholeTopics[to - from]
  let place = 0
  while (whole !== undefined && place < whole.length && all[from + place] === place) place += 1
  return whole !== undefined && place === whole.length ? whole : all.subarray(from, to)
}

/** How far the flat arrays were gone through. */
interface Reached {
  topic: number
  place: number
  readonly timesOf: ReturnType<typeof createTimes>
}

function topicSamples(commits: CommitsAt, topics: number, at: Reached, errors: Problems['errors']): Map<string, TopicSample> {
  const made = new Map<string, TopicSample>()
  for (let n = 0; n < topics; n += 1) {
    const topic = commits.names[commits.topics[at.topic] ?? -1] ?? ''
    const count = commits.counts[at.topic] ?? 0
    const time = commits.endTimes[at.topic] ?? Number.NaN
    const [, commitErrors, endErrors] = errors.find(([name]) => name === topic) ?? []
    const [from, to] = [at.place, at.place + count]
    made.set(topic, {
      partitions: partitionsIn(commits.partitions, from, to),
      committed: commits.committed.subarray(from, to),
      ends: commits.ends.subarray(from, to),
      endAt: at.timesOf(commits.ends, from, to, time),
      metadata: NO_METADATA,
      commitErrors: commitErrors ?? NOTHING,
      endErrors: endErrors ?? NOTHING,
    })
    at.topic += 1
    at.place += count
  }
  return made
}
