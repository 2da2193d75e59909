import { createLagTracker, type LagFigures, type LagTracker } from '../../electron/core/state/lag/tracker.ts'
import { emptyState, type ClusterState } from '../../shared/domain/cluster-state.ts'
import type { Observation } from '../../shared/domain/observation.ts'
import { reduce } from '../../shared/domain/reduce/reduce.ts'

/** Topic `t`, and groups that read it: what is true at a second `t`, from which observations are made. */
export interface LagScene {
  readonly partitions?: number
  /** Log end of a partition; null: its leader does not answer. */
  readonly end: (t: number, partition: number) => number | null
  readonly start?: (t: number, partition: number) => number
  readonly leader?: (t: number, partition: number) => number
  readonly topicId?: (t: number) => string
  readonly groups: Readonly<Record<string, SceneGroup>>
  /** Last stable offset; read together with the ends, or `stableAfter` seconds later (before, if negative). */
  readonly stable?: (t: number) => number
  readonly stableAfter?: number
  readonly intervalS?: number
  /** Seconds by which ends are read after commits. */
  readonly endsAfter?: number
}

export interface SceneGroup {
  readonly committed: (t: number, partition: number) => number | null
  readonly state?: (t: number) => string
  /** Member of each partition; null: nobody. Absent: one member has all. */
  readonly owner?: (t: number, partition: number) => string | null
  /** False: members cannot be read. */
  readonly readable?: boolean
}

export const T0 = 1_700_000_000

export function runScene(scene: LagScene) {
  const { partitions = 1, intervalS = 30 } = scene
  let state: ClusterState = emptyState
  const tracker: LagTracker = createLagTracker()
  const seen: Observation[] = []
  const feed = (observation: Observation): void => {
    seen.push(observation)
    state = reduce(state, observation)
    drain(tracker.observe(state, observation))
  }
  const numbers = Array.from({ length: partitions }, (_, p) => p)

  const tick = (t: number): void => {
    const moment = { at: (T0 + t) * 1_000, now: t * 1_000 }
    feed({
      kind: 'metadata',
      ...moment,
      clusterId: 'c',
      controllerId: 1,
      brokers: [{ id: 1, host: 'b', port: 1, rack: null }],
      topics: [
        {
          name: 't',
          topicId: scene.topicId?.(t) ?? null,
          internal: false,
          error: 0,
          partitions: numbers.map((partition) => ({
            partition,
            error: 0,
            leader: scene.leader?.(t, partition) ?? 1,
            leaderEpoch: 0,
            replicas: [1],
            isr: [1],
            offline: [],
          })),
        },
      ],
    })
    const listings = Object.entries(scene.groups).map(([group, one]) => ({
      group,
      protocolType: 'consumer',
      state: one.state?.(t) ?? 'Stable',
      type: 'classic' as const,
    }))
    feed({ kind: 'groups', ...moment, results: [{ broker: 1, ok: true, value: listings }] })
    feed({
      kind: 'descriptions',
      ...moment,
      groups: new Map(Object.entries(scene.groups).map(([name, one]) => [name, describe(one, t, numbers)])),
    })
    const at = (T0 + t) * 1_000
    const starts = numbers.map((p) => scene.start?.(t, p) ?? 0)
    feed({ kind: 'starts', ...moment, problems: [], starts: [offsets(numbers, starts, at)] })
    const ends = numbers.map((p) => scene.end(t, p) ?? Number.NaN)
    if (scene.stable) {
      const read = numbers.map(() => scene.stable?.(t + (scene.stableAfter ?? 0)) ?? Number.NaN)
      feed({ kind: 'stables', ...moment, stables: [offsets(numbers, read, at + 1_000 * (scene.stableAfter ?? 0))] })
    }
    feed({
      kind: 'offsets',
      ...moment,
      problems: [],
      commits: Object.entries(scene.groups).map(([group, one]) => ({
        group,
        at: at - 1_000 * (scene.endsAfter ?? 0),
        interval: intervalS * 1_000,
        problem: null,
        topics: [
          {
            topic: 't',
            partitions: Int32Array.from(numbers),
            offsets: Float64Array.from(numbers, (p) => one.committed(t, p) ?? -1),
            metadata: new Map(),
            errors: new Map(),
          },
        ],
      })),
      ends: [offsets(numbers, ends, at)],
    })
  }

  return {
    seen,
    feed,
    tick,
    run(from: number, to: number): void {
      for (let t = from; t <= to; t += intervalS) tick(t)
    },
    state: (): ClusterState => state,
    figures: (): LagFigures => tracker.figures(),
    of: (group: string) => {
      const found = tracker.figures().groups.get(group)
      if (!found) throw new Error(`${group} has no figures`)
      return found
    },
    partition: (group: string, partition = 0) => {
      const found = tracker.figures().partition(group, 't', partition)
      if (!found) throw new Error(`${group} has no figures of ${partition}`)
      return found
    },
  }
}

/** The same observations into a tracker of its own. */
export function replay(observations: readonly Observation[]): LagFigures {
  const tracker = createLagTracker()
  let state: ClusterState = emptyState
  for (const observation of observations) {
    state = reduce(state, observation)
    drain(tracker.observe(state, observation))
  }
  return tracker.figures()
}

function drain(steps: Generator<undefined, void>): void {
  while (!steps.next().done);
}

const offsets = (numbers: readonly number[], values: readonly number[], at: number) => ({
  topic: 't',
  partitions: Int32Array.from(numbers),
  offsets: Float64Array.from(values),
  at: Float64Array.from(numbers, () => at),
  errors: new Map(values.flatMap((value, i) => (Number.isNaN(value) ? [[i, -2] as const] : []))),
})

function describe(one: SceneGroup, t: number, numbers: readonly number[]) {
  const owners = new Map<string, number[]>()
  for (const p of numbers) {
    const owner = one.owner ? one.owner(t, p) : 'm'
    if (owner !== null) owners.set(owner, [...(owners.get(owner) ?? []), p])
  }
  const word = one.state?.(t) ?? 'Stable'
  const members = word === 'Empty' ? [] : [...owners]
  return {
    state: word,
    type: 'classic' as const,
    protocolType: 'consumer',
    assignor: 'range',
    coordinator: 1,
    members: members.map(([member, own]) => ({
      member,
      instance: null,
      clientId: member,
      host: 'h',
      rack: null,
      assigned: one.readable === false ? null : [{ topic: 't', partitions: own }],
    })),
  }
}
