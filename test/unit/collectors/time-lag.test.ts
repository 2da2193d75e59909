import { describe, expect, it } from 'vitest'
import { createWatchSet } from '../../../electron/core/collectors/watch-set.ts'
import { timeLagSource } from '../../../electron/core/collectors/time-lag.ts'
import type { KafkaClient, OffsetTimes } from '../../../electron/core/clients/kafka/kafka-client.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import type { Observation } from '../../../shared/domain/observation.ts'
import { reduce } from '../../../shared/domain/reduce/reduce.ts'
import { createTestClock } from '../../support/clock.ts'
import { runScene, T0, type LagScene } from '../../support/lag-scene.ts'

const DAY = 86_400

/** A log whose record `o` was written at `timeOf(o)`, of a broker that refuses a partition named twice, as real ones do. */
function scene(lag: LagScene, timeOf: (partition: number, offset: number) => number) {
  const world = runScene({ ...lag })
  world.tick(0)
  let state: ClusterState = world.state()
  const clock = createTestClock(T0 * 1_000)
  const watching = createWatchSet()
  const rounds: number[] = []
  let requests = 0
  let unsupported = false
  let refused: number | null = null
  const listOffsets = (asked: ReadonlyMap<string, ArrayLike<number>>, at: OffsetTimes) => {
    requests += 1
    const numbers = Array.from(asked.get('t') ?? [])
    expect(new Set(numbers).size).toBe(numbers.length)
    rounds.push(numbers.length)
    if (unsupported) {
      const error = new AppError('kafka.unsupported', { what: 'times', needs: 'Kafka 0.10.1' })
      return Promise.resolve({ topics: [], failed: [{ broker: 1, error }] })
    }
    const found = numbers.map((p, i) => {
      const time = (at.get('t')?.[i] ?? 0) / 1_000
      const end = lag.end(0, p) ?? 0
      for (let low = 0, high = end; ;) {
        if (low >= high) return low >= end ? { offset: -1, t: -1 } : { offset: low, t: Math.floor(timeOf(p, low) * 1_000) }
        const middle = (low + high) >> 1
        if (timeOf(p, middle) >= time) high = middle
        else low = middle + 1
      }
    })
    const topics = [
      {
        topic: 't',
        partitions: Int32Array.from(numbers),
        offsets: Float64Array.from(found, (f) => f.offset),
        timestamps: Float64Array.from(found, (f) => f.t),
        at: new Float64Array(numbers.length),
        errors: new Map(refused === null ? [] : numbers.map((_p, i) => [i, refused ?? 0])),
      },
    ]
    return Promise.resolve({ topics, failed: [] })
  }
  const client = {
    listOffsets,
    counters: () => ({ requests, bytesIn: 0, bytesOut: 0, inFlight: 0, byApi: new Map() }),
    capability: () => ({ state: unsupported ? 'no' : 'yes', needs: '' }),
  } as unknown as KafkaClient // the source asks for nothing else
  const apply = (observation: Observation): Promise<void> => {
    state = reduce(state, observation)
    world.feed(observation)
    return Promise.resolve()
  }
  const source = timeLagSource({
    clock,
    client,
    watching,
    sink: { current: () => state, apply },
    open: () => true,
    reached: () => true,
    zooKeeperGroups: [],
    wake: () => undefined,
  })
  const leave = new AbortController()
  return {
    world,
    source,
    watching,
    hold: (group: string) => watching.hold({ kind: 'group', group }, leave.signal),
    list: () => watching.hold({ kind: 'groups' }, leave.signal),
    read: () => source.read(leave.signal),
    rounds,
    requests: () => requests,
    fail: () => void (unsupported = true),
    refuse: (code: number) => void (refused = code),
    state: () => state,
  }
}

const steady = (end: number) => (_p: number, offset: number) => T0 - (end - offset) / 10

describe('time lag by asking for offsets by time', () => {
  it('finds the age within its error bar, and asks no more once it is known', async () => {
    const end = 5_000_000
    const one = scene(
      { partitions: 3, end: () => end, groups: { g: { committed: (_t, p) => [100, 4_000_000, 4_999_000][p] ?? 0 } } },
      steady(end),
    )
    one.hold('g')
    for (let n = 0; n < 4; n += 1) await one.read()
    for (const [p, age] of [499_990, 100_000, 100].entries()) {
      const { timeLag } = one.world.partition('g', p)
      expect(timeLag).toMatchObject({ kind: 'value', method: 'index' })
      if (timeLag.kind !== 'value') continue
      expect(Math.abs(timeLag.seconds - age)).toBeLessThanOrEqual(timeLag.error + 0.002)
      expect(timeLag.error).toBeLessThanOrEqual(Math.max(1, 0.02 * age))
    }
    const asked = one.requests()
    await one.read()
    expect(one.requests()).toBe(asked)
    expect(one.world.of('g').timeLag).toMatchObject({ kind: 'value', atLeast: false })
  })

  it('stays within what one refresh may ask, and goes on with the next', async () => {
    const end = 9_000_000
    // A burst, a gap of ten days, another burst: secants mislead.
    const burst = (_p: number, offset: number): number => (offset < 8_000_000 ? T0 - 20 * DAY + offset / 1e6 : T0 - 10 * DAY + offset / 1e6)
    const one = scene({ partitions: 40, end: () => end, groups: { g: { committed: (_t, p) => 200_000 * (p + 1) } } }, burst)
    one.hold('g')
    await one.read()
    expect(one.requests()).toBeLessThanOrEqual(40)
    for (let n = 0; n < 4; n += 1) await one.read()
    for (let p = 0; p < 40; p += 1) {
      const { timeLag } = one.world.partition('g', p)
      const age = T0 - burst(p, 200_000 * (p + 1))
      expect(timeLag.kind === 'value' && Math.abs(timeLag.seconds - age) <= timeLag.error + 0.002).toBe(true)
    }
  })

  it('of groups that are only listed, asks for the partition that lags most', async () => {
    const end = 100_000
    const one = scene(
      { partitions: 5, end: () => end, groups: { a: { committed: (_t, p) => 10_000 * (p + 1) }, b: { committed: () => end } } },
      steady(end),
    )
    expect(one.source.interval()).toBeNull()
    one.list()
    await one.read()
    expect(new Set(one.rounds)).toEqual(new Set([1]))
    expect(one.state().probes.get('t')?.has(0)).toBe(true)
    expect(one.state().probes.get('t')?.size).toBe(1)
    expect(one.world.of('a').timeLag).toMatchObject({ kind: 'value', method: 'index' })
    expect(one.world.of('b').timeLag).toMatchObject({ kind: 'value', seconds: 0 })
  })

  it.each([35, 43])('a log whose records have no times (error %i) is not asked again', async (code) => {
    const one = scene({ end: () => 1_000, groups: { g: { committed: () => 10 } } }, steady(1_000))
    one.hold('g')
    one.refuse(code)
    await one.read()
    const asked = one.requests()
    await one.read()
    expect(asked).toBeGreaterThan(0)
    expect(one.requests()).toBe(asked)
    expect(one.world.partition('g', 0).timeLag.kind).not.toBe('value')
  })

  it('a broker that cannot is not asked again; the cause is told', async () => {
    const one = scene({ end: () => 1_000, groups: { g: { committed: () => 10 } } }, steady(1_000))
    one.hold('g')
    one.fail()
    await expect(one.read()).rejects.toMatchObject({ code: 'kafka.unsupported' })
    expect(one.source.interval()).toBeNull()
  })
})
