import type { TopicOffsetsFact, TopicSample } from '../../../../shared/domain/cluster-state.ts'
import { ColumnsMap } from './columns-map.ts'
import type { CommitsAt, TopicOffsetsAt } from './offsets-at.ts'

/**
 * Offsets of a moment stay in the columns in which they were told. A fact with its views for each of the tens of thousands that a very
 * large cluster has was most of what the collector went through while the next moment was waited for; who looks at one gets it then.
 */

const NOTHING: ReadonlyMap<number, number> = new Map()
const NO_METADATA: TopicSample['metadata'] = new Map()

type Times = (values: Float64Array, from: number, to: number, time: number) => Float64Array

/**
 * When each value was read; NaN where there is none. Most things are read whole and many at the same time: those share an array, into which
 * nobody writes. An array each would cost more than all that is in it.
 */
function createTimes(): Times {
  const whole = new Map<number, Float64Array[]>()
  return (values, from, to, time) => {
    const count = to - from
    for (let place = from; place < to; place++)
      if (Number.isNaN(values[place])) return values.slice(from, to).map((value) => (Number.isNaN(value) ? Number.NaN : time))
    let own = whole.get(time)
    if (own === undefined) whole.set(time, (own = []))
    return (own[count] ??= new Float64Array(count).fill(time))
  }
}

type Column = Int32Array | Float64Array | readonly string[]

/** Unknown is the same as unknown. */
function isAlike(a: Column, b: Column): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !(Number.isNaN(a[i]) && Number.isNaN(b[i]))) return false
  return true
}

/** Log ends or starts by topic. What was asked for is kept: views know a topic whose offsets are the same object as one that says the same. */
export class OffsetsOfTopics extends ColumnsMap<TopicOffsetsFact> {
  readonly size: number
  readonly #told: TopicOffsetsAt
  readonly #names: readonly string[]
  readonly #places: ReadonlyMap<string, number>
  /** Where the values of each begin, and behind those of the last one. */
  readonly #begins: Int32Array
  readonly #timesOf = createTimes()
  readonly #made: TopicOffsetsFact[] = []

