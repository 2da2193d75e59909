import type { GroupFact } from '../../../shared/domain/cluster-state.ts'
import { nameInZooKeeper, zooKeeperKey } from '../../../shared/domain/zookeeper-groups.ts'
import type { GroupCommits, ZooKeeperGroup } from '../clients/kafka/kafka-client.ts'
import type { Collecting } from './needs.ts'

/** Every partition that is asked for costs the broker a read of ZooKeeper: all of them are looked through once a minute or ten. */
const LOOK_MS = 60_000
const LONG_LOOK_MS = 600_000
const MANY_PARTITIONS = 2_000

/** Reads groups whose offsets are in ZooKeeper: between two looks at all topics only what they commit to. */
export function createZooKeeperReader({ clock, client, sink }: Pick<Collecting, 'clock' | 'client' | 'sink'>) {
  /** Monotonic ms of the latest look at all topics, by group. */
  const looked = new Map<string, number>()

  const everything = (): { topics: ZooKeeperGroup['topics']; every: number } => {
    const topics = [...sink.current().topics.values()]
      .filter((topic) => topic.error === 0 && !topic.internal)
      .map(({ name, partitions }) => ({ topic: name, partitions: partitions.map((p) => p.partition) }))
    const partitions = topics.reduce((n, topic) => n + topic.partitions.length, 0)
    return { topics, every: partitions > MANY_PARTITIONS ? LONG_LOOK_MS : LOOK_MS }
  }

  return {
    /** @param anew all topics, whatever was found before */
    async read(facts: readonly GroupFact[], anew: boolean, signal: AbortSignal): Promise<readonly GroupCommits[]> {
      if (facts.length === 0) return []
      const { samples, topics: known } = sink.current()
      const { topics: all, every } = everything()
      const now = clock.now()
      const asked = facts.map(({ group }) => {
        const look = anew || now - (looked.get(group) ?? -Infinity) >= every
        const committed = [...(samples.get(group)?.topics.keys() ?? [])].flatMap((topic) => known.get(topic) ?? [])
        const own = committed.map(({ name, partitions }) => ({ topic: name, partitions: partitions.map((p) => p.partition) }))
        return { group, look, name: nameInZooKeeper(group) ?? group, topics: look ? all : own }
      })
      // Where nothing was found before, only the next look can find something: until then what was read stays as old as it is.
      const worth = asked.filter(({ topics }) => topics.length > 0)
      const read = await client.fetchZooKeeperCommits(worth, signal)
      for (const [i, { error }] of read.entries()) {
        const one = worth[i]
        if (one?.look === true && error === null) looked.set(one.group, now)
      }
      return read.map((commits) => ({ ...commits, group: zooKeeperKey(commits.group) }))
    },
  }
}
