import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lagDefaults } from '../../../../shared/domain/lag-defaults.ts'
import { timeLag } from '../../../../shared/domain/time-lag/reading.ts'
import { judgeGroup } from '../../../../shared/domain/verdict/group.ts'
import type { VerdictInputs } from '../../../../shared/domain/verdict/inputs.ts'
import { judgePartition } from '../../../../shared/domain/verdict/partition.ts'
import { settle } from '../../../../shared/domain/verdict/settling.ts'
import { replay, runScene, T0, type SceneGroup } from '../../../support/lag-scene.ts'

const following: SceneGroup = { committed: (t) => 1_000 + 10 * t }
const grows = (t: number): number => 1_500 + 10 * t

const plain: Omit<VerdictInputs, 'samples' | 'askedAt' | 'timeLag'> = {
  interval: 30,
  group: { state: 'Stable', rebalancingFor: 0, rebalances: 0 },
  owner: 'assigned',
  ownedSince: null,
  leaderless: false,
  topicGone: false,
  lastCommitAt: null,
  usualPause: 0,
  timeLagGrowth: null,
  deletes: false,
  retention: null,
  logStartRate: null,
  trimming: false,
  markersFrom: null,
  goals: { timeLag: null, lag: null },
  settings: lagDefaults,
}

describe('verdicts from samples as they come', () => {
  it('keeps up: lag 0, rates, clears now', () => {
    const scene = runScene({ end: (t) => 1_000 + 10 * t, groups: { g: following } })
    scene.run(0, 300)
    expect(scene.of('g')).toMatchObject({
      verdict: { verdict: 'OK' },
      lag: 0,
      in: 10,
      out: 10,
      complete: 1,
      timeLag: { kind: 'value', seconds: 0 },
    })
    expect(scene.partition('g')).toMatchObject({ verdict: { verdict: 'OK' }, eta: { kind: 'in', seconds: 0 } })
  })

  it('stalled with an owner, stopped without, learning before there is enough', () => {
    const stuck: SceneGroup = { committed: () => 1_000 }
    const scene = runScene({
      end: grows,
      groups: {
        stuck,
        alone: { ...stuck, state: () => 'Empty' },
        unowned: { ...stuck, owner: () => null },
        closed: { ...stuck, readable: false },
      },
    })
    scene.run(0, 30)
    expect(scene.of('stuck').verdict?.verdict).toBe('LEARNING')
    scene.run(60, 300)
    const words = ['stuck', 'alone', 'unowned', 'closed'].map((g) => scene.of(g).verdict?.verdict)
    expect(words).toEqual(['STALLED', 'STOPPED', 'STOPPED', 'STALLED'])
    expect(scene.of('stuck')).toMatchObject({
      lag: 3_500,
      representative: { topic: 't', partition: 0 },
      eta: { kind: 'never' },
      slope: 600,
    })
    expect(scene.of('stuck').counts).toEqual([{ verdict: 'STALLED', n: 1 }])
  })

  it('falls behind, and catches up with a forecast', () => {
    const scene = runScene({
      end: (t) => 55_000 + 100 * t,
      groups: { slow: { committed: (t) => 50_000 + 80 * t }, fast: { committed: (t) => 5_000 + 140 * t } },
    })
    scene.run(0, 300)
    expect(scene.of('slow').verdict?.verdict).toBe('FALLING_BEHIND')
    expect(scene.of('slow').slope).toBeCloseTo(1_200)
    expect(scene.of('fast')).toMatchObject({ verdict: { verdict: 'CATCHING_UP' }, eta: { kind: 'in', atLeast: false } })
    const eta = scene.of('fast').eta
    // 38,000 left at 40 msg/s.
    expect(eta.kind === 'in' && eta.seconds).toBeCloseTo(950, -1)
  })

  it('data lost to deletion is told beside the stop', () => {
    const scene = runScene({
      end: (t) => 9_000 + 10 * t,
      start: () => 4_000,
      groups: { g: { committed: () => 1_000, state: () => 'Empty' } },
    })
    scene.run(0, 300)
    expect(scene.of('g')).toMatchObject({
      verdict: { verdict: 'DATA_LOST', also: ['STOPPED'] },
      edge: { kind: 'in', seconds: 0, by: 'offset' },
    })
  })

  it('a log start that is read later than the first samples: what they were behind is counted from it, and nothing seems to fall', () => {
    const scene = runScene({
      end: (t) => 9_000 + 10 * t,
      start: (t) => (t < 90 ? Number.NaN : 4_000),
      groups: { g: { committed: () => 1_000, state: () => 'Empty' } },
    })
    scene.run(0, 60)
    expect(scene.of('g').lag).toBe(8_600)
    scene.run(90, 150)
    const { lag, slope, trend } = scene.of('g')
    expect(lag).toBe(6_500)
    expect(slope).toBeCloseTo(600)
    // By the minute of the wall clock: its last sample, of those that come each 30 s.
    expect(trend.map((behind) => (behind ?? 0) % 300)).toEqual(trend.map(() => 200))
    expect(trend.at(-1)).toBe(6_500)
    expect(Math.max(...trend.map((behind) => behind ?? 0))).toBe(6_500)
  })

  it('no commit is neither 0 nor the whole log', () => {
    const scene = runScene({
      partitions: 2,
      end: () => 5_000,
      groups: { none: { committed: () => null }, half: { committed: (_t, p) => (p === 0 ? 5_000 : null) } },
    })
    scene.run(0, 60)
    expect(scene.of('none')).toMatchObject({ verdict: { verdict: 'NO_COMMIT', notice: true }, lag: null, timeLag: { kind: 'unknown' } })
    expect(scene.of('half')).toMatchObject({
      verdict: { verdict: 'OK' },
      lag: 0,
      complete: 1,
      counts: [
        { verdict: 'OK', n: 1 },
        { verdict: 'NO_COMMIT', n: 1 },
      ],
    })
  })

  it('a consumer that overtakes the sample has lag 0, not less', () => {
    const scene = runScene({ end: (t) => 1_000 + 10 * t, groups: { g: { committed: (t) => 1_000 + 10 * t + (t === 300 ? 40 : 0) } } })
    scene.run(0, 300)
    expect(scene.of('g')).toMatchObject({ verdict: { verdict: 'OK' }, lag: 0 })
  })

  it('no leader is said when metadata said so twice; the figures stay unknown', () => {
    const scene = runScene({
      end: (t) => (t >= 60 ? null : 1_000),
      leader: (t) => (t >= 60 ? -1 : 1),
      groups: { g: { committed: () => 1_000 } },
    })
    scene.run(0, 60)
    expect(scene.of('g').verdict?.verdict).toBe('OK')
    scene.run(90, 90)
    expect(scene.of('g')).toMatchObject({ verdict: { verdict: 'NO_LEADER' }, lag: null })
  })

  it('what has got better is shown better when it has held', () => {
    const scene = runScene({
      intervalS: 5,
      end: (t) => 1_500 + 10 * t,
      groups: { g: { committed: (t) => (t <= 300 ? 1_000 : 1_500 + 10 * t) } },
    })
    scene.run(0, 300)
    expect(scene.of('g').verdict?.verdict).toBe('STALLED')
    const since = scene.of('g').verdict?.since
    scene.run(305, 330)
    expect(scene.of('g').verdict).toMatchObject({ verdict: 'STALLED', since })
    scene.run(335, 335)
    expect(scene.of('g').verdict?.verdict).toBe('OK')
  })

  it('a rebalance that holds everything up is named after a minute', () => {
    const scene = runScene({
      end: grows,
      intervalS: 10,
      groups: {
        g: { committed: (t) => (t < 180 ? 1_500 + 10 * t - 200 : 3_200), state: (t) => (t < 190 ? 'Stable' : 'PreparingRebalance') },
      },
    })
    scene.run(0, 300)
    expect(scene.of('g').verdict?.verdict).not.toBe('STALLED')
    scene.run(310, 600)
    expect(scene.of('g').verdict?.verdict).toBe('REBALANCING')
  })

  it('in front of an open transaction nothing is owed: no stall', () => {
    const held = { end: grows, groups: { g: { committed: () => 1_000 } } }
    const scene = runScene({ ...held, stable: () => 1_000 })
    scene.run(0, 300)
    expect(scene.of('g')).toMatchObject({ verdict: { verdict: 'OK' }, lag: 3_500 })
    // Read before the end it says nothing: the consumer stood at the end of the log then, and has stalled since.
    const old = runScene({ ...held, stable: () => 1_000, stableAfter: -10 })
    old.run(0, 300)
    expect(old.of('g').verdict?.verdict).toBe('STALLED')
  })

  it('a topic made anew is not compared with the former', () => {
    const scene = runScene({
      end: (t) => (t < 150 ? 9_000 + 10 * t : 200 + 10 * (t - 150)),
      topicId: (t) => (t < 150 ? 'a' : 'b'),
      groups: { g: { committed: (t) => (t < 150 ? 9_000 + 10 * t : 200 + 10 * (t - 150)) } },
    })
    scene.run(0, 300)
    expect(scene.of('g').verdict?.verdict).toBe('OK')
    expect(scene.partition('g').in).toBeCloseTo(10)
  })

  it('time lag between end readings, with its error', () => {
    const scene = runScene({ end: (t) => 1_000 + 10 * t, groups: { g: { committed: (t) => 1_000 + 10 * (t - 45) } } })
    scene.run(0, 300)
    const { timeLag } = scene.partition('g')
    expect(timeLag).toMatchObject({ kind: 'value', method: 'interp', seconds: 45, error: 15 })
    expect(scene.of('g').timeLag).toMatchObject({ seconds: 45 })
  })

  it('time lag from the time index, shared by the groups of the partition', () => {
    const scene = runScene({ end: (t) => 100_000 + 10 * t, groups: { a: { committed: () => 4_000 }, b: { committed: () => 5_000 } } })
    scene.run(0, 60)
    expect(scene.of('a').timeLag.kind).toBe('moreThan')
    const now = 1_700_000_060
    const facts = [
      { asked: now - 8_000, offset: 4_500, t: now - 8_000 },
      { asked: now - 9_000, offset: 3_900, t: now - 9_000 },
    ]
    scene.feed({ kind: 'probes', at: now * 1_000, now: 60_000, probes: [{ topic: 't', partition: 0, facts }] })
    scene.run(90, 90)
    expect(scene.partition('a').timeLag).toMatchObject({ kind: 'value', method: 'index', error: 500, seconds: 8_530 })
    // What was asked for one says of the other that it is younger.
    expect(scene.partition('b').timeLag).toMatchObject({ kind: 'value', method: 'index', seconds: 4_015, error: 4_015 })
  })
})

