import { lagDefaults } from '../../../shared/domain/lag-defaults.ts'
import type { ProbesObserved } from '../../../shared/domain/observation.ts'
import { isDone } from '../../../shared/domain/time-lag/bracket.ts'
import { bracketOf, type ProbeFact } from '../../../shared/domain/time-lag/facts.ts'
import { nextProbes } from '../../../shared/domain/time-lag/probes.ts'
import { WITHOUT_TIMES } from '../clients/kafka/kafka-client.ts'
import { inSlices } from '../lib/slices.ts'
import { brokerCount, moment, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'
import { timeLagTargets, type TimeLagTarget } from './time-lag-targets.ts'

const VISIBLE_MS = 5_000
const LISTED_MS = 15_000
/** What one refresh may ask of the cluster; what is left carries its bracket over to the next. */
const REQUESTS_A_REFRESH = 36
const MS = 1_000

interface Search {
  readonly target: TimeLagTarget
  /** Known before. */
  readonly facts: readonly ProbeFact[]
  readonly found: ProbeFact[]
}

/** One question of a round: a time for each of some partitions. A broker refuses a partition that is named twice in a request. */
interface Question {
  readonly asked: Map<string, number[]>
  readonly times: Map<string, number[]>
  readonly searches: Map<string, Search>
}

/**
 * The time at which the next record of a group was written, by asking for offsets by time (KIP-79): rounds of probes that narrow a bracket.
 * Answers say something of every position of a partition, so a commit that moves on begins close to its goal.
 */
export function timeLagSource({ clock, client, sink, watching, open }: Collecting): Source {
  const interval = (): number | null => {
    if (!open() || sink.current().parts.offsets.readAt === null) return null
    // Kafka before 0.10.1 knows segments, not records.
    if (client.capability('offsetsByTime').state === 'no' || !watching.switches().timeProbes) return null
    if (watching.groups().size > 0 || watching.timed().size > 0) return VISIBLE_MS
    return watching.has('groups') || watching.has('overview') ? LISTED_MS : null
  }
  const now = (): number => clock.wall() / MS
  /** Partitions whose records have no timestamps (message format before 0.10): asking again is no use. */
  const timeless = new Set<string>()

  const ask = async (question: Question, signal: AbortSignal): Promise<void> => {
    const { asked, times, searches } = question
    const reading = await client.listOffsets(asked, timesInMs(times), 'uncommitted', signal)
    const unsupported = reading.failed.find((f) => f.error.code === 'kafka.unsupported')
    if (unsupported) throw unsupported.error
    for (const { topic, partitions, offsets, timestamps, errors } of reading.topics) {
      for (let i = 0; i < partitions.length; i += 1) {
        const search = searches.get(keyOf(topic, partitions[i] ?? 0))
        const at = times.get(topic)?.[i]
        if (WITHOUT_TIMES.has(errors.get(i) ?? 0) || (timestamps[i] === -1 && (offsets[i] ?? -1) >= 0))
          timeless.add(keyOf(topic, partitions[i] ?? 0))
        if (search === undefined || at === undefined || errors.has(i)) continue
        const fact = factOf(at, offsets[i] ?? Number.NaN, timestamps[i] ?? -1, search.target.end)
        if (fact) search.found.push(fact)
      }
    }
  }

  return {
    name: 'timeLag',
    interval,
    cost: () => Math.min(REQUESTS_A_REFRESH, 4 * brokerCount(sink.current())),
    async read(signal) {
      const targets = await inSlices(timeLagTargets(sink.current(), watching))
      let left: readonly Search[] = targets
        .filter((target) => !timeless.has(keyOf(target.topic, target.partition)))
        .map((target) => ({
          target,
          facts: sink.current().probes.get(target.topic)?.get(target.partition) ?? [],
          found: [],
        }))
      const all = left
      const before = client.counters().requests
      for (let round = 0; round < lagDefaults.rounds && left.length > 0; round += 1) {
        const spent = client.counters().requests - before
        const frugal = spent + 4 * brokerCount(sink.current()) > REQUESTS_A_REFRESH
        if (round > 0 && spent >= REQUESTS_A_REFRESH) break
        const questions = await inSlices(questionsOf(left, now(), frugal))
        if (questions.length === 0) break
        await Promise.all(questions.map((question) => ask(question, signal)))
        left = [...(questions[0]?.searches.values() ?? [])].filter((s) => !timeless.has(keyOf(s.target.topic, s.target.partition)))
      }
      const probes = all.filter((s) => s.found.length > 0).map((s) => observed(s, now()))
      if (probes.length > 0) await sink.apply({ kind: 'probes', ...moment(clock), probes })
      await sink.apply({
        kind: 'part',
        part: 'timeLag',
        change: { state: 'read', readAt: clock.now(), asOf: clock.wall(), interval: interval(), problems: [] },
      })
    },
  }
}

const keyOf = (topic: string, partition: number): string => `${topic}-${partition}`

/** Nothing found: all there is was written before. Null: the broker knows no times here. */
function factOf(asked: number, offset: number, timestamp: number, end: number): ProbeFact | null {
  if (Number.isNaN(offset)) return null
  if (offset < 0) return { asked, offset: end, t: null }
  return timestamp < 0 ? null : { asked, offset, t: timestamp / MS }
}

/** Up to four questions; each partition is in a question at most once. Those that are known well enough are in none. */
function* questionsOf(searches: readonly Search[], now: number, frugal: boolean): Generator<undefined, Question[]> {
  const questions: Question[] = []
  let n = 0
  for (const search of searches) {
    const { topic, partition, position, end } = search.target
    const bracket = bracketOf([...search.facts, ...search.found], position, now, end)
    n += 1
    if (n % 50 === 0) yield
    if (isDone(bracket, now, lagDefaults)) continue
    for (const [place, time] of nextProbes(bracket, now, frugal).entries()) {
      const question = (questions[place] ??= { asked: new Map(), times: new Map(), searches: new Map() })
      const key = keyOf(topic, partition)
      // Two groups at the same partition: the second is asked for with what the first finds.
      if (question.searches.has(key)) continue
      question.searches.set(key, search)
      push(question.asked, topic, partition)
      push(question.times, topic, time)
    }
  }
  return questions
}

function push(lists: Map<string, number[]>, topic: string, value: number): void {
  const list = lists.get(topic)
  if (list) list.push(value)
  else lists.set(topic, [value])
}

const timesInMs = (times: ReadonlyMap<string, readonly number[]>): ReadonlyMap<string, readonly number[]> =>
  new Map([...times].map(([topic, list]) => [topic, list.map((t) => Math.round(t * MS))]))

/** With the moment of asking as an upper bound: everything below the log end was written by then. */
const observed = ({ target, found }: Search, now: number): ProbesObserved => ({
  topic: target.topic,
  partition: target.partition,
  facts: [...found, { asked: now, offset: target.end, t: null }],
})
