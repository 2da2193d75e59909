import { configKey, type ClusterState } from '../../../shared/domain/cluster-state.ts'
import { inSyncOf } from '../../../shared/domain/partitions.ts'
import { CONFIG_AGE_MS } from './configs.ts'
import { moment, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

const OPEN_MS = 30_000
const TOPICS_A_READING = 100

/**
 * Configurations of topics that open groups read or whose log is looked at: how long records are kept decides when unread ones are lost. And
 * of those that lack a replica: whether producers still get through depends on how many they need.
 */
export function retentionSource({ clock, client, sink, watching, open }: Collecting): Source {
  const lacking = createLacking()
  const interval = (): number | null => {
    if (!open()) return null
    const state = sink.current()
    const reading = watching.groups().size > 0 && state.parts.offsets.readAt !== null
    if (!reading && watching.topics().size === 0 && lacking(state).length === 0) return null
    return client.capability('describeConfigs').state === 'no' ? null : OPEN_MS
  }
  return {
    name: 'retention',
    interval,
    cost: () => 1,
    async read(signal) {
      const state = sink.current()
      const read = [...watching.groups()].flatMap((group) => [...(state.samples.get(group)?.topics.keys() ?? [])])
      const topics = new Set([...watching.topics(), ...read, ...lacking(state)])
      const due = [...topics].filter((topic) => {
        const known = state.configs.get(configKey('topic', topic))
        return state.topics.get(topic)?.error === 0 && (known === undefined || clock.now() - known.readAt >= CONFIG_AGE_MS)
      })
      const resources = due.slice(0, TOPICS_A_READING).map((name) => ({ kind: 'topic' as const, name, keys: null }))
      const readings = resources.length === 0 ? [] : await client.describeConfigs(resources, signal)
      for (const { resource, at, error, entries } of readings) {
        // What may not be read is told where somebody asks for it; here a risk stays unknown.
        if (error !== null) continue
        await sink.apply({ kind: 'config', ...moment(clock), at, key: configKey('topic', resource.name), problem: null, entries })
      }
      await sink.apply({
        kind: 'part',
        part: 'retention',
        change: { state: 'read', readAt: clock.now(), asOf: clock.wall(), interval: interval(), problems: [] },
      })
    },
  }
}

/** Topics with a partition that lacks a replica; remembered by the layout, which is asked for more often than it changes. */
function createLacking(): (state: ClusterState) => readonly string[] {
  let from: { readonly topics: ClusterState['topics']; readonly gone: ClusterState['gone'] } | null = null
  let found: readonly string[] = []
  return ({ topics, gone }) => {
    if (from?.topics === topics && from.gone === gone) return found
    from = { topics, gone }
    found = [...topics.values()]
      .filter((topic) => topic.partitions.some((one) => inSyncOf(one, gone) < one.replicas.length))
      .map(({ name }) => name)
    return found
  }
}
