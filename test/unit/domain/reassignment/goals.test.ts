import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterMoves, loadsOf } from '../../../../shared/domain/reassignment/effect.ts'
import { planGoal } from '../../../../shared/domain/reassignment/plan-goal.ts'
import { partitionKey, type Goal, type PlacedPartition, type Target } from '../../../../shared/domain/reassignment/types.ts'
import { sharedRacks } from '../../../../shared/domain/placement/spread.ts'

interface Scene {
  readonly targets: readonly Target[]
  readonly partitions: readonly PlacedPartition[]
}

/** Clusters of 2 to 8 brokers in up to 4 racks, with replicas anywhere and leaders that need not be the preferred ones. */
const scenes: fc.Arbitrary<Scene> = fc
  .record({ brokers: fc.integer({ min: 2, max: 8 }), racks: fc.integer({ min: 0, max: 4 }), count: fc.integer({ min: 1, max: 40 }) })
  .chain(({ brokers, racks, count }) => {
    const targets = Array.from({ length: brokers }, (_, i) => ({ id: i + 1, rack: racks === 0 ? null : `r${i % racks}` }))
    const ids = targets.map((t) => t.id)
    const placed = fc
      .record({ replicas: fc.subarray(ids, { minLength: 1, maxLength: Math.min(3, brokers) }), turn: fc.nat(5), bytes: fc.nat(1_000_000) })
      .map(({ replicas, turn, bytes }) => {
        const turned = replicas.map((_, i) => replicas[(i + turn) % replicas.length] ?? 0)
        return { replicas: turned, leader: turned[turn % turned.length] ?? -1, isr: turned, bytes }
      })
    return fc.array(placed, { minLength: count, maxLength: count }).map((list) => ({
      targets,
      partitions: list.map((p, i) => ({ topic: `t${i % 3}`, partition: Math.floor(i / 3), ...p })),
    }))
  })

const goalsOf = ({ targets }: Scene): Goal[] => [
  { is: 'fill', brokers: [targets.at(-1)?.id ?? 1] },
  { is: 'empty', brokers: [targets[0]?.id ?? 1] },
  { is: 'racks' },
  { is: 'replication', replicas: Math.min(2, targets.length) },
  { is: 'leaders' },
  { is: 'disk' },
]

const copies = (plan: { readonly moves: readonly { readonly from: readonly number[]; readonly to: readonly number[] }[] }): number =>
  plan.moves.reduce((sum, m) => sum + m.to.filter((id) => !m.from.includes(id)).length, 0)
const spread = (figures: readonly number[]): number => Math.max(...figures) - Math.min(...figures)

