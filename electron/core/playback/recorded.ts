import type { Histories } from '../history/histories.ts'
import { startRecording, type Clusters, type Recording } from '../history/recording.ts'
import { createChanges } from '../lib/changes.ts'
import type { Clock } from '../lib/clock.ts'
import type { Lifetime } from '../lib/lifetime.ts'
import type { Log } from '../lib/log.ts'
import { isSecretKey } from '../../../shared/domain/secret-names.ts'
import type { Redactor } from '../lib/redact.ts'
import type { createCardStatuses } from '../state/projections/card-status.ts'
import { rememberLastSeen } from './last-seen.ts'

export interface RecordedNeeds {
  readonly clusters: { readonly connections: Clusters; readonly cards: ReturnType<typeof createCardStatuses>; tellCards(): void }
  readonly histories: Histories
  readonly clock: Clock
  readonly log: Log
  readonly redactor: Redactor
  /** Narrow on purpose: the one setting that is about recording. */
  readonly settings: {
    current(): { readonly notRecorded: readonly string[] }
    change(part: { readonly notRecorded: string[] }): Promise<void>
    onChange(changed: () => void, signal: AbortSignal): void
  }
  readonly profiles: { list(): readonly { readonly id: string }[] }
  readonly lifetime: Lifetime
}

/** Recording of the clusters that the user wants recorded, and what was last seen of all of them. */
export interface Recorded {
  readonly recording: Recording
  isOn(cluster: string): boolean
  setOn(cluster: string, on: boolean): Promise<void>
  pausedWhy(cluster: string): string | null
  onSettings(changed: () => void, signal: AbortSignal): void
  /** What is recorded of a cluster is not what it was. */
  tell(): void
}

export function startRecorded({ clusters, histories, clock, log, redactor, settings, profiles, lifetime }: RecordedNeeds): Recorded {
  const changes = createChanges()
  const isOn = (cluster: string): boolean => !settings.current().notRecorded.includes(cluster)
  const recording = startRecording({
    ...{ clusters: clusters.connections, histories, clock, log, isOn },
    hiding: { isSecretKey, text: redactor.text },
    summaryOf: (id) => clusters.cards.of(id).seen,
  })
  lifetime.add(recording.stop)
  settings.onChange(changes.tell, lifetime.signal)
  const ids = profiles.list().map(({ id }) => id)
  rememberLastSeen(
    ids,
    { histories, log },
    (id, seen) => {
      clusters.cards.remember(id, seen)
      clusters.tellCards()
    },
    lifetime.signal,
  ).catch((error: unknown) => log.error('What was last seen could not be read', { error }))
  return {
    recording,
    isOn,
    onSettings: changes.listen,
    tell: changes.tell,
    pausedWhy: (cluster) => recording.state(cluster)?.paused ?? null,
    async setOn(cluster, on) {
      const others = settings.current().notRecorded.filter((id) => id !== cluster)
      await settings.change({ notRecorded: on ? others : [...others, cluster] })
    },
  }
}
