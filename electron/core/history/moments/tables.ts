import type { ClusterState, GroupSample, LogDirsFact, TopicFact } from '../../../../shared/domain/cluster-state.ts'
import type { Tier } from '../tiers.ts'
import { exactly, type WriteNumber } from './json.ts'
import { writeTopic } from './topics.ts'

/** What is recorded of: a state, and the figures of groups by their samples, which are not looked into here. */
export interface Source {
  readonly state: ClusterState
  readonly figures: ReadonlyMap<string, unknown>
  /** What a list of clusters tells of it. */
  readonly summary: unknown
}

/** A part of the state as values by key. */
export interface Table {
  readonly name: string
  /** The same object while nothing of it changed. */
  of(source: Source): ReadonlyMap<string | number, unknown>
  /** Before it is written as JSON. */
  write(value: unknown): unknown
  /** Left out: exactly. */
  readonly numbers?: WriteNumber
  /** Its facts have no monotonic times in them, and are written by the worker: there are many, and all are told anew each time. */
  readonly flat?: true
}

/** Fields of the state that are played back from the packed offsets, or are not worth their room: figures hold what follows from them. */
export const elsewhere = ['samples', 'ends', 'starts', 'stables', 'probes'] as const
/** Fields with tables of their own making. */
const special = ['parts', 'topics', 'logDirs'] as const

/** The table of all that is no map: cluster id, controller, brokers that are gone. */
export const SINGLE = 'single'
export const REPLICAS = 'replicaSizes'
export const PROBLEMS = 'sampleProblems'
export const FIGURES = 'figures'
/** What a list of clusters tells, under one key. */
export const SUMMARY = { table: 'summary', key: 'card' } as const

/**
 * Maps that stand deeper in the state: a table each, so that one task that moves is not told with ten thousand others. What is beside them
 * stays with the values that are no map.
 */
export const MESOS_TABLES = { agents: 'mesosAgents', frameworks: 'mesosFrameworks', tasks: 'mesosTasks' } as const
export const SCHEDULER_BROKERS = 'schedulerBrokers'

/** Ms between two readings of a table that are kept, by tier. Most keep whatever was read, then the tier's own grain. */
const EVERY: Readonly<Record<Tier, number>> = { 10: 0, 60: 60_000, 600: 600_000 }
const grains: Readonly<Record<string, Readonly<Record<Tier, number>>>> = {
  // A value for each topic and broker, which moves with every reading.
  logDirs: { 10: 600_000, 60: 3_600_000, 600: 6 * 3_600_000 },
  [REPLICAS]: { 10: 600_000, 60: 3_600_000, 600: 6 * 3_600_000 },
  [SUMMARY.table]: { 10: 10_000, 60: 3_600_000, 600: 6 * 3_600_000 },
  [FIGURES]: { 10: 20_000, 60: 600_000, 600: 3_600_000 },
}

export const grainOf = (table: string, tier: Tier): number => (Object.hasOwn(grains, table) ? grains[table] : EVERY)?.[tier] ?? 0

const asIs = (value: unknown): unknown => value

/** How numbers of a table are written. */
export const numbersIn = (table: string): WriteNumber => (table === FIGURES ? roundedFigure : exactly)

/** The tables of one cluster. Every map in the state is one, also those that were added to it later. */
export function createTables(state: ClusterState): readonly Table[] {
  const own: readonly string[] = [...elsewhere, ...special]
  const maps = Object.entries(state).flatMap(([name, value]) =>
    value instanceof Map && !own.includes(name) ? [{ name, of: mapNamed(name), write: asIs }] : [],
  )
  return [
    ...maps,
    {
      name: SINGLE,
      of: createSingles(),
      write: asIs,
    },
    ...mesosMaps.map((name) => ({ name: MESOS_TABLES[name], of: ({ state: now }: Source) => now.mesos[name], write: asIs })),
    { name: SCHEDULER_BROKERS, of: ({ state: now }) => now.scheduler?.brokers ?? NO_BROKERS, write: asIs },
    { name: 'parts', of: remembered((source) => source.state.parts, readParts), write: asIs },
    // Of these tables there are no other values.
    { name: 'topics', of: ({ state: now }) => now.topics, write: (value) => writeTopic(value as TopicFact) },
    { name: 'logDirs', of: ({ state: now }) => now.logDirs, write: (value) => withoutReplicas(value as LogDirsFact) },
    { name: REPLICAS, of: remembered((source) => source.state.logDirs, sizesOf), write: asIs },
    { name: PROBLEMS, of: remembered((source) => source.state.samples, problemsOf), write: asIs },
    {
      name: SUMMARY.table,
      of: remembered(
        ({ summary }) => summary,
        (summary) => new Map([[SUMMARY.key, summary]]),
      ),
      write: asIs,
    },
    { name: FIGURES, of: ({ figures }) => figures, write: asIs, numbers: numbersIn(FIGURES), flat: true },
  ]
}

