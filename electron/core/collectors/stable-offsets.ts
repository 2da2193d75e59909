import { inSlices } from '../lib/slices.ts'
import { askable } from './asked-partitions.ts'
import { brokerCount, moment, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

const OPEN_MS = 10_000

/** Last stable offsets of what open groups read: how much of the log stands behind an open transaction (KIP-98). */
export function stableOffsetsSource({ clock, client, sink, watching, open }: Collecting): Source {
  const interval = (): number | null => {
    if (!open() || sink.current().parts.offsets.readAt === null || watching.groups().size === 0) return null
    return client.capability('lastStableOffset').state === 'no' ? null : OPEN_MS
  }
  return {
    name: 'stables',
    interval,
    cost: () => brokerCount(sink.current()),
    async read(signal) {
      const state = sink.current()
      const wanted = new Map<string, Set<number>>()
      for (const group of watching.groups()) {
        for (const [topic, { partitions }] of state.samples.get(group)?.topics ?? []) {
          const set = wanted.get(topic) ?? new Set<number>()
          wanted.set(topic, set)
          for (const p of partitions) set.add(p)
        }
      }
      const asked = await inSlices(askable(state, wanted))
      if (asked.size > 0) {
        const reading = await client.listOffsets(asked, 'latest', 'committed', signal)
        await sink.apply({ kind: 'stables', ...moment(clock), stables: reading.topics })
      }
      await sink.apply({
        kind: 'part',
        part: 'stables',
        change: { state: 'read', readAt: clock.now(), asOf: clock.wall(), interval: interval(), problems: [] },
      })
    },
  }
}
