import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRowPages } from '../../../../electron/core/state/lag/row-pages.ts'
import { createSamplePages, type SampleSlot } from '../../../../electron/core/state/lag/sample-pages.ts'
import { createLagTracker } from '../../../../electron/core/state/lag/tracker.ts'
import { emptyState } from '../../../../shared/domain/cluster-state.ts'
import type { Observation } from '../../../../shared/domain/observation.ts'
import { reduce } from '../../../../shared/domain/reduce/reduce.ts'
import { T0 } from '../../../support/lag-scene.ts'

const PARTITIONS = 4
const STEP_S = 30
/** Enough for groups to outgrow the room for their samples twice. */
const TICKS = 20

/** What a group reads at a tick: which partitions, and how far behind it is. Null: there is no such group then. */
const tick = fc.option(
  fc.record({
    partitions: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
    behind: fc.constantFrom(0, 0, 5, 4_000),
    moves: fc.boolean(),
  }),
  { freq: 5 },
)
type Tick = NonNullable<(typeof tick extends fc.Arbitrary<infer T> ? T : never) | null>

const topic = {
  name: 't',
  topicId: null,
  internal: false,
  error: 0,
  partitions: Array.from({ length: PARTITIONS }, (_, partition) => ({
    ...{ partition, error: 0, leader: 1, leaderEpoch: 0 },
    ...{ replicas: [1], isr: [1], offline: [] },
  })),
}
const NONE = new Map<number, never>()
const endOf = (n: number, p: number): number => 10_000 + 100 * n * (p + 1)

function observationsAt(n: number, groups: ReadonlyMap<string, Tick | null>): Observation[] {
  const moment = { at: (T0 + STEP_S * n) * 1_000, now: STEP_S * n * 1_000 }
  const there = [...groups].flatMap(([group, told]) => (told === null ? [] : [{ group, ...told }]))
  const value = there.map(({ group }) => ({ group, protocolType: 'consumer', state: 'Stable', type: 'classic' as const }))
  const all = Int32Array.from({ length: PARTITIONS }, (_, p) => p)
  return [
    { kind: 'metadata', ...moment, clusterId: 'c', controllerId: 1, brokers: [{ id: 1, host: 'b', port: 1, rack: null }], topics: [topic] },
    { kind: 'groups', ...moment, results: [{ broker: 1, ok: true, value }] },
    {
      kind: 'offsets',
      ...moment,
      problems: [],
      ends: [
        {
          ...{ topic: 't', partitions: all, errors: NONE },
          offsets: Float64Array.from(all, (p) => endOf(n, p)),
          at: new Float64Array(PARTITIONS).fill(moment.at),
        },
      ],
      commits: there.map(({ group, partitions, behind, moves }) => ({
        ...{ group, at: moment.at, interval: STEP_S * 1_000, problem: null },
        topics: [
          {
            ...{ topic: 't', partitions: Int32Array.from(partitions), metadata: NONE, errors: NONE },
            offsets: Float64Array.from(partitions, (p) => Math.max(0, endOf(moves ? n : 0, p) - behind)),
          },
        ],
      })),
    },
  ]
}

/** Figures of each tick, by group. */
function figuresOf(groups: ReadonlyMap<string, readonly (Tick | null)[]>, ticks: number): string[] {
  const tracker = createLagTracker()
  let state = emptyState
  const told: string[] = []
  for (let n = 0; n < ticks; n += 1) {
    const now = new Map([...groups].map(([group, all]) => [group, all[n] ?? null]))
    for (const observation of observationsAt(n, now)) {
      state = reduce(state, observation)
      for (const step of tracker.observe(state, observation)) expect(step).toBeUndefined()
    }
    const { groups: known, partition } = tracker.figures()
    for (const group of groups.keys()) {
      const rows = topic.partitions.map(({ partition: p }) => partition(group, 't', p))
      told.push(`${group} ${n} ${JSON.stringify([known.get(group) ?? null, rows])}`)
    }
  }
  return told.sort()
}

describe('pages of rows', () => {
  it('a group is told what it would be told alone, whoever comes, goes, or had its rows before', () => {
    fc.assert(
      fc.property(fc.array(fc.array(tick, { minLength: TICKS, maxLength: TICKS }), { minLength: 2, maxLength: 4 }), (scripts) => {
        const groups = new Map(scripts.map((script, i) => [`g${i}`, script]))
        const together = figuresOf(groups, TICKS)
        const alone = [...groups].flatMap(([group, script]) => figuresOf(new Map([[group, script]]), TICKS))
        expect(together).toEqual(alone.sort())
      }),
      { numRuns: 40 },
    )
  })

  it('samples: slots that nobody else has, of whatever size, taken again when they were given back', () => {
    const act = fc.oneof(
      fc.constantFrom(8, 8, 8, 24, 40_000).map((size) => ({ size })),
      fc.nat(9).map((give) => ({ give })),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
        const pages = createSamplePages()
        const held: { readonly slot: SampleSlot; readonly mark: number }[] = []
        for (const [n, one] of acts.entries()) {
          if ('give' in one) {
            for (const { slot } of held.splice(one.give, 1)) pages.give(slot)
            continue
          }
          const slot = pages.take(one.size)
          const { page, at } = slot
          expect(page.committed.length - at).toBeGreaterThanOrEqual(one.size)
          page.committed.fill(n + 1, at, at + one.size)
          page.ends.fill(-n - 1, at, at + one.size)
          held.push({ slot, mark: n + 1 })
        }
        for (const { slot, mark } of held) {
          const { page, at } = slot
          expect(page.committed.subarray(at, at + page.size).every((value) => value === mark)).toBe(true)
          expect(page.ends.subarray(at, at + page.size).every((value) => value === -mark)).toBe(true)
        }
      }),
    )
  })

  it('samples: a page is let go of when nobody has a slot of it', () => {
    const pages = createSamplePages()
    const slots = Array.from({ length: 7 }, () => pages.take(8))
    const made = new Set(slots.map(({ page }) => page))
    // 1, 2 and 4 slots.
    expect(made.size).toBe(3)
    for (const slot of slots) pages.give(slot)
    expect(made.has(pages.take(8).page)).toBe(false)
  })

  it('hands out rows that nobody else has, as new ones', () => {
    const pages = createRowPages()
    const first = pages.take(3_000)
    const second = pages.take(3_000)
    const large = pages.take(10_000)
    expect(new Set([first, second, large].map(({ columns }) => columns)).size).toBe(3)
    const small = pages.take(5)
    expect(small).toMatchObject({ columns: second.columns, from: 3_000 })
    for (const column of [small.columns.start, small.columns.waits, small.columns.shown.code, small.columns.rises]) column.fill(7)
    small.trend.fill(7, small.trendFrom, small.trendFrom + 60)
    pages.give(small)
    const again = pages.take(5)
    expect(again).toBe(small)
    const { columns, from, trend, trendFrom } = again
    expect([columns.start[from], columns.waits[8 * from + 7], columns.shown.code[from + 4], columns.rises[from]]).toEqual([
      Number.NaN,
      0,
      0,
      0,
    ])
    expect(trend.subarray(trendFrom, trendFrom + 60).every(Number.isNaN)).toBe(true)
    expect(columns.shown.code[from - 1]).toBe(7)
  })
})
