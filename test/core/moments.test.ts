import { isDeepStrictEqual } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { emptyState, type ClusterState, type GroupSample, type TopicOffsetsFact } from '../../shared/domain/cluster-state.ts'
import { happeningsBetween, type Happening } from '../../electron/core/history/moments/happenings.ts'
import { rounded } from '../support/rounded.ts'
import { groupRow } from '../../electron/core/state/derive/group-row.ts'
import { createMoments } from '../../electron/core/playback/moments.ts'
import type { Derived } from '../../electron/core/state/derive/derive.ts'
import { createRandom } from '../support/random.ts'
import { PROFILE, startRecordedScene, type RecordedScene, type Truth } from '../support/recorded-hour.ts'
import { tempFolder } from '../support/temp-folder.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** An hour in which things happen: brokers, agents, tasks, groups and topics go and come, the connection is lost and taken up again. */
async function playHour(scene: RecordedScene): Promise<void> {
  const { kafka, mesos, clock, pass } = scene
  const steps: readonly (() => unknown)[] = [
    () => kafka.world.addTopic({ name: 'refunds', partitions: 3, replication: 2, perSecond: 3 }),
    () => (mesos.failTask(2, clock.wall()), mesos.loseAgent(2), kafka.killBroker(2)),
    () => kafka.world.addGroup({ name: 'late', commits: { orders: { 0: 100, 1: 200 } } }),
    () => (mesos.returnAgent(2), mesos.startTask(2, clock.wall()), kafka.returnBroker(2)),
    () => kafka.world.deleteRecords('orders', 0, 20_000),
    () => kafka.world.stopGroup('audit'),
    () => (mesos.announceMaintenance(3, clock.wall() + HOUR), kafka.world.electPreferred()),
    () => kafka.world.removeGroup('late'),
    () => scene.disconnect(),
    () => scene.connect(),
    () => kafka.world.deleteTopic('refunds'),
  ]
  for (const step of steps) {
    await pass(5 * MINUTE)
    await step()
  }
  await pass(5 * MINUTE)
}

const shifted = (value: unknown, ahead: number): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const record: Record<string, unknown> = { ...value }
  for (const name of ['readAt', 'missingSince']) if (typeof record[name] === 'number') record[name] = Math.round(record[name] + ahead)
  return record
}
const withWall = <Key>(facts: ReadonlyMap<Key, unknown>, ahead: number): ReadonlyMap<Key, unknown> =>
  new Map([...facts].map(([key, fact]) => [key, shifted(fact, ahead)]))

const offsets = (facts: ReadonlyMap<string, TopicOffsetsFact>): ReadonlyMap<string, unknown> =>
  new Map([...facts].map(([topic, fact]) => [topic, [...fact.offsets]]))
const sampleFacts = ({ committedAt, problem, topics }: GroupSample): unknown => ({
  committedAt,
  problem,
  topics: [...topics].map(([topic, { partitions, committed, ends, commitErrors, endErrors }]) => ({
    ...{ topic, partitions: [...partitions], committed: [...committed], ends: [...ends], commitErrors, endErrors },
  })),
})

/** The parts of a state as they can be compared: times in wall clock, offsets without the time of each single partition. */
const parts: Readonly<Record<string, (state: ClusterState, ahead: number) => unknown>> = {
  cluster: (state) => [state.clusterId, state.controllerId, [...state.gone].sort((a, b) => a - b)],
  brokers: (state, ahead) => withWall(state.brokers, ahead),
  topics: (state, ahead) => withWall(state.topics, ahead),
  groups: (state, ahead) => withWall(state.groups, ahead),
  descriptions: (state, ahead) => withWall(state.descriptions, ahead),
  mesos: (state) => state.mesos,
  scheduler: (state) => state.scheduler,
  parts: (state, ahead) => withWall(new Map(Object.entries(state.parts).filter(([, part]) => part.readAt !== null)), ahead),
}

/** Parts whose values are read one by one: each is what it was at some moment of the grain. */
const byKey: Readonly<Record<string, (state: ClusterState) => ReadonlyMap<string, unknown>>> = {
  samples: (state) => new Map([...state.samples].map(([group, sample]) => [group, sampleFacts(sample)])),
  ends: (state) => offsets(state.ends),
  starts: (state) => offsets(state.starts),
}

/** Disks with the size of every replica on them. */
const logDirsIn = ({ logDirs }: ClusterState): ReadonlyMap<number, unknown> =>
  new Map([...logDirs].map(([broker, { replicas, ...disk }]) => [broker, { disk, replicas: new Map(replicas) }]))

/** Compared by themselves in `compare`. */
const besides = ['clusterId', 'controllerId', 'gone', 'configs', 'logDirs']
/** Recorded is what they tell of groups: figures. */
const notRecorded = ['stables', 'probes']

