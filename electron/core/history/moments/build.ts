import { emptyState, type ClusterState, type GroupSample, type LogDirsFact } from '../../../../shared/domain/cluster-state.ts'
import { noMesos, type MesosFacts, type SchedulerFacts } from '../../../../shared/domain/mesos-state.ts'
import type { PartName, PartStatus } from '../../../../shared/domain/part-status.ts'
import { offsetsOfTopics, sampleColumns, TopicsOfGroup, type TopicErrors } from './offset-columns.ts'
import type { CommitsAt, OffsetsAt } from './offsets-at.ts'
import type { SizesByBroker } from './replica-sizes.ts'
import type { TableFacts } from './sections.ts'
import { FIGURES, MESOS_TABLES, PROBLEMS, SCHEDULER_BROKERS, SINGLE } from './tables.ts'

export interface BuiltMoment {
  readonly state: ClusterState
  readonly figures: ReadonlyMap<string, unknown>
}

/** By table. */
export type Facts = ReadonlyMap<string, TableFacts>

const GROUPS_A_STEP = 1_000

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

/** What live projections are made of. @param before the state of the moment before: what says the same is the same */
export function* withOffsets(
  state: ClusterState,
  facts: Facts,
  offsets: OffsetsAt,
  before: ClusterState,
): Generator<undefined, BuiltMoment> {
  const samples = yield* samplesOf(offsets.commits, facts.get(PROBLEMS), facts.get('groups') ?? new Map<unknown, unknown>())
  const topics = facts.get('topics') ?? new Map<unknown, unknown>()
  return {
    state: {
      ...{ ...state, samples },
      ends: offsetsOfTopics(offsets.ends, topics, before.ends),
      starts: offsetsOfTopics(offsets.starts, topics, before.starts),
    },
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

interface Problems {
  readonly problem: GroupSample['problem']
  readonly errors: TopicErrors
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
  const columns = sampleColumns(commits)
  let first = 0
  for (const [i, group] of commits.groups.entries()) {
    const told = problems?.get(group) as Problems | undefined
    const count = commits.topicCounts[i] ?? 0
    const topics = new TopicsOfGroup(columns, first, count, told?.errors)
    first += count
    if (groups.has(group)) samples.set(group, { committedAt: commits.times[i] ?? null, problem: told?.problem ?? null, topics })
    if (i % GROUPS_A_STEP === 0) yield
  }
  return samples
}