const WHOLE_DIGITS = 1e6
const TENS = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`))

/**
 * A figure with as many digits as anybody looks at, which are six: most digits of a rate are chance, and nothing makes them shorter. Large
 * numbers, such as times in seconds, to a thousandth.
 */
export function roundedFigure(value: number): number {
  if (Number.isInteger(value)) return value
  const size = Math.abs(value)
  if (!(size < WHOLE_DIGITS)) return Math.round(value * 1_000) / 1_000
  let places = 5
  while (places > 0 && size * (TENS[places] ?? 1) >= WHOLE_DIGITS) places -= 1
  while (places < TENS.length - 1 && size * (TENS[places] ?? 1) < WHOLE_DIGITS / 10) places += 1
  const tens = TENS[places] ?? 1
  return Math.round(value * tens) / tens
}

const mapNamed =
  (name: string): Table['of'] =>
  ({ state }) => {
    // Named by the state itself.
    const value = state[name as keyof ClusterState] as unknown
    return value instanceof Map ? value : new Map<string, unknown>()
  }

/** Maps that are made of a part anew only when that part is another object. */
function remembered<In>(input: (source: Source) => In, make: (input: In) => ReadonlyMap<string | number, unknown>): Table['of'] {
  let last: { readonly input: In; readonly made: ReadonlyMap<string | number, unknown> } | null = null
  return (source) => {
    const now = input(source)
    if (last === null || last.input !== now) last = { input: now, made: make(now) }
    return last.made
  }
}

const mesosMaps = ['agents', 'frameworks', 'tasks'] as const
const NO_BROKERS: ReadonlyMap<number, unknown> = new Map()

/** The values that are no map, and of Mesos and the scheduler what is beside their maps. */
function createSingles(): Table['of'] {
  const mesos = kept(({ agents: _a, frameworks: _f, tasks: _t, ...rest }: ClusterState['mesos']) => rest)
  const scheduler = kept((told: ClusterState['scheduler']) => {
    if (told === null) return null
    const { brokers: _brokers, ...rest } = told
    return rest
  })
  return remembered(
    (source) => source.state,
    (state) =>
      new Map<string, unknown>([
        ...Object.entries(state).filter(([name, value]) => !(value instanceof Map) && name !== 'parts'),
        ['mesos', mesos(state.mesos)],
        ['scheduler', scheduler(state.scheduler)],
      ]),
  )
}

/** What is made of the same is the same. */
function kept<In, Out>(make: (input: In) => Out): (input: In) => Out {
  let last: { readonly input: In; readonly made: Out } | null = null
  return (input) => {
    if (last?.input !== input) last = { input, made: make(input) }
    return last.made
  }
}

/** What was never read says nothing, and does not take the place of what was known. */
const readParts = (parts: ClusterState['parts']): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(parts).filter(([, { readAt }]) => readAt !== null))

const withoutReplicas = ({ replicas: _replicas, ...rest }: LogDirsFact): unknown => rest

/** Sizes of replicas by broker and topic. */
function sizesOf(logDirs: ClusterState['logDirs']): ReadonlyMap<string, unknown> {
  const sizes = new Map<string, unknown>()
  for (const [broker, { replicas }] of logDirs) for (const [topic, own] of replicas) sizes.set(`${broker} ${topic}`, own)
  return sizes
}

function isClean(topics: GroupSample['topics']): boolean {
  for (const { commitErrors, endErrors } of topics.values()) if (commitErrors.size + endErrors.size > 0) return false
  return true
}

/** Why a group's offsets were not read last time, and errors of single partitions. */
function problemsOf(samples: ClusterState['samples']): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  for (const [group, { problem, topics }] of samples) {
    // Nearly all of them.
    if (problem === null && isClean(topics)) continue
    const errors = [...topics].flatMap(([topic, { commitErrors, endErrors }]) =>
      commitErrors.size + endErrors.size === 0 ? [] : [[topic, commitErrors, endErrors] as const],
    )
    if (problem !== null || errors.length > 0) found.set(group, { problem, errors })
  }
  return found
}