/** What goes to and fro in the hour. */
const moving: Readonly<Record<string, (state: ClusterState) => unknown>> = {
  agents: ({ mesos }) => [...mesos.agents.values()].map(({ agent, missing }) => [agent.id, missing]),
  tasks: ({ mesos }) => [...mesos.tasks.values()].map(({ id, state }) => [id, state]),
  scheduler: ({ scheduler }) => [...(scheduler?.brokers ?? [])].map(([id, { task }]) => [id, task?.state]),
  brokers: ({ brokers, gone }) => [...brokers.keys(), '', ...gone],
  topics: ({ topics }) => [...topics.keys()],
  groups: ({ groups }) => [...groups.values()].map(({ group, state }) => [group, state]),
  logDirs: ({ logDirs }) => [...logDirs.values()].map(({ usedBytes, problem }) => [usedBytes, problem?.code]),
}
const seenIn = (truths: readonly Truth[], of: (state: ClusterState) => unknown): number =>
  new Set(
    truths.filter(({ derived }) => derived.state.parts.metadata.readAt !== null).map(({ derived }) => JSON.stringify(of(derived.state))),
  ).size

const alike = (a: unknown, b: unknown): boolean => isDeepStrictEqual(a, b)

/** What was live within the grain before a moment, and the newest before that. */
function within(truths: readonly Truth[], time: number, grain: number): readonly Derived[] {
  const last = truths.findLastIndex(({ at }) => at <= time)
  const first = truths.findLastIndex(({ at }) => at <= time - grain)
  return truths.slice(Math.max(0, first), last + 1).map((t) => t.derived)
}

/**
 * Configurations are read when somebody asks: one stays what it was last known to be, also over a time without a connection, after which
 * the live state begins without any.
 */
function configsAt(truths: readonly Truth[], time: number, grain: number, played: ClusterState, ahead: number): readonly string[] {
  const known = (until: number): ReadonlyMap<string, unknown> =>
    new Map(truths.filter(({ at }) => at <= until).flatMap(({ derived }) => [...withWall(derived.state.configs, ahead)]))
  const [before, now] = [known(time - grain), known(time)]
  const shown = withWall(played.configs, 0)
  return [...new Set([...now.keys(), ...shown.keys()])].filter(
    (key) => !alike(shown.get(key), now.get(key)) && !alike(shown.get(key), before.get(key)),
  )
}

/** What follows from the states that were live, one after the other; a connection begins with nothing to compare with. */
function eventsOf(truths: readonly Truth[], from: number): readonly Happening[] {
  const events: Happening[] = []
  let before: ClusterState | null = null
  for (const { at, derived } of truths) {
    const { state } = derived
    if (state === emptyState) before = null
    if (state.parts.metadata.readAt === null) continue
    const steps = happeningsBetween(before ?? state, state, at)
    let step = steps.next()
    while (!step.done) step = steps.next()
    before = state
    events.push(...step.value)
  }
  return events.filter(({ at }) => at >= from)
}

async function expectEvents({ truths, histories }: RecordedScene, from: number): Promise<void> {
  const { events, more } = await histories.ask('band', PROFILE, { from, to: from + 2 * HOUR, columns: 10, events: 1_000 })
  // Partitions without a leader for less than a flush are over before they are told.
  const lasting = ({ kind }: Happening): boolean => kind !== 'offline'
  const live = eventsOf(truths, from).filter(lasting)
  const told = events.filter(lasting)
  const named = ({ kind, subject }: Happening): string => `${kind} ${subject}`
  expect(live.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['brokerDown', 'brokerUp', 'topicAdded', 'groupRemoved']))
  expect(told.map(named).toSorted()).toEqual(live.map(named).toSorted())
  // Each when it was, within the flush that told it.
  for (const event of live) expect(told.some((one) => named(one) === named(event) && Math.abs(one.at - event.at) <= 4_000)).toBe(true)
  expect(more).toBe(0)
  // The same of some things only.
  const [first] = told
  const of = { kinds: [first?.kind ?? 'offline'], subjects: [first?.subject ?? ''] }
  const some = await histories.ask('happened', PROFILE, { from, to: from + 2 * HOUR, most: 1, of })
  const same = told.filter((event) => first !== undefined && named(event) === named(first))
  expect(some).toEqual({ events: same.slice(0, 1), more: same.length - 1 })
}

