import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadOf, sharedRacks, spreadReplicas, type PlaceableBroker } from '../../../../shared/domain/placement/spread.ts'

const brokers = (...racks: (string | null)[]): PlaceableBroker[] => racks.map((rack, i) => ({ id: i + 1, rack }))

const aCluster = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 9 }).map((racks) => brokers(...racks))
const aPlacing = fc.record({ from: fc.nat(50), partitions: fc.integer({ min: 1, max: 40 }), seed: fc.string() })

describe('E-06 where replicas of new partitions go', () => {
  it('is on different brokers, as many as asked, and the same each time', () => {
    fc.assert(
      fc.property(aCluster, aPlacing, fc.nat(8), (all, placing, more) => {
        const replication = 1 + (more % all.length)
        const assignment = spreadReplicas(all, { ...placing, replication })
        expect(assignment).toHaveLength(placing.partitions)
        for (const replicas of assignment) {
          expect(new Set(replicas).size).toBe(replication)
          for (const id of replicas) expect(all.some((b) => b.id === id)).toBe(true)
        }
        expect(spreadReplicas(all.toReversed(), { ...placing, replication })).toEqual(assignment)
      }),
    )
  })

  it('uses as many racks as it can, where every broker has one', () => {
    fc.assert(
      fc.property(aCluster, aPlacing, fc.nat(8), (all, placing, more) => {
        const replication = 1 + (more % all.length)
        const racks = new Set(all.map((b) => b.rack)).size
        for (const replicas of spreadReplicas(all, { ...placing, replication })) {
          const used = new Set(replicas.map((id) => all.find((b) => b.id === id)?.rack))
          expect(used.size).toBe(Math.min(replication, racks))
        }
      }),
    )
  })

  it('gives every broker its share of leaders, to within one', () => {
    fc.assert(
      fc.property(aCluster, aPlacing, (all, placing) => {
        const load = loadOf(spreadReplicas(all, { ...placing, replication: 1 }), all).map((b) => b.leaders)
        expect(Math.max(...load) - Math.min(...load)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('does not mind brokers without a rack', () => {
    const mixed = brokers('a', null, 'a')
    const assignment = spreadReplicas(mixed, { from: 0, partitions: 6, replication: 2, seed: 'x' })
    expect(assignment.every((r) => new Set(r).size === 2)).toBe(true)
    expect(sharedRacks(assignment, mixed)).toBe(0)
  })

  it('counts load, and racks that are shared without need', () => {
    const all = brokers('a', 'a', 'b')
    expect(
      sharedRacks(
        [
          [1, 2],
          [1, 3],
        ],
        all,
      ),
    ).toBe(1)
    expect(sharedRacks([[1, 2, 3]], all)).toBe(0)
    expect(
      loadOf(
        [
          [1, 2],
          [1, 3],
        ],
        all,
      ),
    ).toEqual([
      { broker: 1, rack: 'a', leaders: 2, replicas: 2 },
      { broker: 2, rack: 'a', leaders: 0, replicas: 1 },
      { broker: 3, rack: 'b', leaders: 0, replicas: 1 },
    ])
  })
})