describe('what is kept is bounded, and live is as played back', () => {
  it('says the same from the same observations', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ read: fc.integer({ min: 0, max: 400 }), written: fc.integer({ min: 0, max: 400 }), away: fc.boolean() }), {
          minLength: 3,
          maxLength: 40,
        }),
        (steps) => {
          const ends: number[] = []
          const commits: number[] = []
          for (const { read, written } of steps) {
            ends.push((ends.at(-1) ?? 1_000) + written)
            commits.push(Math.min(ends.at(-1) ?? 0, (commits.at(-1) ?? 500) + read))
          }
          const at = (t: number): number => Math.round(t / 30)
          const scene = runScene({
            end: (t) => (steps[at(t)]?.away ? null : (ends[at(t)] ?? 0)),
            groups: { g: { committed: (t) => commits[at(t)] ?? 0 } },
          })
          scene.run(0, 30 * (steps.length - 1))
          expect(replay(scene.seen).groups.get('g')).toEqual(scene.of('g'))
        },
      ),
      { numRuns: 40 },
    )
  })

  it('says what the rules say of all samples, though it keeps columns and looks at most rows only briefly', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ read: fc.integer({ min: -20, max: 300 }), written: fc.integer({ min: 0, max: 300 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        fc.integer({ min: 0, max: 2_000 }),
        (steps, behind) => {
          const ends: number[] = []
          const commits: number[] = []
          for (const { read, written } of steps) {
            ends.push((ends.at(-1) ?? 5_000) + written)
            commits.push(Math.max(0, (commits.at(-1) ?? 5_000 - behind) + read))
          }
          const scene = runScene({ end: (t) => ends[t / 30] ?? 0, groups: { g: { committed: (t) => commits[t / 30] ?? 0 } } })
          scene.run(0, 30 * (steps.length - 1))
          const samples = ends.map((end, i) => ({ t: T0 + 30 * i, committed: commits[i] ?? 0, end, start: 0, stable: null }))
          const raws = samples.map((newest, i) => {
            const t = newest.t
            const upTo = samples.slice(0, i + 1)
            const readings = upTo.map((one) => ({ t: one.t, offset: one.end }))
            const lag = Math.max(0, newest.end - newest.committed)
            const age = timeLag({
              lag,
              lost: false,
              position: newest.committed,
              now: t,
              bracket: null,
              ends: readings,
              record: null,
              settings: lagDefaults,
            })
            return { t, judged: judgePartition({ ...plain, samples: upTo, askedAt: t, timeLag: age.kind === 'value' ? age : null }) }
          })
          expect(scene.partition('g').verdict?.verdict).toBe(settle(raws, 30)?.verdict)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('7: says of a group what the rules say of its partitions', () => {
    const partition = fc.record({
      read: fc.constantFrom(0, 10, 10, 60, 300),
      written: fc.constantFrom(0, 10, 10, 60),
      behind: fc.constantFrom(0, 50, 3_000),
      committed: fc.constantFrom(true, true, true, false),
    })
    fc.assert(
      fc.property(
        fc.array(partition, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 14 }),
        fc.constantFrom('Stable', 'Empty'),
        (all, ticks, state) => {
          const end = (t: number, p: number): number => 90_000 + ((all[p]?.written ?? 0) * t) / 3
          const committed = (t: number, p: number): number | null => {
            const one = all[p]
            return one?.committed ? Math.min(end(t, p), 90_000 - one.behind + (one.read * t) / 3) : null
          }
          const scene = runScene({ partitions: all.length, end, groups: { g: { committed, state: () => state } } })
          scene.run(0, 30 * ticks)
          const group = scene.of('g')
          // Neither a commit nor an owner: none of the group's.
          const own = [...all.entries()].filter(([, one]) => one.committed || state !== 'Empty')
          const partitions = own.map(([p, one]) => {
            const { verdict, timeLag: age } = scene.partition('g', p)
            const lag = one.committed ? end(30 * ticks, p) - (committed(30 * ticks, p) ?? 0) : null
            return { topic: 't', partition: p, judged: verdict, timeLag: lag !== 0 && age.kind === 'value' ? age : null, lag, owed: lag }
          })
          const judged = judgeGroup({ partitions, state, members: 1, idleFor: null, settings: lagDefaults })
          if (judged === null) {
            expect(group).toMatchObject({ verdict: null, counts: [], complete: null })
            return
          }
          expect(group.verdict).toMatchObject({ verdict: judged.verdict, urgent: judged.urgent, notice: judged.notice })
          expect(group.representative?.partition).toBe(judged.representative?.partition)
          expect(new Map(group.counts.map(({ verdict, n }) => [verdict, n]))).toEqual(judged.counts)
          expect(group).toMatchObject({ complete: judged.complete, atLeast: judged.atLeast, dormant: judged.dormant })
          const ages = partitions.flatMap(({ timeLag: age }) => (age ? [age.seconds] : []))
          if (group.timeLag.kind === 'value') expect(group.timeLag.seconds).toBe(Math.max(0, ...ages))
        },
      ),
      { numRuns: 150 },
    )
  })

  it('knows partitions again when others come', () => {
    const scene = runScene({ partitions: 2, end: (t) => 1_500 + 10 * t, groups: { g: { committed: () => 1_000 } } })
    scene.run(0, 270)
    const at = (1_700_000_000 + 300) * 1_000
    const three = { topic: 't', partitions: Int32Array.of(2, 0, 1), metadata: new Map(), errors: new Map() }
    scene.feed({
      kind: 'offsets',
      at,
      now: 300_000,
      problems: [],
      commits: [{ group: 'g', at, interval: 30_000, problem: null, topics: [{ ...three, offsets: Float64Array.of(4_500, 1_000, 1_000) }] }],
      ends: [{ ...three, offsets: Float64Array.of(4_500, 4_500, 4_500), at: Float64Array.of(at, at, at) }],
    })
    expect([0, 1, 2].map((p) => scene.partition('g', p).verdict?.verdict)).toEqual(['STALLED', 'STALLED', 'OK'])
    expect(scene.of('g').counts).toEqual([
      { verdict: 'STALLED', n: 2 },
      { verdict: 'OK', n: 1 },
    ])
  })
})
