import type { ConfigFact } from '../../../shared/domain/cluster-state.ts'
import { AppError } from '../../../shared/errors/error.ts'
import type { KafkaClient, KafkaConnectionSettings } from '../clients/kafka/kafka-client.ts'
import { createChanges, type Changes } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import { startConnection, type Connection, type ConnectionFacts } from './connection.ts'
import { REQUESTS_A_SECOND } from './budget.ts'
import type { Sink } from './needs.ts'
import { createWatchSet, type WatchSet } from './watch-set.ts'

export interface ConnectionsNeeds<Store extends ClearableSink> {
  readonly clock: Clock
  readonly random: () => number
  readonly log: Log
  readonly createKafkaClient: (settings: KafkaConnectionSettings) => KafkaClient
  /** With secrets in clear; fails with `profile.unknown` or `profile.secretMissing`. */
  readonly connectionSettings: (profile: string) => KafkaConnectionSettings
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
  onReading(changed: () => void, signal: AbortSignal): void
}

interface Slot<Store> extends Cluster<Store> {
  readonly watching: WatchSet
  readonly changes: Changes
  readonly end: AbortController
  connection: Connection | null
}

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
    slot.connection = startConnection({
      ...needs,
      profile: id,
      client: needs.createKafkaClient(settings),
      sink: slot.store,
      watching: slot.watching,
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
    readNow: (id: string): Promise<void> => connected(id).readNow(),
    pause: (id: string, paused: boolean): void => connected(id).pause(paused),
    config: (id: string, kind: 'topic' | 'broker', name: string, signal: AbortSignal): Promise<ConfigFact> =>
      connected(id).config(kind, name, signal),
    onChange: changes.listen,
    ids: (): readonly string[] => [...slots.keys()],
    /** The profile is gone. */
    forget(id: string): void {
      disconnect(id)
      slots.get(id)?.end.abort()
      slots.delete(id)
    },
    stop(): void {
      for (const id of slots.keys()) disconnect(id)
    },
  }
}

export type Connections<Store extends ClearableSink> = ReturnType<typeof createConnections<Store>>

function newSlot<Store extends ClearableSink>(id: string, { clock, createStore }: ConnectionsNeeds<Store>): Slot<Store> {
  const store = createStore()
  const watching = createWatchSet()
  const changes = createChanges()
  let made: { readonly facts: ConnectionFacts; readonly lastReadAt: number | null } | null = null
  let reading = { ...OFF, lastReadAt: null as number | null }
  const slot: Slot<Store> = {
    id,
    clock,
    store,
    watching,
    changes,
    end: new AbortController(),
    connection: null,
    hold: watching.hold,
    onReading: changes.listen,
    reading() {
      const facts = slot.connection?.facts() ?? OFF
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