describe('plans of reassignments', () => {
  it('E-06 are of what is there, name no broker twice, use only brokers that may hold replicas, and are the same for the same layout', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const before = new Map(scene.partitions.map((p) => [partitionKey(p), p.replicas]))
        for (const goal of goalsOf(scene)) {
          const { moves } = planGoal(goal, scene.partitions, scene.targets)
          expect(new Set(moves.map(partitionKey)).size).toBe(moves.length)
          for (const move of moves) {
            expect(move.from).toEqual(before.get(partitionKey(move)))
            expect(move.to).not.toEqual(move.from)
            expect(move.to.length).toBeGreaterThan(0)
            expect(new Set(move.to).size).toBe(move.to.length)
            if (goal.is !== 'replication') expect(move.to.length).toBe(move.from.length)
            for (const id of move.to) expect(scene.targets.some((t) => t.id === id) || move.from.includes(id)).toBe(true)
          }
          expect(planGoal(goal, scene.partitions, scene.targets)).toEqual({ moves, problems: expect.anything() })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('reach what they are for: made again after the moves they hold nothing', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        for (const goal of goalsOf(scene)) {
          const { moves } = planGoal(goal, scene.partitions, scene.targets)
          expect(planGoal(goal, afterMoves(scene.partitions, moves), scene.targets).moves, goal.is).toEqual([])
        }
      }),
      { numRuns: 300 },
    )
  })

  it('empty: one copy for each replica there, and nothing is left unless nobody else can take it', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const gone = scene.targets[0]?.id ?? 1
        const plan = planGoal({ is: 'empty', brokers: [gone] }, scene.partitions, scene.targets)
        const there = scene.partitions.filter((p) => p.replicas.includes(gone))
        const stuck = there.filter((p) => p.replicas.length === scene.targets.length)
        expect(copies(plan)).toBe(there.length - stuck.length)
        expect(plan.problems.length).toBe(stuck.length > 0 ? 1 : 0)
        const after = afterMoves(scene.partitions, plan.moves)
        expect(after.filter((p) => p.replicas.includes(gone)).length).toBe(stuck.length)
        // The preferred leader is another only where it was the broker that goes.
        for (const [i, p] of scene.partitions.entries()) if (p.replicas[0] !== gone) expect(after[i]?.replicas[0]).toBe(p.replicas[0])
      }),
      { numRuns: 300 },
    )
  })

  it('fill: only towards the new broker, which gets no more than its share', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const fresh = scene.targets.at(-1)?.id ?? 1
        const plan = planGoal({ is: 'fill', brokers: [fresh] }, scene.partitions, scene.targets)
        for (const m of plan.moves) expect(m.to.filter((id) => !m.from.includes(id))).toEqual([fresh])
        const total = scene.partitions.reduce((sum, p) => sum + p.replicas.length, 0)
        const before = loadsOf(scene.partitions).get(fresh)?.replicas ?? 0
        const after = loadsOf(afterMoves(scene.partitions, plan.moves)).get(fresh)?.replicas ?? 0
        expect(after).toBeLessThanOrEqual(Math.max(before, Math.floor(total / scene.targets.length)))
        expect(plan.moves.length).toBe(after - before)
      }),
      { numRuns: 300 },
    )
  })

  it('fill: an empty fourth broker gets a quarter, and leads its share', () => {
    const partitions = Array.from({ length: 48 }, (_, i) => {
      const replicas = [(i % 3) + 1, ((i + 1) % 3) + 1]
      return { topic: 'orders', partition: i, replicas, leader: replicas[0] ?? 1, isr: replicas, bytes: 100 }
    })
    const targets = [1, 2, 3, 4].map((id) => ({ id, rack: null }))
    const plan = planGoal({ is: 'fill', brokers: [4] }, partitions, targets)
    const loads = loadsOf(afterMoves(partitions, plan.moves))
    expect(plan.moves.length).toBe(24)
    expect([1, 2, 3, 4].map((id) => loads.get(id)?.replicas)).toEqual([24, 24, 24, 24])
    expect(loads.get(4)?.leaders).toBe(12)
  })

  it('racks: none is shared that need not be, and only replicas move that shared one', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const plan = planGoal({ is: 'racks' }, scene.partitions, scene.targets)
        const assignment = (partitions: readonly PlacedPartition[]) => partitions.map((p) => p.replicas)
        const after = afterMoves(scene.partitions, plan.moves)
        // With one broker a rack at least, a partition can always be spread when there are racks for its replicas.
        const racks = new Set(scene.targets.flatMap((t) => t.rack ?? [])).size
        if (racks > 1) expect(sharedRacks(assignment(after), scene.targets)).toBe(0)
        for (const m of plan.moves) expect(m.to[0]).toBe(m.from[0])
      }),
      { numRuns: 300 },
    )
  })

  it('replication: exactly so many, the preferred leader stays, nobody in sync is lost to somebody who is not', () => {
    fc.assert(
      fc.property(scenes, fc.integer({ min: 1, max: 9 }), (scene, replicas) => {
        const plan = planGoal({ is: 'replication', replicas }, scene.partitions, scene.targets)
        if (replicas > scene.targets.length) {
          expect(plan).toEqual({ moves: [], problems: [expect.stringMatching(/brokers/)] })
          return
        }
        const after = afterMoves(scene.partitions, plan.moves)
        for (const [i, p] of after.entries()) {
          expect(p.replicas.length).toBe(replicas)
          expect(p.replicas[0]).toBe(scene.partitions[i]?.replicas[0])
        }
        // No more copies than replicas are missing.
        const missing = scene.partitions.reduce((sum, p) => sum + Math.max(0, replicas - p.replicas.length), 0)
        expect(copies(plan)).toBe(missing)
      }),
      { numRuns: 300 },
    )
  })

  it('replication: the one replica in sync is kept, also when it is not the preferred leader', () => {
    const partition = { topic: 't', partition: 0, replicas: [1, 2, 3], leader: 3, isr: [3], bytes: 1 }
    const targets = [1, 2, 3].map((id) => ({ id, rack: null }))
    expect(planGoal({ is: 'replication', replicas: 2 }, [partition], targets).moves[0]?.to).toEqual([1, 3])
    expect(planGoal({ is: 'replication', replicas: 1 }, [partition], targets).moves[0]?.to).toEqual([3])
  })

  it('leaders: nothing is copied, and as even as the replicas allow', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const plan = planGoal({ is: 'leaders' }, scene.partitions, scene.targets)
        expect(copies(plan)).toBe(0)
        for (const m of plan.moves) expect(new Set(m.to)).toEqual(new Set(m.from))
        const leads = (partitions: readonly PlacedPartition[]): number[] =>
          scene.targets.map((t) => loadsOf(partitions).get(t.id)?.leaders ?? 0)
        const [before, after] = [leads(scene.partitions), leads(afterMoves(scene.partitions, plan.moves))]
        expect(spread(after)).toBeLessThanOrEqual(spread(before))
        // Where everybody holds everything it is even.
        const everywhere = scene.partitions.every((p) => p.replicas.length === scene.targets.length)
        if (everywhere) expect(spread(after)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 300 },
    )
  })

  it('disk: nearer to each other than before, and what is larger than the gap stays', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const plan = planGoal({ is: 'disk' }, scene.partitions, scene.targets)
        const bytes = (partitions: readonly PlacedPartition[]): number[] =>
          scene.targets.map((t) => loadsOf(partitions).get(t.id)?.bytes ?? 0)
        const [before, after] = [bytes(scene.partitions), bytes(afterMoves(scene.partitions, plan.moves))]
        expect(spread(after)).toBeLessThanOrEqual(spread(before))
        if (plan.moves.length > 0) expect(Math.max(...after)).toBeLessThanOrEqual(Math.max(...before))
      }),
      { numRuns: 300 },
    )
  })
})
