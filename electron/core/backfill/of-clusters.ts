import type { Connections } from '../collectors/connections.ts'
import type { Verdict } from '../../../shared/domain/verdict/inputs.ts'
import type { Derived } from '../state/derive/derive.ts'
import type { ClusterStore } from '../state/store.ts'
import { startBackfills, type BackfillNeeds, type Backfills } from './backfills.ts'

export interface OfClusters extends Pick<BackfillNeeds, 'clock' | 'log' | 'histories' | 'signal'> {
  readonly clusters: { readonly connections: Connections<ClusterStore> }
  readonly settings: {
    current(): { readonly backfill: 'on' | 'off' }
    onChange(changed: () => void, signal: AbortSignal): void
  }
  readonly alerts: { book(cluster: string): { readonly choices: { current(): { readonly watched: readonly string[] } } } | null }
  /** Whether it is recorded: without, there is nowhere to put it. */
  readonly recorded: { isOn(cluster: string): boolean }
}

/** Of the clusters of a running core. */
export function backfillsOf({ clusters: { connections }, settings, alerts, recorded, ...needs }: OfClusters): Backfills {
  return startBackfills({
    ...needs,
    clusters: connections.ids,
    onClusters: connections.onChange,
    connected: (id) => (connections.isConnected(id) ? connections.reader(id) : null),
    isRead: (id) => connections.cluster(id).reading().source.is === 'live',
    state: (id) => connections.cluster(id).store.current(),
    wanted(id) {
      const watching = connections.watching(id)
      return {
        watched: alerts.book(id)?.choices.current().watched ?? [],
        open: { groups: watching.groups(), topics: watching.topics() },
        groups: verdictsOf(connections.cluster(id).store.derived()),
      }
    },
    isOn: (id) => settings.current().backfill === 'on' && recorded.isOn(id),
    onSettings: settings.onChange,
  })
}

/** One by one: there may be tens of thousands. */
function* verdictsOf({ groups }: Derived): Generator<{ readonly group: string; readonly verdict: Verdict | null }> {
  for (const { fact, figures } of groups.values()) yield { group: fact.group, verdict: figures?.verdict?.verdict ?? null }
}
