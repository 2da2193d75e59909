import type { ClusterState } from '../../../shared/domain/cluster-state.ts'
import { distinctProblems } from '../../../shared/domain/part-status.ts'
import { inSlices } from '../lib/slices.ts'
import { askable } from './asked-partitions.ts'
import { brokerCount, moment, toProblem, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

const TICK_MS = 30_000
const HIDDEN_MS = 300_000
/** Log starts move when old records are deleted: slowly. */
const AGE_MS = 300_000
const LOOKED_A_STEP = 5_000
const TOPICS_A_STEP = 100

/** Log start offsets of topics that groups read or somebody looks at. */
export function startsSource({ clock, client, sink, watching, open }: Collecting): Source {
  /** Monotonic ms of the last reading, by topic. */
  const readAt = new Map<string, number>()
  const interval = (): number | null => {
    if (!open() || sink.current().parts.offsets.readAt === null) return null
    return watching.any() ? TICK_MS : HIDDEN_MS
  }

  /** Topics whose turn it is, with their partitions. */
  function* due(state: ClusterState): Generator<undefined, ReadonlyMap<string, ReadonlySet<number>>> {
    const open = new Set(watching.topics())
    for (const group of watching.groups()) for (const topic of state.samples.get(group)?.topics.keys() ?? []) open.add(topic)
    const wanted = new Set(open)
    let looked = 0
    for (const sample of state.samples.values()) {
      for (const topic of sample.topics.keys()) wanted.add(topic)
      looked += 1 + sample.topics.size
      if (looked < LOOKED_A_STEP) continue
      looked = 0
      yield
    }
    if (watching.has('topics')) for (const topic of state.topics.keys()) wanted.add(topic)
    for (const topic of readAt.keys()) if (!state.topics.has(topic)) readAt.delete(topic)
    yield
    const now = clock.now()
    // Half a tick of slack: a timer that comes a little early must not put a topic off by a whole one.
    const most = (topic: string): number => (open.has(topic) ? TICK_MS : AGE_MS) - TICK_MS / 2
    const asked = new Map<string, ReadonlySet<number>>()
    for (const topic of wanted) {
      if (now - (readAt.get(topic) ?? -Infinity) < most(topic)) continue
      asked.set(topic, new Set(state.topics.get(topic)?.partitions.map((p) => p.partition)))
      if (asked.size % TOPICS_A_STEP === 0) yield
    }
    return asked
  }

  return {
    name: 'starts',
    interval,
    cost: () => brokerCount(sink.current()),
    async read(signal) {
      const state = sink.current()
      const asked = await inSlices(askable(state, await inSlices(due(state))))
      const reading = asked.size === 0 ? { topics: [], failed: [] } : await client.listOffsets(asked, 'earliest', 'uncommitted', signal)
      const problems = distinctProblems(reading.failed.map((f) => toProblem(f.error)))
      await sink.apply({ kind: 'starts', ...moment(clock), starts: reading.topics, problems })
      for (const { topic, errors } of reading.topics) if (errors.size === 0) readAt.set(topic, clock.now())
      await sink.apply({ kind: 'part', part: 'starts', change: { interval: interval() } })
    },
  }
}