  /** @param before of another moment: mostly of the same topics, whose names and places are then the same */
  constructor(told: TopicOffsetsAt, before: OffsetsOfTopics | null) {
    super()
    const { topics, counts } = told
    const isAsBefore = before !== null && isAlike(before.#names, topics)
    this.size = topics.length
    this.#names = isAsBefore ? before.#names : topics
    this.#places = isAsBefore ? before.#places : new Map(topics.map((topic, n) => [topic, n]))
    this.#begins = new Int32Array(topics.length + 1)
    for (let n = 0; n < topics.length; n++) this.#begins[n + 1] = (this.#begins[n] ?? 0) + (counts[n] ?? 0)
    this.#told = { ...told, topics: this.#names }
  }

  saysTheSame({ topics, counts, times, values }: TopicOffsetsAt): boolean {
    const own = this.#told
    return isAlike(own.times, times) && isAlike(own.counts, counts) && isAlike(own.topics, topics) && isAlike(own.values, values)
  }

  protected nameAt(n: number): string {
    return this.#names[n] ?? ''
  }

  protected placeOf(topic: string): number {
    return this.#places.get(topic) ?? -1
  }

  protected at(n: number): TopicOffsetsFact {
    const { values, times } = this.#told
    const [from, to] = [this.#begins[n] ?? 0, this.#begins[n + 1] ?? 0]
    return (this.#made[n] ??= {
      offsets: values.subarray(from, to),
      at: this.#timesOf(values, from, to, times[n] ?? Number.NaN),
      errors: NOTHING,
    })
  }
}

/** Of topics that were there. */
export function offsetsOfTopics(
  told: TopicOffsetsAt,
  known: ReadonlyMap<unknown, unknown>,
  before: ReadonlyMap<string, TopicOffsetsFact>,
): ReadonlyMap<string, TopicOffsetsFact> {
  const own = told.topics.every((topic) => known.has(topic)) ? told : knownOnly(told, known)
  const last = before instanceof OffsetsOfTopics ? before : null
  return last?.saysTheSame(own) === true ? last : new OffsetsOfTopics(own, last)
}

function knownOnly({ topics, counts, times, values }: TopicOffsetsAt, known: ReadonlyMap<unknown, unknown>): TopicOffsetsAt {
  const isKnown = topics.map((topic) => known.has(topic))
  const isOfKnown: boolean[] = []
  for (const [i, count] of counts.entries()) for (let n = 0; n < count; n++) isOfKnown.push(isKnown[i] === true)
  return {
    topics: topics.filter((_, i) => isKnown[i]),
    counts: counts.filter((_, i) => isKnown[i]),
    times: times.filter((_, i) => isKnown[i]),
    values: values.filter((_, i) => isOfKnown[i]),
  }
}

/** All partitions of a topic of that size, which most groups read: the same array for each. Nobody writes into it. */
const wholeTopics = Array.from({ length: 129 }, (_, count) => Int32Array.from({ length: count }, (__, p) => p))

function partitionsIn(all: Int32Array, from: number, to: number): Int32Array {
  const whole = wholeTopics[to - from]
  let place = 0
  while (whole !== undefined && place < whole.length && all[from + place] === place) place += 1
  return whole !== undefined && place === whole.length ? whole : all.subarray(from, to)
}

/** Errors of single partitions. */
export type TopicErrors = readonly (readonly [string, TopicSample['commitErrors'], TopicSample['endErrors']])[]
const NO_ERRORS: TopicErrors = []

/** What all samples of a moment are made of. */
export interface SampleColumns {
  readonly commits: CommitsAt
  /** Where the partitions of each topic of a group begin, and behind those of the last one. */
  readonly begins: Int32Array
  readonly timesOf: Times
}

export function sampleColumns(commits: CommitsAt): SampleColumns {
  const { counts } = commits
  const begins = new Int32Array(counts.length + 1)
  for (let n = 0; n < counts.length; n++) begins[n + 1] = (begins[n] ?? 0) + (counts[n] ?? 0)
  return { commits, begins, timesOf: createTimes() }
}

/** In a group of more topics they are not looked for one by one. */
const FEW = 8

/** Commits of one group by topic, from place `first` on. */
export class TopicsOfGroup extends ColumnsMap<TopicSample> {
  readonly size: number
  readonly #columns: SampleColumns
  readonly #first: number
  readonly #errors: TopicErrors
  #places: ReadonlyMap<string, number> | null = null

  constructor(columns: SampleColumns, first: number, size: number, errors: TopicErrors = NO_ERRORS) {
    super()
    this.size = size
    this.#columns = columns
    this.#first = first
    this.#errors = errors
  }

  protected nameAt(n: number): string {
    const { names, topics } = this.#columns.commits
    return names[topics[this.#first + n] ?? -1] ?? ''
  }

  protected placeOf(topic: string): number {
    if (this.size > FEW) return (this.#places ??= new Map(Array.from(this.keys(), (name, n) => [name, n]))).get(topic) ?? -1
    for (let n = 0; n < this.size; n++) if (this.nameAt(n) === topic) return n
    return -1
  }

  protected at(n: number): TopicSample {
    const { commits, begins, timesOf } = this.#columns
    const place = this.#first + n
    const [from, to] = [begins[place] ?? 0, begins[place + 1] ?? 0]
    const errors = this.#errors.length === 0 ? undefined : this.#errors.find(([topic]) => topic === this.nameAt(n))
    return {
      partitions: partitionsIn(commits.partitions, from, to),
      committed: commits.committed.subarray(from, to),
      ends: commits.ends.subarray(from, to),
      endAt: timesOf(commits.ends, from, to, commits.endTimes[place] ?? Number.NaN),
      metadata: NO_METADATA,
      commitErrors: errors?.[1] ?? NOTHING,
      endErrors: errors?.[2] ?? NOTHING,
    }
  }
}