async function compare(scene: RecordedScene, times: readonly number[], grain: number): Promise<readonly string[]> {
  const { truths, histories, clock } = scene
  const moments = createMoments({ histories, clock })
  const ahead = clock.wall() - clock.now()
  const wrong: string[] = []
  for (const time of times) {
    const { state, lag } = await moments.load(PROFILE, time)
    const live = within(truths, time, grain)
    for (const [name, of] of Object.entries(parts)) {
      const played = of(state, 0)
      if (!live.some((one) => alike(played, of(one.state, ahead)))) wrong.push(`${name} at ${new Date(time).toISOString()}`)
    }
    for (const [name, of] of Object.entries(byKey)) {
      const played = of(state)
      const then = live.map((one) => of(one.state))
      if (!then.some((one) => alike([...played.keys()].sort(), [...one.keys()].sort()))) wrong.push(`names of ${name} at ${time}`)
      for (const [key, value] of played) if (!then.some((one) => alike(value, one.get(key)))) wrong.push(`${name} ${key} at ${time}`)
    }
    wrong.push(...configsAt(truths, time, grain, state, ahead).map((key) => `config of ${key} at ${time}`))
    // Verdicts and rates, as often as they are kept in that tier.
    const judged = within(truths, time, grain > 2 * MINUTE ? 71 * MINUTE : grain > MINUTE ? 12 * MINUTE : 25_000)
    for (const [group, figures] of lag.groups)
      if (!judged.some((one) => alike(figures, rounded(one.lag.groups.get(group))))) wrong.push(`figures of ${group} at ${time}`)
    // Sizes are recorded every ten minutes, in coarser tiers every hour and every six.
    const sizes = within(truths, time, grain > 2 * MINUTE ? 7 * HOUR : grain > MINUTE ? 65 * MINUTE : 11 * MINUTE)
    const told = logDirsIn(state)
    const isKnown = truths.some(({ at, derived }) => at <= time - grain && derived.state.logDirs.size > 0)
    if ((isKnown && told.size === 0) || !sizes.some((one) => alike(told, logDirsIn(one.state)))) wrong.push(`logDirs at ${time}`)
  }
  return wrong
}

/** All that screens are told of a moment. */
const rowsOf = ({ state, groups, later, brokers, totals }: Derived): unknown => ({
  // What stands in columns is compared by what it says.
  state: { ...state, ...Object.fromEntries(Object.entries(byKey).map(([name, of]) => [name, of(state)])), logDirs: logDirsIn(state) },
  groups: new Map([...groups].map(([name, made]) => [name, groupRow(made)])),
  topics: new Map([...later.value().topics].map(([name, { value }]) => [name, value.row])),
  brokers: brokers.rows,
  totals: [totals.groups, totals.topics],
})

/** Moments that a program reaches from others it has read, which by then it knows in part, and those that one reads which knows none. */
async function differFromCold({ histories, clock }: RecordedScene, times: readonly number[]): Promise<readonly number[]> {
  const warm = createMoments({ histories, clock })
  const wrong: number[] = []
  for (const time of times) {
    const [reached, cold] = [await warm.load(PROFILE, time), await createMoments({ histories, clock }).load(PROFILE, time)]
    if (!alike(rowsOf(reached), rowsOf(cold))) wrong.push(time)
  }
  return wrong
}

async function tidyAt(scene: RecordedScene, now: number): Promise<void> {
  while (await scene.histories.ask('tidy', PROFILE, { now }));
}

describe('F-08 F-10 playback', () => {
  it('is compared in every part that a state has', () => {
    const compared = new Set([...Object.keys(parts), ...Object.keys(byKey), ...besides, ...notRecorded])
    expect(Object.keys(emptyState).filter((part) => !compared.has(part))).toEqual([])
  })

  it('is what was live, part by part, at 200 random moments of an hour, and in coarser tiers', { timeout: 600_000 }, async () => {
    const scene = await startRecordedScene(await tempFolder())
    open.push(scene)
    await scene.pass(10_000)
    const from = scene.clock.wall()
    await playHour(scene)
    const random = createRandom(6)
    // Not while nothing is connected: what was last known stays, which is another test's.
    const away = scene.truths.filter(({ at, derived }) => at > from && derived.state.parts.metadata.readAt === null).map((t) => t.at)
    const isAway = (time: number): boolean => time > Math.min(...away) - 3_000 && time < Math.max(...away) + MINUTE
    const times: number[] = []
    while (times.length < 200) {
      const time = Math.floor(random.between(from, from + HOUR))
      if (!isAway(time)) times.push(time)
    }
    expect(await compare(scene, times, 4_000)).toEqual([])
    // An hour in which nothing moves would prove nothing.
    for (const [name, of] of Object.entries(moving)) expect({ name, seen: seenIn(scene.truths, of) > 1 }).toEqual({ name, seen: true })
    await expectEvents(scene, from)
    // Near and far: seconds and minutes on, and anywhere.
    const near = times.slice(0, 8).flatMap((time) => [time, Math.min(time + 5_000, from + HOUR), Math.min(time + 2 * MINUTE, from + HOUR)])
    expect(await differFromCold(scene, near)).toEqual([])

    // Two hours later only minutes are left, two days later ten minutes.
    await tidyAt(scene, from + 4 * HOUR)
    expect(await compare(scene, times.slice(0, 60), 64_000)).toEqual([])
    await tidyAt(scene, from + 60 * HOUR)
    expect(
      await compare(
        scene,
        times.slice(0, 60).filter((time) => time > from + 11 * MINUTE),
        604_000,
      ),
    ).toEqual([])
  })
})
