import { configKey, type ClusterState } from '../../../shared/domain/cluster-state.ts'
import { inSyncOf } from '../../../shared/domain/partitions.ts'
import type { Derived } from '../state/derive/derive.ts'

/**
 * Partitions with fewer replicas in sync than producers with `acks=all` need. Only topics that lack a replica are looked at: of the others
 * it is so only where more are needed than there are. Null: of one that lacks some, what is needed was not read yet.
 */
export function underMinIsr({ state, layouts }: Pick<Derived, 'state' | 'layouts'>): number | null {
  let sum = 0
  for (const { fact, underReplicated } of layouts.values()) {
    if (underReplicated === 0) continue
    const needed = neededOf(state, fact.name)
    if (needed === null) return null
    for (const partition of fact.partitions) if (inSyncOf(partition, state.gone) < needed) sum += 1
  }
  return sum
}

function neededOf({ configs }: ClusterState, topic: string): number | null {
  const value = configs.get(configKey('topic', topic))?.entries.find(({ name }) => name === 'min.insync.replicas')?.value
  const needed = Number(value ?? Number.NaN)
  return Number.isInteger(needed) ? needed : null
}

/** Whether the scheduler's framework is away from its Mesos master. Null: which one it is, or how it is, is not known. */
export function frameworkAway({ mesos }: Pick<ClusterState, 'mesos'>): boolean | null {
  if (mesos.chosen === null) return null
  switch (mesos.frameworks.get(mesos.chosen)?.status) {
    case 'running':
      return false
    case 'disconnected':
    case 'deactivated':
    case 'removed':
      return true
    // A new leader has heard of it from agents alone, or it is in no list: that says nothing yet.
    case 'recovering':
    case undefined:
      return null
  }
}
