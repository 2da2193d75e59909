import type { ConfigFact } from '../../../shared/domain/cluster-state.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { KafkaClient, KafkaConnectionSettings } from '../clients/kafka/kafka-client.ts'
import { createChanges, type Changes } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { brokerEndpoints } from '../../../shared/domain/joined/endpoints.ts'
import type { SystemFacts } from '../../../shared/domain/system-facts.ts'
import type { PlacesSettings } from '../clients/places.ts'
import { withLiveBootstrap } from './mesos/live-bootstrap.ts'
import { withNoneRuns } from './mesos/none-runs.ts'
import { startMesosSide, type MesosSide } from './mesos/side.ts'
import { startConnection, type Connection, type ConnectionFacts } from './connection.ts'
import { REQUESTS_A_SECOND } from './budget.ts'
import type { Sink } from './needs.ts'
import { createWatchSet, type Intervals, type Switches, type WatchSet } from './watch-set.ts'

export interface ConnectionsNeeds<Store extends ClearableSink> {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly createKafkaClient: (settings: KafkaConnectionSettings) => KafkaClient
  /** With secrets in clear; fails with `profile.unknown` or `profile.secretMissing`. */
  readonly connectionSettings: (profile: string) => KafkaConnectionSettings
  /** Null: the profile is of Kafka alone. */
  readonly placesSettings: (profile: string) => PlacesSettings | null
  /** Groups of which the profile says that they keep their offsets in ZooKeeper. */
  readonly zooKeeperGroups: (profile: string) => readonly string[]
  /** What a connection may ask of its brokers, from its beginning to its end; left out: the usual. */
  readonly requestsASecond?: () => number
  /** Looked at before each reading; left out: the usual ones. */
  readonly intervals?: () => Intervals
  /** The same; left out: everything is on. */
  readonly switches?: () => Switches
  readonly createStore: () => Store
  readonly onLive: (profile: string) => void
}

export interface ClearableSink extends Sink {
  clear(): void
  tell(): void
  watch(changed: () => void, signal: AbortSignal): void
}

/** A cluster as it is seen whether or not it is connected: views may open before, and stay after. */
export interface Cluster<Store> {
  readonly id: string
  readonly clock: Clock
  readonly store: Store
  readonly hold: WatchSet['hold']
  reading(): ConnectionFacts & { readonly lastReadAt: number | null }
  /** How Mesos, Marathon and the scheduler answer. */
  systems(): readonly SystemFacts[]
  onReading(changed: () => void, signal: AbortSignal): void
}

interface Slot<Store> extends Cluster<Store> {
  readonly watching: WatchSet
  readonly changes: Changes
  readonly end: AbortController
  connection: Connection | null
  side: MesosSide | null
}

const NO_SYSTEMS: readonly SystemFacts[] = []

const OFF: ConnectionFacts = { source: { is: 'off' }, requestsPerSecond: 0, budget: REQUESTS_A_SECOND, stretch: 1, jobs: [] }

