import type { BrokerResult, GroupListing } from '../clients/kafka/kafka-client.ts'
import { allRefused, brokerCount, moment, toResult, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

const LISTED_MS = 10_000
const HIDDEN_MS = 30_000

type Listed = BrokerResult<readonly GroupListing[]>

/**
 * Which groups there are, and which broker coordinates each.
 * @param listed told once there is a list, or a part of the first one, or none can be had
 */
export function groupsSource({ clock, client, sink, watching, reached, zooKeeperGroups }: Collecting, listed: () => void): Source {
  const interval = (): number | null => (reached() ? (watching.any() ? LISTED_MS : HIDDEN_MS) : null)

  /** Of the first reading: who has told is shown while others have not. One after the other, each with all that came meanwhile. */
  const showFirst = (): { readonly take: (one: Listed) => void; readonly end: () => void } | null => {
    if (sink.current().parts.groups.readAt !== null) return null
    let waiting: Listed[] = []
    let showing: Promise<void> | null = null
    const show = async (): Promise<void> => {
      while (waiting.length > 0) {
        const results = waiting.map((r) => toResult(r, (groups) => groups))
        waiting = []
        await sink.apply({ kind: 'groups', ...moment(clock), results, more: true })
        listed()
      }
    }
    return {
      take(one) {
        if (!one.ok || one.value.length === 0) return
        waiting.push(one)
        // The reading itself meets what goes wrong with all of it.
        showing ??= show()
          .catch(() => undefined)
          .finally(() => (showing = null))
      },
      // All of it is known: what was not shown by then is shown with the rest.
      end: () => void (waiting = []),
    }
  }

  return {
    name: 'groups',
    interval,
    cost: () => brokerCount(sink.current()),
    async read(signal) {
      try {
        const first = showFirst()
        const results = await client.listGroups(signal, first?.take)
        first?.end()
        const refused = allRefused(results)
        // Those that are named are there all the same.
        if (refused && zooKeeperGroups.length === 0) throw refused
        const listings = results.map((r) => toResult(r, (groups) => groups))
        await sink.apply({ kind: 'groups', ...moment(clock), results: listings, inZooKeeper: zooKeeperGroups })
        await sink.apply({ kind: 'part', part: 'groups', change: { interval: interval() } })
      } finally {
        listed()
      }
    },
  }
}
