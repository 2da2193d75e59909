import type { ReplicaSizes } from '../../../../shared/domain/cluster-state.ts'
import { ReplicasOfBroker, type ReplicaColumns } from '../../../../shared/domain/replica-columns.ts'
import { factOf } from './json.ts'
import type { Values } from './sections.ts'

/** Sizes of replicas at a moment, by broker. */
export type SizesByBroker = ReadonlyMap<number, ReadonlyMap<string, ReplicaSizes>>

/** About a millisecond. */
const VALUES_A_STEP = 1_500
/** In place of an end: the broker has none of that topic any more. */
const GONE = -1

/**
 * Takes in what the sections of that table say, the oldest first: into columns and digit by digit, because there are hundreds of thousands of
 * values, and an object for each takes longer to make and to collect than all else of a moment.
 * @param topics names that most of the values are about
 * @param room replicas that there may be: what has to be made larger is made twice
 */
export function createSizesReader(topics: Iterable<string>, room = 0) {
  const names: string[] = []
  const places = new Map<string, number>()
  const placeFor = (topic: string, own: () => string): number => {
    const there = places.get(topic)
    if (there !== undefined) return there
    const name = own()
    places.set(name, names.length)
    return names.push(name) - 1
  }
  for (const name of topics) placeFor(name, () => name)
  /** By broker its entries, in the order in which they were told. */
  const brokers = new Map<number, number[]>()
  const topicOf = new Numbers((size) => new Int32Array(size), room)
  const starts = new Numbers((size) => new Int32Array(size), room)
  const ends = new Numbers((size) => new Int32Array(size), room)
  const partitions = new Numbers((size) => new Int32Array(size), room)
  const bytes = new Numbers((size) => new Float64Array(size), room)
  const lag = new Numbers((size) => new Float64Array(size), room, true)

  const addSizes = (json: string): void => {
    const before = partitions.count
    if (readPlain(json, [partitions, bytes, lag])) return
    for (const column of [partitions, bytes, lag]) column.count = before
    const sizes = factOf(json) as Partial<Record<keyof ReplicaSizes, ArrayLike<number>>> // as it was written
    for (let at = 0; at < (sizes.partitions?.length ?? 0); at++) {
      partitions.add(sizes.partitions?.[at] ?? 0)
      bytes.add(sizes.bytes?.[at] ?? Number.NaN)
      lag.add(sizes.lag?.[at] ?? Number.NaN)
    }
  }
  const addValue = (key: string, json: string | null): void => {
    const isPlain = key.startsWith('"') && !key.includes('\\')
    const name = isPlain ? key.slice(1, -1) : String(factOf(key))
    const space = name.indexOf(' ')
    const broker = Number(name.slice(0, space))
    let own = brokers.get(broker)
    if (own === undefined) brokers.set(broker, (own = []))
    own.push(topicOf.count)
    // A piece of the section's text would keep all of it.
    topicOf.add(placeFor(name.slice(space + 1), () => String(factOf(key)).slice(space + 1)))
    starts.add(partitions.count)
    if (json !== null) addSizes(json)
    ends.add(json === null ? GONE : partitions.count)
  }
  return {
    *add(values: Values): Generator<undefined, void> {
      let work = 0
      for (const [key, json] of values) {
        addValue(key, json)
        work += 1
        if (work % VALUES_A_STEP === 0) yield
      }
    },
    /** Replicas of which something was told. */
    count: () => partitions.count,
    *byBroker(): Generator<undefined, SizesByBroker> {
      const order = new Int32Array(topicOf.count)
      const spans: (readonly [broker: number, first: number, end: number])[] = []
      let count = 0
      for (const [broker, own] of brokers) {
        const first = count
        for (const entry of newestByTopic(own, topicOf.values)) if (ends.values[entry] !== GONE) order[count++] = entry
        spans.push([broker, first, count])
        yield
      }
      const inOrder = (of: Int32Array | Float64Array): Int32Array => Int32Array.from(order.subarray(0, count), (entry) => of[entry] ?? 0)
      const columns: ReplicaColumns = {
        ...{ names, places },
        ...{ topics: inOrder(topicOf.values), starts: inOrder(starts.values), ends: inOrder(ends.values) },
        ...{ partitions: partitions.whole(), bytes: bytes.whole(), lag: lag.isZero ? null : lag.whole() },
      }
      return new Map(spans.map(([broker, first, end]) => [broker, new ReplicasOfBroker(columns, first, end)]))
    },
  }
}

