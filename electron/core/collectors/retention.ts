import { configKey } from '../../../shared/domain/cluster-state.ts'
import { CONFIG_AGE_MS } from './configs.ts'
import { moment, type Collecting } from './needs.ts'
import type { Source } from './polling.ts'

const OPEN_MS = 30_000
const TOPICS_A_READING = 100

/** Configurations of the topics that open groups read: how long records are kept decides when unread ones are lost. */
export function retentionSource({ clock, client, sink, watching, open }: Collecting): Source {
  const interval = (): number | null => {
    if (!open() || sink.current().parts.offsets.readAt === null || watching.groups().size === 0) return null
    return client.capability('describeConfigs').state === 'no' ? null : OPEN_MS
  }
  return {
    name: 'retention',
    interval,
    cost: () => 1,
    async read(signal) {
      const state = sink.current()
      const topics = new Set([...watching.groups()].flatMap((group) => [...(state.samples.get(group)?.topics.keys() ?? [])]))
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
