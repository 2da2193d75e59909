import { allRefused, brokerCount, moment, toResult, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

/** A broker that did not answer may be back soon. */
const SOON_MS = 10_000
/** One that stays away is not what all others are asked so often for: what they tell is large. */
const SOON_TRIES = 3

const isAnswer = (code: string): boolean => code === 'kafka.forbidden' || code === 'kafka.unsupported'

/** Sizes of replicas and disks, while a screen that shows them is open. */
export function logDirsSource({ clock, client, sink, watching, open }: Collecting): Source {
  const shown = (): boolean => (['overview', 'brokers', 'broker', 'topics', 'topic'] as const).some((kind) => watching.has(kind))
  /** Readings in a row in which a broker did not answer. */
  let missed = 0
  const interval = (): number | null => {
    if (!open() || !shown()) return null
    const { sizes } = watching.intervals()
    return missed > 0 && missed <= SOON_TRIES ? Math.min(SOON_MS, sizes) : sizes
  }
  return {
    name: 'logDirs',
    interval,
    cost: () => brokerCount(sink.current()),
    async read(signal) {
      const brokers = [...sink.current().brokers.values()].filter((b) => b.inMetadata).map((b) => b.id)
      const results = await client.describeLogDirs(brokers, signal)
      missed = results.some((r) => !r.ok && !isAnswer(r.error.code)) ? missed + 1 : 0
      const refused = allRefused(results)
      if (refused) throw refused
      await sink.apply({ kind: 'logDirs', ...moment(clock), results: results.map((r) => toResult(r, (reading) => reading.dirs)) })
      // Not while hidden: sizes are then old on purpose, and the time tells.
      await sink.apply({ kind: 'part', part: 'logDirs', change: { interval: interval() } })
    },
  }
}