/** A broker's entries by topic, of those of one topic the newest. */
function newestByTopic(own: readonly number[], topicOf: ArrayLike<number>): readonly number[] {
  const most = (own.at(-1) ?? 0) + 1
  // Numbers alone are sorted without asking back.
  const sorted = Float64Array.from(own, (entry) => (topicOf[entry] ?? 0) * most + entry).sort()
  const newest: number[] = []
  for (let i = 0; i < sorted.length; i++) {
    const at = sorted[i] ?? 0
    const topic = Math.floor(at / most)
    if (i + 1 < sorted.length && Math.floor((sorted[i + 1] ?? 0) / most) === topic) continue
    newest.push(at - topic * most)
  }
  return newest
}

/** Grows as it is filled. */
class Numbers<T extends Int32Array | Float64Array = Int32Array | Float64Array> {
  values: T
  count = 0
  readonly #make: (size: number) => T
  readonly #room: number
  /** Nothing but zeros was added: they need no room. */
  isZero: boolean

  /** @param mostlyZero nothing is held until there is something else */
  constructor(make: (size: number) => T, room: number, mostlyZero = false) {
    this.#make = make
    this.#room = Math.max(1_024, Math.ceil(room * 1.1))
    this.values = make(mostlyZero ? 0 : this.#room)
    this.isZero = mostlyZero
  }

  add(value: number): void {
    if (this.isZero) {
      if (value === 0) {
        this.count += 1
        return
      }
      this.isZero = false
      this.values = this.#make(Math.max(this.#room, 2 * this.count))
    }
    if (this.count === this.values.length) {
      const larger = this.#make(2 * this.count)
      larger.set(this.values)
      this.values = larger
    }
    this.values[this.count++] = value
  }

  /** In room of about that size. */
  whole(): T {
    if (this.values.length <= 1.25 * this.count) return this.values.subarray(0, this.count) as T
    const whole = this.#make(this.count)
    whole.set(this.values.subarray(0, this.count))
    return whole
  }
}

/** What stands before each of the three lists, and behind the last. */
const BEFORE = ['{"partitions":{"$i":[', ']},"bytes":{"$f":[', ']},"lag":{"$f":['] as const
const BEHIND = ']}}'
const [ZERO, NINE, COMMA, MINUS] = [0x30, 0x39, 0x2c, 0x2d]
/** Larger ones are read by whoever reads all numbers. */
const MOST_DIGITS = 15

/** Whether it was three lists of whole numbers, equally long, as sizes are written. What was added of others has to be taken back. */
function readPlain(json: string, columns: readonly Numbers[]): boolean {
  const begin = columns[0]?.count ?? 0
  let at = 0
  for (const [i, column] of columns.entries()) {
    const before = BEFORE[i] ?? ''
    if (!json.startsWith(before, at)) return false
    at = readNumbers(json, at + before.length, column)
    if (at < 0 || column.count !== columns[0]?.count) return false
  }
  return json.startsWith(BEHIND, at) && at + BEHIND.length === json.length && (columns[0]?.count ?? 0) > begin
}

/** @returns where the list ends; −1: not all of it is whole numbers */
function readNumbers(json: string, from: number, column: Numbers): number {
  for (let at = from; ; at++) {
    const isLess = json.charCodeAt(at) === MINUS
    if (isLess) at += 1
    const first = at
    let value = 0
    let code = json.charCodeAt(at)
    for (; code >= ZERO && code <= NINE; code = json.charCodeAt(++at)) value = value * 10 + code - ZERO
    if (at === first || at - first > MOST_DIGITS) return -1
    column.add(isLess ? -value : value)
    if (code !== COMMA) return at
  }
}
