import { distinctProblems } from '../../../shared/domain/part-status.ts'
import { inSlices } from '../lib/slices.ts'
import { askable } from './asked-partitions.ts'
import { brokerCount, moment, toProblem, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

const TICK_MS = 30_000
const HIDDEN_MS = 300_000
/** Log starts move when old records are deleted: slowly. */
const AGE_MS = 300_000

/** Log start offsets of topics that groups read or somebody looks at. */
export function startsSource({ clock, client, sink, watching, open }: Collecting): Source {
  /** Monotonic ms of the last reading, by topic. */
  const readAt = new Map<string, number>()
  const interval = (): number | null => {
    if (!open() || sink.current().parts.offsets.readAt === null) return null
    return watching.any() ? TICK_MS : HIDDEN_MS
  }

  const due = (): readonly string[] => {
    const state = sink.current()
    const open = new Set(watching.topics())
    for (const group of watching.groups()) for (const topic of state.samples.get(group)?.topics.keys() ?? []) open.add(topic)
    const wanted = new Set(open)
    for (const sample of state.samples.values()) for (const topic of sample.topics.keys()) wanted.add(topic)
    if (watching.has('topics')) for (const topic of state.topics.keys()) wanted.add(topic)
    for (const topic of readAt.keys()) if (!state.topics.has(topic)) readAt.delete(topic)
    const now = clock.now()
    // Half a tick of slack: a timer that comes a little early must not put a topic off by a whole one.
    const most = (topic: string): number => (open.has(topic) ? TICK_MS : AGE_MS) - TICK_MS / 2
    return [...wanted].filter((topic) => now - (readAt.get(topic) ?? -Infinity) >= most(topic))
  }

  return {
    name: 'starts',
    interval,
    cost: () => brokerCount(sink.current()),
    async read(signal) {
      const state = sink.current()
      const topics = due()
      const wanted = new Map(topics.map((topic) => [topic, new Set(state.topics.get(topic)?.partitions.map((p) => p.partition))]))
      const asked = await inSlices(askable(state, wanted))
      const reading = asked.size === 0 ? { topics: [], failed: [] } : await client.listOffsets(asked, 'earliest', 'uncommitted', signal)
      const problems = distinctProblems(reading.failed.map((f) => toProblem(f.error)))
      await sink.apply({ kind: 'starts', ...moment(clock), starts: reading.topics, problems })
      for (const { topic, errors } of reading.topics) if (errors.size === 0) readAt.set(topic, clock.now())
      await sink.apply({ kind: 'part', part: 'starts', change: { interval: interval() } })
    },
  }
}
