import type { ReplicaSizes } from './cluster-state.ts'

/** Topics by place, each name one text for all brokers. */
export interface PlacedNames {
  readonly names: readonly string[]
  readonly places: ReadonlyMap<string, number>
}

/**
 * Sizes of all brokers' replicas. A very large cluster has hundreds of thousands of them on its brokers, and three arrays for each were most
 * of what the collector went through while somebody looked at such a cluster's past.
 */
export interface ReplicaColumns extends PlacedNames {
  /** A topic on a broker: the topic's place, ascending within a broker, and where its replicas begin and end. */
  readonly topics: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** A place a replica. */
  readonly partitions: Int32Array
  readonly bytes: Float64Array
  /** Null: 0 of each, as nearly always. */
  readonly lag: Float64Array | null
}

/** Those of one broker, from place `first` up to `end`; what is asked for is a view, which is made when it is. */
export class ReplicasOfBroker implements ReadonlyMap<string, ReplicaSizes> {
  readonly #columns: ReplicaColumns
  readonly #first: number
  readonly size: number

  constructor(columns: ReplicaColumns, first: number, end: number) {
    this.#columns = columns
    this.#first = first
    this.size = end - first
  }

  /** −1: the broker has none of it. */
  #placeOf(topic: string): number {
    const { places, topics } = this.#columns
    const wanted = places.get(topic)
    if (wanted === undefined) return -1
    let [low, high] = [this.#first, this.#first + this.size]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((topics[middle] ?? 0) < wanted) low = middle + 1
      else high = middle
    }
    return low < this.#first + this.size && topics[low] === wanted ? low : -1
  }

  #nameAt(place: number): string {
    const { names, topics } = this.#columns
    return names[topics[place] ?? -1] ?? ''
  }

  #at(place: number): ReplicaSizes {
    const { partitions, bytes, lag, starts, ends } = this.#columns
    const [from, to] = [starts[place] ?? 0, ends[place] ?? 0]
    return {
      ...{ partitions: partitions.subarray(from, to), bytes: bytes.subarray(from, to) },
      lag: lag?.subarray(from, to) ?? new Float64Array(to - from),
    }
  }

  has(topic: string): boolean {
    return this.#placeOf(topic) >= 0
  }

  get(topic: string): ReplicaSizes | undefined {
    const place = this.#placeOf(topic)
    return place < 0 ? undefined : this.#at(place)
  }

  *keys(): MapIterator<string> {
    for (let n = 0; n < this.size; n++) yield this.#nameAt(this.#first + n)
  }

  *values(): MapIterator<ReplicaSizes> {
    for (let n = 0; n < this.size; n++) yield this.#at(this.#first + n)
  }

  *entries(): MapIterator<[string, ReplicaSizes]> {
    for (let n = 0; n < this.size; n++) yield [this.#nameAt(this.#first + n), this.#at(this.#first + n)]
  }

  [Symbol.iterator](): MapIterator<[string, ReplicaSizes]> {
    return this.entries()
  }

  forEach(act: (sizes: ReplicaSizes, topic: string, all: ReadonlyMap<string, ReplicaSizes>) => void): void {
    for (const [topic, sizes] of this.entries()) act(sizes, topic, this)
  }

  /** The bytes of each topic's replicas together, without a view of each. */
  eachSum(add: (topic: string, bytes: number) => void): void {
    const { bytes, starts, ends } = this.#columns
    for (let place = this.#first; place < this.#first + this.size; place++) {
      let sum = 0
      for (let at = starts[place] ?? 0; at < (ends[place] ?? 0); at++) sum += bytes[at] ?? 0
      add(this.#nameAt(place), sum)
    }
  }
}

/** Of a broker's topics the bytes of all their replicas on it. */
export function eachTopicsBytes(replicas: ReadonlyMap<string, ReplicaSizes>, add: (topic: string, bytes: number) => void): void {
  if (replicas instanceof ReplicasOfBroker) return replicas.eachSum(add)
  for (const [topic, { bytes }] of replicas) {
    let sum = 0
    for (let at = 0; at < bytes.length; at++) sum += bytes[at] ?? 0
    add(topic, sum)
  }
}
