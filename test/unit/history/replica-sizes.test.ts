import { describe, expect, it } from 'vitest'
import type { ReplicaSizes } from '../../../shared/domain/cluster-state.ts'
import { eachTopicsBytes } from '../../../shared/domain/replica-columns.ts'
import { factJson, factOf, noHiding } from '../../../electron/core/history/moments/json.ts'
import { createSizesReader, type SizesByBroker } from '../../../electron/core/history/moments/replica-sizes.ts'
import { createRandom } from '../../support/random.ts'

type Told = Map<string, string | null>

const line = (broker: number, topic: string, sizes: ReplicaSizes): readonly [string, string] => [
  JSON.stringify(`${broker} ${topic}`),
  factJson(sizes, noHiding),
]
const sizesOf = (replicas: readonly (readonly [partition: number, bytes: number, lag: number])[]): ReplicaSizes => ({
  partitions: Int32Array.from(replicas, ([partition]) => partition),
  bytes: Float64Array.from(replicas, ([, bytes]) => bytes),
  lag: Float64Array.from(replicas, ([, , lag]) => lag),
})

function toEnd<T>(steps: Generator<undefined, T>): T {
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

function read(sections: readonly Told[], topics: readonly string[] = []): SizesByBroker {
  const reader = createSizesReader(topics)
  for (const section of sections) toEnd(reader.add(section))
  return toEnd(reader.byBroker())
}

/** The plain way: a map a broker, a fact a value. */
function plainly(sections: readonly Told[]): ReadonlyMap<number, ReadonlyMap<string, ReplicaSizes>> {
  const last = new Map(sections.flatMap((section) => [...section]))
  const made = new Map<number, Map<string, ReplicaSizes>>()
  for (const [key, json] of last) {
    const name = String(JSON.parse(key))
    const broker = Number(name.slice(0, name.indexOf(' ')))
    const own = made.get(broker) ?? new Map<string, ReplicaSizes>()
    made.set(broker, own)
    if (json !== null) own.set(name.slice(name.indexOf(' ') + 1), factOf(json) as ReplicaSizes)
  }
  return made
}

const byName = (sizes: ReadonlyMap<string, ReplicaSizes>): readonly unknown[] => [...sizes].sort(([a], [b]) => (a < b ? -1 : 1))
const sumsOf = (sizes: ReadonlyMap<string, ReplicaSizes>): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>()
  eachTopicsBytes(sizes, (topic, bytes) => sums.set(topic, bytes))
  return sums
}

const BYTES = [0, 1, 1_234_567, 2 ** 52, 1e21, 0.5, Number.NaN, 123_456_789_012_345]
const LAGS = [0, 7, -1, Number.NaN]

describe('F-08 sizes of replicas of a recorded moment', () => {
  it('are what the facts say, whatever numbers and names there are, in however many sections', () => {
    const random = createRandom(7)
    const pick = <T>(of: readonly T[]): T => of[Math.floor(random.between(0, of.length))] as T // it has some
    const topics = Array.from({ length: 40 }, (_, n) => (n % 9 === 0 ? `odd "${n}" \u00e4\\` : `orders.${n}`))
    let odd = 0
    for (let round = 0; round < 40; round++) {
      const sections: Told[] = Array.from({ length: 1 + (round % 3) }, (_, n): Told => {
        const own: Told = new Map()
        for (let i = 0; i < 60; i++) {
          const [broker, topic] = [Math.floor(random.between(0, 6)), pick(topics)]
          const count = Math.floor(random.between(0, 4))
          const sizes = sizesOf(Array.from({ length: count }, (__, p) => [p * 2, pick(BYTES), pick(LAGS)] as const))
          const [key, json] = line(broker, topic, sizes)
          odd += sizes.bytes.includes(Number.NaN) ? 1 : 0
          own.set(key, n > 0 && i % 5 === 0 ? null : json)
        }
        return own
      })
      const [made, expected] = [read(sections, topics.slice(0, 20)), plainly(sections)]
      expect(new Set(made.keys())).toEqual(new Set(expected.keys()))
      for (const [broker, own] of expected) {
        const columns = made.get(broker) ?? new Map<string, ReplicaSizes>()
        expect(byName(columns)).toEqual(byName(own))
        expect(columns.size).toBe(own.size)
        for (const topic of [...topics, 'never there']) {
          expect(columns.get(topic)).toEqual(own.get(topic))
          expect(columns.has(topic)).toBe(own.has(topic))
        }
        expect(sumsOf(columns)).toEqual(sumsOf(own))
      }
    }
    expect(odd).toBeGreaterThan(100)
  })

  it('can be gone through like a map', () => {
    const one = read([new Map([line(3, 'b', sizesOf([[0, 5, 0]])), line(3, 'a', sizesOf([[1, 6, 0]]))])]).get(3)
    const told: string[] = []
    one?.forEach(({ bytes }, topic, all) => told.push(`${topic} ${bytes[0]} of ${all.size}`))
    expect(told).toEqual(['b 5 of 2', 'a 6 of 2'])
    expect([...(one?.keys() ?? [])]).toEqual(['b', 'a'])
    expect([...(one?.values() ?? [])]).toEqual([sizesOf([[0, 5, 0]]), sizesOf([[1, 6, 0]])])
  })
})
