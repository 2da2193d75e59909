import { allRefused, brokerCount, moment, toResult, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

/** Sizes of replicas and disks, while a screen that shows them is open. */
export function logDirsSource({ clock, client, sink, watching, open }: Collecting): Source {
  const shown = (): boolean => (['overview', 'brokers', 'broker', 'topics', 'topic'] as const).some((kind) => watching.has(kind))
  const interval = (): number | null => (open() && shown() ? watching.intervals().sizes : null)
  return {
    name: 'logDirs',
    interval,
    cost: () => brokerCount(sink.current()),
    async read(signal) {
      const brokers = [...sink.current().brokers.values()].filter((b) => b.inMetadata).map((b) => b.id)
      const results = await client.describeLogDirs(brokers, signal)
      const refused = allRefused(results)
      if (refused) throw refused
      await sink.apply({ kind: 'logDirs', ...moment(clock), results: results.map((r) => toResult(r, (reading) => reading.dirs)) })
      // Not while hidden: sizes are then old on purpose, and the time tells.
      await sink.apply({ kind: 'part', part: 'logDirs', change: { interval: interval() } })
    },
  }
}
