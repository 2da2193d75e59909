import type { ClustersNeeds } from './api/clusters.ts'
import { createKafkaClient } from './clients/kafka/create-kafka-client.ts'
import type { KafkaClient, KafkaConnectionSettings } from './clients/kafka/kafka-client.ts'
import { createConnections } from './collectors/connections.ts'
import type { Intervals } from './collectors/watch-set.ts'
import { restAsleep, type RestNeeds } from './collectors/rest-asleep.ts'
import { createChanges } from './lib/changes.ts'
import type { Clock } from './lib/clock.ts'
import type { Lifetime } from './lib/lifetime.ts'
import type { Log } from './lib/log.ts'
import type { Moments } from './playback/moments.ts'
import type { Recordings } from './playback/recordings.ts'
import type { Profiles } from './profiles/profiles.ts'
import type { SettingsStore } from './profiles/settings.ts'
import { createCardStatuses } from './state/projections/card-status.ts'
import { createClusterStore } from './state/store.ts'

export interface ClusterParts {
  readonly clock: Clock
  readonly random?: () => number
  /** Undefined: this host is not told when the computer sleeps. */
  readonly power: RestNeeds['power']
  /** Left out: Kafka's own, over sockets. */
  readonly createClient?: (settings: KafkaConnectionSettings, clock: Clock) => KafkaClient
  readonly profiles: Profiles
  readonly settings: SettingsStore
  readonly recordings: Recordings
  readonly moments: Moments
  readonly log: Log
  readonly lifetime: Lifetime
}

/** The same object while nothing changed. */
function intervalsOf(current: SettingsStore['current']): () => Intervals {
  let made: { readonly of: ReturnType<SettingsStore['current']>; readonly intervals: Intervals } | null = null
  return () => {
    const of = current()
    if (made?.of !== of) {
      const { readOpen, readOthers, readEmpty, readMetadata, readSizes, readMesos } = of
      const s = (text: string): number => Number(text) * 1_000
      const intervals = {
        open: s(readOpen),
        others: s(readOthers),
        empty: s(readEmpty),
        metadata: s(readMetadata),
        sizes: s(readSizes),
        mesos: s(readMesos),
      }
      made = { of, intervals }
    }
    return made.intervals
  }
}

/** The connections, and what the launcher tells of them. */
export function startClusters({
  createClient,
  random = Math.random,
  power,
  clock,
  profiles,
  settings,
  recordings,
  moments,
  log,
  lifetime,
}: ClusterParts) {
  const connections = createConnections({
    clock,
    random,
    log,
    createKafkaClient: (login) => createClient?.(login, clock) ?? createKafkaClient(login, { clock }),
    connectionSettings: profiles.connectionSettings,
    placesSettings: profiles.placesSettings,
    zooKeeperGroups: (id) => profiles.get(id).zooKeeperGroups,
    requestsASecond: () => Number(settings.current().pace),
    intervals: intervalsOf(settings.current),
    switches: () => ({ mesosEvents: settings.current().mesosEvents === 'on', timeProbes: settings.current().timeProbes === 'on' }),
    createStore: createClusterStore,
    onLive: (id) => void profiles.markConnected(id).catch((error: unknown) => log.warn('The connection was not noted', { id, error })),
  })
  lifetime.add(connections.stop)
  restAsleep({ clock, random, power, connections, signal: lifetime.signal })
  const cards = createCardStatuses(connections.cluster)
  const remembered = createChanges()
  const needs: ClustersNeeds = { connections, moments, checkProfile: (id) => void (recordings.has(id) || profiles.get(id)) }
  // Those that were removed keep nothing open. Taken back, they begin anew.
  profiles.onChange(() => {
    const there = new Set(profiles.list().map((p) => p.id))
    for (const id of connections.ids()) {
      if (there.has(id)) continue
      connections.forget(id)
      cards.forget(id)
    }
  }, lifetime.signal)
  return {
    ...needs,
    cards,
    tellCards: remembered.tell,
    forCards: {
      connect: connections.connect,
      disconnect: connections.disconnect,
      retryNow: connections.retryNow,
      status: cards.of,
      onChange(changed: () => void, signal: AbortSignal) {
        connections.onChange(changed, signal)
        remembered.listen(changed, signal)
      },
    },
  }
}