/** Clusters by profile id: at most as many as there are profiles. */
export function createConnections<Store extends ClearableSink>(needs: ConnectionsNeeds<Store>) {
  const slots = new Map<string, Slot<Store>>()
  const changes = createChanges()

  const slotOf = (id: string): Slot<Store> => {
    const known = slots.get(id)
    if (known) return known
    const slot = newSlot(id, needs)
    slots.set(id, slot)
    slot.store.watch(changes.tell, slot.end.signal)
    return slot
  }
  const tell = (slot: Slot<Store>): void => {
    slot.changes.tell()
    changes.tell()
  }

  const connect = (id: string): void => {
    const slot = slotOf(id)
    if (slot.connection) return
    // Fails before anything is begun: a password is asked for first.
    const settings = needs.connectionSettings(id)
    const places = needs.placesSettings(id)
    if (places !== null) {
      const onChange = (): void => {
        slot.store.tell()
        tell(slot)
      }
      slot.side = startMesosSide({ ...needs, profile: id, settings: places, sink: slot.store, watching: slot.watching, onChange })
      followBrokers(slot)
    }
    slot.connection = startConnection({
      ...needs,
      profile: id,
      client: needs.createKafkaClient(places === null ? settings : withLiveBootstrap(settings, slot.store)),
      sink: slot.store,
      watching: slot.watching,
      zooKeeperGroups: needs.zooKeeperGroups(id),
      requestsASecond: needs.requestsASecond?.() ?? REQUESTS_A_SECOND,
      onFacts: (sourceChanged) => {
        if (sourceChanged) slot.store.tell()
        tell(slot)
      },
      onLive: () => needs.onLive(id),
    })
    slot.store.tell()
    tell(slot)
  }
  const disconnect = (id: string): void => {
    const slot = slots.get(id)
    if (!slot?.connection) return
    slot.connection.stop()
    slot.connection = null
    slot.side?.stop()
    slot.side = null
    slot.store.clear()
    slot.store.tell()
    tell(slot)
  }
  const connected = (id: string): Connection => {
    const connection = slots.get(id)?.connection
    if (!connection) throw new AppError('profile.notConnected', { profile: id })
    return connection
  }

  return {
    connect,
    disconnect,
    /** With the profile's settings as they are now: what was wrong may have been put right. */
    retryNow(id: string): void {
      const is = slots.get(id)?.connection?.facts().source.is
      if (is === 'live' || is === 'stale' || is === 'paused')
        return void connected(id)
          .readNow()
          .catch(() => undefined)
      // Checked first, so that a failure leaves what is there.
      needs.connectionSettings(id)
      disconnect(id)
      connect(id)
    },
    cluster: (id: string): Cluster<Store> => slotOf(id),
    isConnected: (id: string): boolean => slots.get(id)?.connection != null,
    isPaused: (id: string): boolean => slots.get(id)?.connection?.facts().source.is === 'paused',
    async readNow(id: string): Promise<void> {
      const kafka = connected(id).readNow()
      await Promise.all([kafka, slots.get(id)?.side?.readNow()])
    },
    pause(id: string, paused: boolean): void {
      connected(id).pause(paused)
      slots.get(id)?.side?.pause(paused)
    },
    /** Fails with `profile.notConnected`, or `mesos.notSet` for a profile of Kafka alone. */
    side(id: string): MesosSide {
      connected(id)
      const side = slots.get(id)?.side
      if (!side) throw new AppError('mesos.notSet', { profile: id })
      return side
    },
    /** @param maxAgeMs what was read before and is younger will do */
    config: (id: string, kind: 'topic' | 'broker', name: string, signal: AbortSignal, maxAgeMs?: number): Promise<ConfigFact> =>
      connected(id).config(kind, name, signal, maxAgeMs),
    client: (id: string): KafkaClient => connected(id).client,
    /** For what reads beside the collectors, and takes its turn among them. */
    reader: (id: string): Pick<Connection, 'client' | 'turn' | 'spareTurn'> => connected(id),
    /** What is open of a cluster. */
    watching: (id: string): Pick<WatchSet, 'groups' | 'topics'> => slotOf(id).watching,
    onChange: changes.listen,
    ids: (): readonly string[] => [...slots.keys()],
    /** The profile is gone. */
    forget(id: string): void {
      disconnect(id)
      slots.get(id)?.end.abort()
      slots.delete(id)
    },
    /** Closes what goes out and leaves what was read: who still writes it down is not waited for (G-05). */
    hangUp(): void {
      for (const slot of slots.values()) {
        slot.connection?.stop()
        slot.side?.stop()
      }
    },
    stop(): void {
      for (const id of slots.keys()) disconnect(id)
    },
  }
}

/** A Kafka that is lost is looked for as soon as scheduler or Mesos tell of a broker that they did not tell of before (G-10). */
function followBrokers<Store extends ClearableSink>(slot: Slot<Store>): void {
  let known = ''
  let source = slot.reading().source
  slot.store.watch(
    () => {
      // That none runs, or that one does now, says why Kafka does not answer.
      const before = source
      source = slot.reading().source
      if (source !== before) slot.changes.tell()
      const told = brokerEndpoints(slot.store.current()).join(',')
      if (told === known) return
      known = told
      const is = slot.connection?.facts().source.is
      if (told !== '' && (is === 'reconnecting' || is === 'failed')) void slot.connection?.readNow().catch(() => undefined)
    },
    // Ends with the cluster; without a connection there is nothing to wake.
    slot.end.signal,
  )
}

export type Connections<Store extends ClearableSink> = ReturnType<typeof createConnections<Store>>

function newSlot<Store extends ClearableSink>(
  id: string,
  { clock, createStore, intervals, switches }: ConnectionsNeeds<Store>,
): Slot<Store> {
  const store = createStore()
  const watching = createWatchSet(intervals, switches)
  const changes = createChanges()
  let made: { readonly facts: ConnectionFacts; readonly lastReadAt: number | null } | null = null
  let reading = { ...OFF, lastReadAt: null as number | null }
  const explained = withNoneRuns(store, () => slot.systems())
  const slot: Slot<Store> = {
    id,
    clock,
    store,
    watching,
    changes,
    end: new AbortController(),
    connection: null,
    side: null,
    systems: () => slot.side?.systems() ?? NO_SYSTEMS,
    hold: watching.hold,
    onReading: changes.listen,
    reading() {
      const facts = explained(slot.connection?.facts() ?? OFF)
      const { metadata, offsets, groups } = store.current().parts
      const read = Math.max(metadata.asOf ?? -1, offsets.asOf ?? -1, groups.asOf ?? -1)
      const lastReadAt = read < 0 ? null : read
      if (made?.facts !== facts || made.lastReadAt !== lastReadAt) {
        made = { facts, lastReadAt }
        reading = { ...facts, lastReadAt }
      }
      return reading
    },
  }
  return slot
}
