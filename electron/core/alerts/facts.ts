import type { BrokerRow } from '../../../shared/contract/brokers.ts'
import type { TimeLagView } from '../../../shared/contract/figures.ts'
import type { AlertFacts, AlertGroup } from '../../../shared/domain/alerts/level.ts'
import { isStale } from '../../../shared/domain/part-status.ts'
import { frameworkAway, underMinIsr } from './cluster-facts.ts'
import { asOf, isPartial } from '../state/derive/group-row.ts'
import type { MadeGroup, MadeGroups } from '../state/derive/made-group.ts'
import type { LiveCluster } from '../state/live-cluster.ts'

/** A group that was read longer ago than this says nothing about now. Empty ones are read each ten minutes. */
const GROUP_AGE_MS = 15 * 60_000

const GROUPS_A_STEP = 1_000

/** What is known of a cluster now, as far as it was read and is fresh. Null: it is not connected. */
export function* readFacts(cluster: LiveCluster, watched: ReadonlySet<string>): Generator<undefined, AlertFacts | null> {
  const { source } = cluster.reading()
  if (source.is === 'off') return null
  const { state, groups, brokers, totals } = cluster.store.derived()
  const { parts } = state
  const now = cluster.clock.now()
  const live = source.is === 'live'
  const topology = live && parts.metadata.readAt !== null && !isStale(parts.metadata, now)
  const seenSince = cluster.clock.wall() - GROUP_AGE_MS
  return {
    watched,
    groups: live && parts.groups.readAt !== null ? yield* groupsOf(groups, seenSince) : null,
    brokers: topology ? [...brokers.rows.values()].flatMap(brokerOf) : null,
    partitions: {
      underReplicated: topology ? totals.topics.underReplicated : null,
      offline: topology ? totals.topics.offline : null,
      underMinIsr: topology ? underMinIsr(cluster.store.derived()) : null,
    },
    frameworkAway: live && parts.framework.readAt !== null && !isStale(parts.framework, now) ? frameworkAway(state) : null,
  }
}

/** The same at once. */
export function factsOf(cluster: LiveCluster, watched: ReadonlySet<string>): AlertFacts | null {
  const reading = readFacts(cluster, watched)
  for (;;) {
    const step = reading.next()
    if (step.done) return step.value
  }
}

function* groupsOf(groups: MadeGroups, seenSince: number): Generator<undefined, readonly AlertGroup[]> {
  const found: AlertGroup[] = []
  for (const made of groups.values()) {
    found.push(groupOf(made, seenSince))
    if (found.length % GROUPS_A_STEP === 0) yield
  }
  return found
}

/** One that is just being connected to is neither. One that somebody stopped through its scheduler is missed by nobody. */
export const brokerOf = ({ id, state, scheduler }: Pick<BrokerRow, 'id' | 'state' | 'scheduler'>): NonNullable<AlertFacts['brokers']> =>
  state === 'connecting' ? [] : [{ id, up: state === 'up' || scheduler?.phase.kind === 'stopped' }]

function groupOf(made: MadeGroup, seenSince: number): AlertGroup {
  const at = asOf(made)
  const fresh = at !== null && at >= seenSince
  const { fact, sum, figures } = made
  return {
    group: fact.group,
    verdict: fresh ? (figures?.verdict ?? null) : null,
    lag: fresh ? sum.lag : null,
    partial: isPartial(made),
    timeLag: fresh && figures ? timeLagOf(figures.timeLag) : null,
    dormant: figures?.dormant ?? false,
  }
}

function timeLagOf(view: TimeLagView): AlertGroup['timeLag'] {
  switch (view.kind) {
    case 'value':
      return { seconds: view.seconds, error: view.error, atLeast: view.atLeast }
    case 'moreThan':
      return { seconds: view.seconds, error: 0, atLeast: true }
    case 'unknown':
      return null
  }
}
