import type { ProfileCard } from '../../../../shared/contract/profiles.ts'
import type { SourceState } from '../../../../shared/domain/source-state.ts'
import { keptIfAlike } from '../derive/memo.ts'
import type { LiveCluster } from '../live-cluster.ts'

export type CardStatus = Pick<ProfileCard, 'connection' | 'seen'>

const OFF: CardStatus['connection'] = { state: 'off', error: null, attempt: null, nextAt: null, since: null }
export const neverConnected: CardStatus = { connection: OFF, seen: null }

/** What a launcher card tells of a cluster. Keeps the object given while it says the same. */
export function cardStatus(cluster: LiveCluster, before: CardStatus): CardStatus {
  const { source, requestsPerSecond, budget } = cluster.reading()
  const { state, totals, brokers } = cluster.store.derived()
  const { metadata, groups } = state.parts
  const rows = [...brokers.rows.values()].filter((row) => row.state !== 'absent')
  const seen: CardStatus['seen'] =
    metadata.asOf === null
      ? // What was seen is remembered after disconnecting.
        before.seen && { ...before.seen, requestsPerSecond }
      : {
          asOf: Math.max(metadata.asOf, state.parts.offsets.asOf ?? 0),
          brokersUp: rows.filter((b) => b.state === 'up').length,
          brokers: rows.length,
          offlinePartitions: totals.topics.offline,
          groups: groups.readAt === null ? null : totals.groups.total,
          worst: totals.groups.worst === null ? null : { ...totals.groups.worst },
          gravest: totals.groups.gravest === null ? null : { ...totals.groups.gravest },
          requestsPerSecond,
          budget,
        }
  const connection = keptIfAlike(before.connection, connectionOf(source))
  const kept = keptIfAlike(before.seen, seen)
  return connection === before.connection && kept === before.seen ? before : { connection, seen: kept }
}

/** The latest status of each cluster, remembered so that it keeps identity; of profiles that are gone, until they are forgotten. */
export function createCardStatuses(clusterOf: (id: string) => LiveCluster) {
  const known = new Map<string, CardStatus>()
  return {
    of(id: string): CardStatus {
      const before = known.get(id) ?? neverConnected
      const now = cardStatus(clusterOf(id), before)
      if (now !== before) known.set(id, now)
      return now
    },
    forget: (id: string): void => void known.delete(id),
    /** What was recorded of it earlier, until something is read. */
    remember(id: string, seen: NonNullable<CardStatus['seen']>): void {
      const before = known.get(id) ?? neverConnected
      if (before.seen === null) known.set(id, { ...before, seen })
    },
  }
}

function connectionOf(source: SourceState): CardStatus['connection'] {
  if (source.is === 'off') return OFF
  const waiting = source.is === 'reconnecting' || source.is === 'failed'
  return {
    state: source.is,
    error: waiting ? source.problem : null,
    attempt: waiting ? source.attempt : null,
    nextAt: waiting ? source.nextAt : null,
    since: source.since,
  }
}
