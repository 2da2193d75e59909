import { allRefused, brokerCount, moment, toResult, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

const LISTED_MS = 10_000
const HIDDEN_MS = 30_000

/** Which groups there are, and which broker coordinates each. */
export function groupsSource({ clock, client, sink, watching, reached, zooKeeperGroups }: Collecting): Source {
  const interval = (): number | null => (reached() ? (watching.any() ? LISTED_MS : HIDDEN_MS) : null)
  return {
    name: 'groups',
    interval,
    cost: () => brokerCount(sink.current()),
    async read(signal) {
      const results = await client.listGroups(signal)
      const refused = allRefused(results)
      // Those that are named are there all the same.
      if (refused && zooKeeperGroups.length === 0) throw refused
      const listings = results.map((r) => toResult(r, (listed) => listed))
      await sink.apply({ kind: 'groups', ...moment(clock), results: listings, inZooKeeper: zooKeeperGroups })
      await sink.apply({ kind: 'part', part: 'groups', change: { interval: interval() } })
    },
  }
}
