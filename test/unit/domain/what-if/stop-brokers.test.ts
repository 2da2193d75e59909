import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ifBrokersStop,
  numbersInWords,
  outOfSyncOn,
  replicasOn,
  stopVerdict,
  type PartitionSeen,
} from '../../../../shared/domain/what-if/stop-brokers.ts'

const BROKERS = [1, 2, 3, 4, 5]

/** Partitions as a cluster could have them: in-sync replicas are replicas, the leader is one of them. */
const partition = fc
  .tuple(fc.shuffledSubarray(BROKERS, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), fc.nat(9))
  .map(([replicas, size, lead, number]): PartitionSeen => {
    const isr = replicas.slice(0, 1 + (size % replicas.length))
    const leader = lead % 10 === 0 ? -1 : (isr[lead % isr.length] ?? -1)
    return { topic: `t${number % 3}`, partition: number, leader, replicas, isr }
  })
const cluster = fc.uniqueArray(partition, { maxLength: 12, selector: (p) => `${p.topic}-${p.partition}` })
const set = fc.subarray(BROKERS).map((ids) => new Set(ids))

const ask = (partitions: readonly PartitionSeen[], stopped: ReadonlySet<number>, min: number | null = 2, alive = new Set(BROKERS)) =>
  ifBrokersStop({ stopped, partitions, minIsr: () => min, alive, groups: [{ group: 'g', coordinator: 3 }] })

/** The same, worked out from what is there afterwards: each broker that stops takes itself out, and a leader is looked for anew. */
function afterwards(p: PartitionSeen, stopped: ReadonlySet<number>): { leader: number; isr: readonly number[] } {
  const isr = p.isr.filter((id) => !stopped.has(id))
  if (p.leader < 0) return { leader: -1, isr }
  if (!stopped.has(p.leader)) return { leader: p.leader, isr }
  return { leader: p.replicas.filter((id) => isr.includes(id))[0] ?? -1, isr }
}

describe('what stopping brokers does', () => {
  it('equals the state that would be there afterwards, partition by partition', () => {
    fc.assert(
      fc.property(cluster, set, fc.integer({ min: 1, max: 3 }), (partitions, stopped, min) => {
        const effect = ask(partitions, stopped, min)
        const name = ({ topic, partition: n }: { topic: string; partition: number }): string => `${topic}-${n}`
        const offline = partitions.filter((p) => p.leader >= 0 && afterwards(p, stopped).leader < 0)
        expect(effect.offline.map(name)).toEqual(offline.map(name))
        const under = partitions.filter((p) => {
          const { leader, isr } = afterwards(p, stopped)
          return leader >= 0 && p.isr.length >= min && isr.length < min
        })
        expect(effect.underMinIsr.map(name)).toEqual(under.map(name))
        const moved = partitions.filter((p) => afterwards(p, stopped).leader >= 0 && afterwards(p, stopped).leader !== p.leader)
        expect(effect.leaders.map((l) => `${name(l)} ${l.from} ${l.to}`)).toEqual(
          moved.map((p) => `${name(p)} ${p.leader} ${afterwards(p, stopped).leader}`),
        )
      }),
    )
  })

  it('stopping more is never better, and stopping nothing changes nothing', () => {
    fc.assert(
      fc.property(cluster, set, fc.constantFrom(...BROKERS), (partitions, stopped, one) => {
        const [less, more] = [ask(partitions, stopped), ask(partitions, new Set([...stopped, one]))]
        expect(more.offline.length).toBeGreaterThanOrEqual(less.offline.length)
        expect(ask(partitions, new Set())).toMatchObject({ offline: [], underMinIsr: [], leaders: [], lessReplicated: 0, groups: [] })
      }),
    )
  })

  it('a replica on a broker that does not answer is not counted on to lead', () => {
    const partitions = [{ topic: 'a', partition: 0, leader: 1, replicas: [1, 2], isr: [1, 2] }]
    expect(ask(partitions, new Set([1])).leaders).toEqual([{ topic: 'a', partition: 0, from: 1, to: 2 }])
    expect(ask(partitions, new Set([1]), 1, new Set([1])).offline).toEqual([{ topic: 'a', partition: 0 }])
  })

  it('unknown is not 1: a topic whose minimum was not read is named, and the verdict is not safe', () => {
    const partitions = [{ topic: 'a', partition: 0, leader: 1, replicas: [1, 2], isr: [1, 2] }]
    const effect = ask(partitions, new Set([2]), null)
    expect(effect).toMatchObject({ underMinIsr: [], minIsrUnknown: ['a'] })
    expect(stopVerdict(effect)).toBe('degrades')
    expect(ask(partitions, new Set([3])).groups).toEqual(['g'])
  })

  it('replicas of a broker, in and out of sync', () => {
    const partitions = [
      { topic: 'a', partition: 0, leader: 1, replicas: [1, 2], isr: [1] },
      { topic: 'b', partition: 4, leader: 1, replicas: [1, 3], isr: [1, 3] },
    ]
    expect(replicasOn(2, partitions)).toEqual([{ topic: 'a', partition: 0 }])
    expect(outOfSyncOn(2, partitions)).toEqual([{ topic: 'a', partition: 0 }])
    expect(outOfSyncOn(3, partitions)).toEqual([])
  })

  it('numbers in words name exactly the numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60)), (numbers) => {
        const read = numbersInWords(numbers)
          .split(', ')
          .filter((part) => part !== '')
          .flatMap((part) => {
            const [from = 0, to = from] = part.split('..').map(Number)
            return Array.from({ length: to - from + 1 }, (_, i) => from + i)
          })
        expect(read).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
      }),
    )
    expect(numbersInWords([7, 3, 4, 5, 9, 10])).toBe('3..5, 7, 9, 10')
  })
})
